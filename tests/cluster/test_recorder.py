"""The recorder: what it is given is kept, in order, also by a store that was down."""

import threading

import pytest

from cluster import recorder as module
from cluster.artifacts import Artifacts, ArtifactsUnreachable
from cluster.recorder import Entry, Recorder
from cluster.store import Store, StoreUnreachable
from tests.cluster.store_fixtures import begin, campaign, started, step_ended


class Fragile(Store):
    """A store that does not answer while it is DOWN; knows who has asked."""

    def __init__(self, url):
        super().__init__(url)
        self.down, self.asked, self.told = threading.Event(), threading.Event(), []

    def record(self, events):
        self.asked.set()
        if self.down.is_set():
            raise StoreUnreachable("sqlite", "no answer")
        super().record(events)
        self.told += events


@pytest.fixture
def store(tmp_path):
    with Fragile(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


@pytest.fixture
def artifacts(tmp_path):
    return Artifacts((tmp_path / "artifacts").as_uri())


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def recorder(store, artifacts, complaints, monkeypatch):
    monkeypatch.setattr(module, "AGAIN", 0.01)
    kept = Recorder(store, artifacts, complain=complaints.append)
    yield kept
    store.down.clear()
    kept.close()


def test_events_are_kept_in_the_order_in_which_they_were_told(recorder, store):
    told = campaign(begin(store, jobs=2))
    for event in told:
        recorder.record(Entry(event))
    assert recorder.close()
    assert store.told == told


def test_a_picture_is_there_before_the_event_that_names_it(store, artifacts, recorder):
    number = begin(store)
    recorder.record(Entry(started(number)))
    step = step_ended(number, picture="1/1/1/0.jpg")
    recorder.record(Entry(step, (("1/1/1/0.jpg", b"jpeg"),)))
    assert recorder.close()
    assert artifacts.get("1/1/1/0.jpg") == b"jpeg"
    assert store.steps(number, 1, 1)[0].picture == "1/1/1/0.jpg"


def test_a_store_that_is_down_for_a_while_loses_nothing(recorder, store, complaints):
    told = campaign(begin(store, jobs=2))
    store.down.set()
    for event in told[:4]:
        recorder.record(Entry(event))
    assert store.asked.wait(60)
    for event in told[4:]:
        recorder.record(Entry(event))
    threading.Timer(0.05, store.down.clear).start()
    assert recorder.close(patience=60)
    assert store.told == told
    assert complaints[0] == "store sqlite: no answer; trying again"


def test_a_real_database_that_cannot_be_opened_for_a_while_loses_nothing(
    tmp_path, artifacts, monkeypatch
):
    monkeypatch.setattr(module, "AGAIN", 0.01)
    file, away = tmp_path / "real.db", tmp_path / "away.db"
    complained = threading.Event()
    with Store(f"sqlite:///{file}") as store:
        told = campaign(begin(store, jobs=2))
        store.close()
        file.rename(away)
        file.mkdir()
        recorder = Recorder(store, artifacts, complain=lambda _: complained.set())
        for event in told:
            recorder.record(Entry(event))
        assert complained.wait(60)
        file.rmdir()
        away.rename(file)
        assert recorder.close(patience=60)
        assert len(store.jobs(told[0].execution)) == 2
        assert store.execution(told[0].execution).ended == 20


def test_artifacts_that_are_down_for_a_while_hold_the_event_back(
    recorder, store, artifacts, monkeypatch
):
    put, failures = artifacts.put, [1, 2]

    def once_down(key, content):
        if failures:
            failures.pop()
            raise ArtifactsUnreachable("s3", "no answer")
        assert store.told == []
        put(key, content)

    monkeypatch.setattr(artifacts, "put", once_down)
    number = begin(store)
    recorder.record(Entry(started(number), (("1.jpg", b"one"),)))
    assert recorder.close()
    assert artifacts.get("1.jpg") == b"one"
    assert len(store.told) == 1


def test_patience_with_a_store_that_stays_down_has_an_end(recorder, store):
    number = begin(store)
    store.down.set()
    recorder.record(Entry(started(number)))
    assert not recorder.close(patience=0.05)


def test_patience_has_an_end_even_where_no_more_can_wait(store, artifacts, monkeypatch):
    monkeypatch.setattr(module, "WAITING", 1)
    recorder = Recorder(store, artifacts, complain=lambda _: None)
    number = begin(store)
    store.down.set()
    recorder.record(Entry(started(number)))
    assert store.asked.wait(60)
    recorder.record(Entry(step_ended(number)))
    assert not recorder.close(patience=0.05)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_recorder_that_broke_does_not_say_that_all_was_kept(store, artifacts):
    def broken(words):
        raise BrokenPipeError(words)

    recorder = Recorder(store, artifacts, complain=broken)
    number = begin(store)
    store.down.set()
    recorder.record(Entry(started(number)))
    assert not recorder.close(patience=60)


def test_with_nothing_to_keep_it_closes_at_once(recorder):
    assert recorder.close()
