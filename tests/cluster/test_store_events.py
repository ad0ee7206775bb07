"""Events are kept once, in order, and an execution can be stopped, cut off and resumed."""

import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.outcome import Outcome
from cluster.errors import StillDriven
from cluster.events import AnyEvent
from cluster.records import State
from cluster.store import Store, StoreError
from tests.cluster.store_fixtures import (
    begin,
    campaign,
    ended,
    execution_ended,
    execution_started,
    job_ended,
    started,
)


def everything(store: Store, execution: int) -> list[object]:
    """Return all that the store tells of EXECUTION, but for the ids in the log."""
    return [
        store.execution(execution),
        store.jobs(execution),
        store.attempts(execution),
        [store.steps(execution, a.job, a.number) for a in store.attempts(execution)],
        [event for _, event in store.events_since(0, limit=1000)],
        store.outcome_counts(),
        store.queue_depth(),
    ]


def test_events_can_be_followed(store: Store) -> None:
    execution = begin(store, jobs=2)
    events = campaign(execution)
    store.record(events[:5])
    seen = store.events_since(0, limit=3)
    assert [event for _, event in seen] == events[:3]
    store.record(events[5:])
    rest = store.events_since(seen[-1][0], limit=100)
    assert [event for _, event in rest] == events[3:]
    assert store.last_event_id() == rest[-1][0]
    assert store.events_since(store.last_event_id(), limit=1) == []


def test_recording_nothing_is_allowed(store: Store) -> None:
    store.record([])
    assert store.last_event_id() == 0


def test_recording_twice_changes_nothing(store: Store) -> None:
    execution = begin(store, jobs=2)
    store.record(campaign(execution))
    before = everything(store, execution)
    store.record(campaign(execution))
    store.record(campaign(execution)[::-1])
    assert everything(store, execution) == before


@st.composite
def with_duplicates(draw: st.DrawFn) -> list[list[AnyEvent]]:
    """Draw the campaign of execution 1 in batches, some events told again at any later time."""
    told = campaign(1)
    for event in draw(st.lists(st.sampled_from(campaign(1)), max_size=12)):
        told.insert(draw(st.integers(told.index(event) + 1, len(told))), event)
    cuts = sorted(draw(st.sets(st.integers(1, len(told) - 1), max_size=4)))
    return [told[a:b] for a, b in zip([0, *cuts], [*cuts, len(told)], strict=True)]


@settings(max_examples=25, deadline=None)
@given(with_duplicates())
def test_an_event_counts_once_however_often_and_late_it_is_told(
    batches: list[list[AnyEvent]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Store(f"sqlite:///{folder}/once.db") as once:
            once.record(campaign(begin(once, jobs=2)))
            expected = everything(once, 1)
        with Store(f"sqlite:///{folder}/often.db") as often:
            begin(often, jobs=2)
            for batch in batches:
                often.record(batch)
            assert everything(often, 1) == expected


def test_what_has_ended_stays_as_it_ended(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), ended(execution), job_ended(execution)])
    before = everything(store, execution)
    store.record([ended(execution, at=30.0, outcome="lost")])
    store.record([job_ended(execution, at=30.0, outcome="lost")])
    assert everything(store, execution) == before


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    execution = begin(store)
    with pytest.raises(StoreError, match="does not fit"):
        store.record([started(execution), started(execution, job=9)])
    assert store.attempts(execution) == []
    assert store.events_since(0, limit=9) == []
    store.record([started(execution)])
    assert len(store.attempts(execution)) == 1


def test_an_event_of_an_unknown_execution_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="does not fit"):
        store.record([execution_started(4)])


def test_an_execution_that_was_cut_off_can_go_on(store: Store) -> None:
    execution = begin(store, jobs=3)
    store.record([execution_started(execution), started(execution), ended(execution)])
    store.record([job_ended(execution), started(execution, 2)])
    store.request_stop(execution)
    lost = ended(execution, 2, at=50.0, outcome="lost", reason="the driver was cut off")
    assert store.cut_off(execution, 50.0) == [lost]
    assert [job.state for job in store.jobs(execution)] == ["ended", "queued", "queued"]
    assert store.attempts(execution, 2)[0].outcome is Outcome.LOST
    assert store.events_since(0, limit=99)[-1][1] == lost
    assert not store.stop_requested(execution)
    with pytest.raises(StillDriven):
        store.cut_off(execution, 51.0)
    assert store.cut_off(execution, 60.0) == []


def test_an_execution_whose_driver_is_heard_of_is_not_cut_off(store: Store) -> None:
    execution = begin(store)
    store.beat(execution, 100.0)
    with pytest.raises(StillDriven):
        store.cut_off(execution, 104.0)
    assert store.cut_off(execution, 109.0) == []


def test_a_stop_that_was_asked_for_before_it_began_is_kept(store: Store) -> None:
    execution = begin(store)
    store.request_stop(execution)
    store.cut_off(execution, 50.0)
    assert store.stop_requested(execution)


def test_a_resumed_execution_starts_and_ends_again(store: Store) -> None:
    execution = begin(store)
    first = [execution_started(execution), execution_ended(execution, stopped=True)]
    store.record(first)
    store.record([execution_started(execution, at=30.0)])
    store.record(first)
    found = store.execution(execution)
    assert found is not None
    assert (found.state, found.stopped, found.ended) == (State.RUNNING, False, None)
    assert len(store.events_since(0, limit=9)) == 3


def test_others_are_not_cut_off_with_it(store: Store) -> None:
    one, other = begin(store), begin(store)
    store.record([started(one), started(other)])
    store.cut_off(one, 50.0)
    assert store.jobs(other)[0].state is State.RUNNING


def test_a_stop_is_asked_of_one_execution(store: Store) -> None:
    one, other = begin(store), begin(store)
    assert store.request_stop(one)
    store.record([execution_started(one)])
    assert (store.stop_requested(one), store.stop_requested(other)) == (True, False)


def test_what_has_ended_or_never_was_cannot_be_stopped(store: Store) -> None:
    execution = begin(store)
    store.record([execution_ended(execution)])
    assert not store.request_stop(execution)
    assert not store.request_stop(99)
