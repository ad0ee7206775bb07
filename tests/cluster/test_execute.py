import subprocess
import sys
import threading
from functools import partial

import pytest
import ray

from actors.outcome import Outcome
from actors.simulator.devices import SimulatedDevice
from cluster import events
from cluster.artifacts import reference_key
from cluster.campaign import load_campaign
from cluster.errors import StillDriven
from cluster.execute import execute, prepare, resume
from cluster.lab import load_lab
from cluster.placement import find
from cluster.records import State
from cluster.store import Store
from tests.cluster.ray_fixtures import campaign, case, environment, kill, wait_until

NAP = {"sleep": 0.05}


class Runner:
    """Executes campaigns beside a lab file, in this process."""

    def __init__(self, archive):
        self.archive, self.stop, self.seen = archive, threading.Event(), []
        self.on = {}  # what to do when an event of a type is seen for the first time

    def __call__(self, lab, *cases, **fields):
        loaded = load_campaign(campaign(lab.path, *cases, **fields), lab)
        return self.finish(prepare(loaded, self.archive.store))

    def finish(self, plan):
        return execute(plan, self.archive, stop=self.stop, watch=self._watch)

    def _watch(self, event):
        self.seen.append(event)
        if act := self.on.pop(type(event), None):
            act(event)

    def jobs(self, execution):
        return self.archive.store.jobs(execution.id)

    def outcomes(self, execution):
        return [attempt.outcome for attempt in self.archive.store.attempts(execution.id)]


@pytest.fixture
def run(archive):
    return Runner(archive)


def test_every_job_runs_once_spread_over_the_devices(lab, run):
    loaded = lab("near-1", "far-1")
    case(loaded.path, "nap", NAP)
    record = run(loaded, "nap", repeat=6)
    assert (record.state, record.counts.passed, record.stopped) == (State.ENDED, 6, False)
    assert {a.device for a in run.archive.store.attempts(record.id)} == {"near-1", "far-1"}
    assert {a.node for a in run.archive.store.attempts(record.id)} == {"near", "far"}


def test_each_step_is_kept_with_a_picture_of_what_the_device_showed(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "look", {"goto": "home"}, {"expect": {"image": "home.png"}})
    record = run(loaded, "look")
    goto, expect = run.archive.store.steps(record.id, 1, 1)
    assert goto.reason.startswith("at home: home (")
    assert expect.score >= expect.threshold
    assert expect.size == (1280, 720)
    assert run.archive.artifacts.get(expect.picture)[:3] == b"\xff\xd8\xff"


def test_each_picture_that_is_looked_for_is_kept_once_by_its_content(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "look", {"expect": {"image": "home.png"}})
    artifacts = run.archive.artifacts
    for _ in range(2):
        record = run(loaded, "look", repeat=2)
    [step] = run.archive.store.steps(record.id, 1, 1)
    [digest] = step.asked.references
    wanted = (loaded.path.parent / "references" / "home.png").read_bytes()
    assert artifacts.get(reference_key(digest)) == wanted
    assert len(artifacts.keys("references")) == 8  # home.png, and those of the map's screens
    assert run.archive.store.attempts(record.id)[0].model == "android-tv"


def test_a_false_verdict_is_a_failure_with_every_attempt_kept(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "wrong", {"expect": {"image": "apps.png"}})
    record = run(loaded, "wrong", retries=2)
    assert run.outcomes(record) == [Outcome.FAIL] * 3
    assert run.jobs(record)[0].outcome is Outcome.FAIL


def test_a_pass_after_a_failure_is_flaky(lab, run):
    loaded = lab("near-1")
    # POWER turns it off for the first attempt, and on again for the second
    case(loaded.path, "flaky", {"press": "POWER"}, {"expect": {"image": "home.png", "within": 3}})
    record = run(loaded, "flaky", retries=1)
    assert run.outcomes(record) == [Outcome.FAIL, Outcome.PASS]
    assert (record.counts.passed, record.counts.flaky) == (1, 1)


def test_an_unplugged_device_is_a_status_and_its_attempts_are_lost(lab, run, monkeypatch):
    monkeypatch.setattr("cluster.dispatch.PATIENCE", 2.0)
    loaded = lab("near-1", drivers=[{"adb": "127.0.0.1:1"}])
    case(loaded.path, "press", {"press": "OK"})
    record = run(loaded, "press", retries=0)
    assert set(run.outcomes(record)) == {Outcome.LOST}
    assert run.jobs(record)[0].outcome is Outcome.LOST
    assert "127.0.0.1:1" in ray.get(find("near-1").status.remote()).trouble


def test_a_lost_attempt_is_made_up_for_on_another_device(lab, run):
    loaded = lab("near-1", "near-2")
    case(loaded.path, "rest", {"press": "OK"}, {"sleep": 1})
    run.on[events.AttemptStarted] = lambda event: kill(event.device)
    record = run(loaded, "rest")
    assert run.outcomes(record) == [Outcome.LOST, Outcome.PASS]
    first, second = run.archive.store.attempts(record.id)
    assert first.device != second.device
    assert (record.counts.passed, record.counts.flaky) == (1, 0)


def test_an_action_is_never_done_again_by_itself(lab, run, simulator):
    [tv] = simulator(SimulatedDevice(name="tv")).devices.values()
    loaded = lab("near-1", drivers=[{"adb": f"127.0.0.1:{tv.ports['adb']}"}])
    case(loaded.path, "rest", {"press": "VOLUME_UP"}, {"sleep": 1})
    run.on[events.StepEnded] = lambda event: kill(event.device)
    record = run(loaded, "rest")
    assert run.outcomes(record) == [Outcome.LOST, Outcome.PASS]
    assert sum("VOLUME_UP" in line for line in tv.television.log) == 2


def test_a_stop_ends_what_runs_and_what_waits(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "long", {"sleep": 600})
    run.on[events.StepStarted] = lambda _: run.stop.set()
    record = run(loaded, "long", repeat=3)
    assert record.stopped
    assert [job.outcome for job in run.jobs(record)] == [Outcome.CANCELLED] * 3
    assert ray.get(find("near-1").status.remote()).doing is None


def test_a_request_in_the_store_stops_it_as_well(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "long", {"sleep": 600})
    store = run.archive.store
    run.on[events.StepStarted] = lambda event: store.request_stop(event.execution)
    assert run(loaded, "long").counts.cancelled == 1


def test_an_attempt_that_takes_too_long_is_a_timeout(lab, run):
    loaded = lab("near-1")
    case(loaded.path, "long", {"sleep": 600})
    record = run(loaded, "long", timeout=0.3)
    assert run.jobs(record)[0].outcome is Outcome.TIMEOUT


def test_two_executions_share_a_device_one_after_the_other(lab, run, archive):
    loaded = lab("near-1")
    case(loaded.path, "nap", NAP)
    plan = prepare(load_campaign(campaign(loaded.path, "nap", repeat=3), loaded), archive.store)
    other = threading.Thread(target=partial(Runner(archive).finish, plan))
    run.on[events.AttemptStarted] = lambda _: other.start()
    record = run(loaded, "nap", repeat=3)
    other.join()
    assert archive.store.execution(record.id).counts.passed == 3
    assert archive.store.execution(plan.execution).counts.passed == 3
    mine, others = archive.store.attempts(record.id), archive.store.attempts(plan.execution)
    assert max(a.ended for a in mine) <= min(a.started for a in others)


def test_an_execution_whose_driver_was_killed_goes_on_where_it_was(lab, run, home):
    loaded = lab("near-1")
    case(loaded.path, "a-nap", NAP)
    case(loaded.path, "b-long", {"sleep": 4})
    path = campaign(loaded.path, "a-nap", "b-long")
    command = [sys.executable, "-m", "cluster", "run", str(path), "--lab", str(loaded.path)]
    driver = subprocess.Popen(command, env=environment(home))
    wait_until(lambda: has_begun(run.archive.store, job=2))
    driver.kill()
    driver.wait()
    record = run.finish(resume(1, load_campaign(path, load_lab(loaded.path)), run.archive.store))
    assert [job.outcome for job in run.jobs(record)] == [Outcome.PASS, Outcome.PASS]
    assert run.outcomes(record) == [Outcome.PASS, Outcome.LOST, Outcome.PASS]


def test_an_execution_that_another_process_drives_is_not_resumed(lab, run, archive):
    loaded = lab("near-1")
    case(loaded.path, "long", {"sleep": 600})
    path = campaign(loaded.path, "long")
    plan = prepare(load_campaign(path, loaded), archive.store)
    other = threading.Thread(target=partial(run.finish, plan))
    other.start()
    wait_until(lambda: has_begun(archive.store, job=1))
    with pytest.raises(StillDriven, match="execution 1 is still driven"):
        resume(1, load_campaign(path, loaded), archive.store)
    run.stop.set()
    other.join()
    assert run.outcomes(archive.store.execution(1)) == [Outcome.CANCELLED]


def has_begun(store: Store, *, job: int) -> bool:
    return any(attempt.job == job for attempt in store.attempts(1))
