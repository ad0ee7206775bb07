"""What the store sums up over all executions."""

from actors.outcome import Outcome
from cluster.records import DevicePassRate, DeviceTimes
from cluster.reports.findings import findings
from cluster.store import Histogram, OutcomeCounts, QueueDepth, Store
from tests.cluster.store_fixtures import (
    begin,
    campaign,
    ended,
    started,
    step_ended,
)


def test_a_store_without_executions_sums_up_to_nothing(store: Store) -> None:
    assert store.outcome_counts() == OutcomeCounts(jobs={}, flaky=0, attempts={}, steps={})
    assert store.queue_depth() == QueueDepth(queued=0, running=0)
    assert store.attempt_durations([1.0]) == Histogram((0,), 0, 0.0)
    assert (store.step_durations([1.0]), store.pass_rates(0.0)) == ({}, [])
    assert store.device_times() == []


def test_pass_rates_count_only_questions_that_were_answered(store: Store) -> None:
    execution = begin(store, jobs=4)
    outcomes = {1: "pass", 2: "fail", 3: "lost"}
    for job, outcome in outcomes.items():
        store.record([started(execution, job), ended(execution, job, outcome=outcome)])
    store.record([started(execution, 4, device="tv-2"), ended(execution, 4)])
    store.record([started(execution, 4, 2, device="tv-3")])
    assert store.pass_rates(10.0) == [
        DevicePassRate(device="tv-1", attempts=2, passed=0.5),
        DevicePassRate(device="tv-2", attempts=1, passed=1.0),
    ]
    assert store.pass_rates(10.1) == []


def test_outcomes_are_counted_over_all_executions(store: Store) -> None:
    for execution in (begin(store, jobs=2), begin(store, jobs=2)):
        store.record(campaign(execution))
    store.record([started(begin(store))])
    assert store.outcome_counts() == OutcomeCounts(
        jobs={Outcome.PASS: 2, Outcome.FAIL: 2},
        flaky=2,
        attempts={Outcome.PASS: 2, Outcome.FAIL: 4},
        steps={("expect", Outcome.FAIL): 2, ("press", Outcome.PASS): 2},
    )


def test_attempts_that_ended_fill_the_buckets(store: Store) -> None:
    execution = begin(store, jobs=3)
    for job, end in ((1, 10.5), (2, 12.0)):
        store.record([started(execution, job), ended(execution, job, at=end)])
    store.record([started(execution, 3)])
    assert store.attempt_durations([0.4, 0.5, 1.0, 2.0]) == Histogram((0, 1, 1, 2), 2, 2.5)


def test_steps_fill_the_buckets_of_their_kind(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), step_ended(execution), step_ended(execution, step=1, at=14)])
    store.record([step_ended(execution, step=2, kind="expect", at=10.25)])
    assert store.step_durations([1.0, 2.0]) == {
        "press": Histogram((1, 1), 2, 5.0),
        "expect": Histogram((1, 1), 1, 0.25),
    }


def test_goto_steps_are_what_navigating_takes_of_the_time_of_a_device(store: Store) -> None:
    execution = begin(store, jobs=3)
    store.record([started(execution), step_ended(execution, kind="goto", at=11.5)])
    store.record([step_ended(execution, step=1, started=11.5, at=12.0), ended(execution)])
    store.record([started(execution, 2), ended(execution, 2)])
    store.record([started(execution, 3), step_ended(execution, 3, kind="goto")])  # it runs
    other = begin(store)
    store.record([started(other, device="tv-0"), ended(other, at=11.0)])
    times = DeviceTimes(device="tv-1", attempts=2, seconds=4.0, navigating=1.5)
    assert store.device_times(execution) == findings(execution, store).times == [times]
    assert times.share == 0.375
    none = DeviceTimes(device="tv-0", attempts=1, seconds=1.0, navigating=0.0)
    assert store.device_times() == [none, times]


def test_what_a_clock_that_was_set_back_makes_end_too_soon_took_no_time(store: Store) -> None:
    execution = begin(store, jobs=2)
    store.record([started(execution), ended(execution, at=14.0)])
    store.record([started(execution, 2), step_ended(execution, 2, kind="goto", started=12.0)])
    store.record([ended(execution, 2, at=9.0)])
    [times] = store.device_times()
    assert (times.seconds, times.navigating) == (4.0, 0.0)
    assert findings(execution, store).times == [times]
