"""Findings: read from the store, and what they come to."""

import pytest

from actors.outcome import Outcome
from cluster.errors import UnknownExecution
from cluster.reports.findings import findings
from tests.cluster.reports.found import NOON, attempt, found, job, step
from tests.cluster.store_fixtures import begin, campaign


def test_all_that_is_known_of_an_execution_is_read(store):
    number = begin(store, jobs=2)
    store.record(campaign(number))
    read = findings(number, store)
    assert (read.execution.id, read.execution.campaign) == (number, "nightly")
    assert [(item.job.case, item.job.flaky) for item in read.jobs] == [
        ("case-1", True), ("case-2", False),
    ]  # fmt: skip
    first, second = read.jobs[0].attempts
    assert [(t.attempt.device, len(t.steps)) for t in (first, second)] == [("tv-1", 1), ("tv-2", 0)]
    assert first.steps[0].outcome is Outcome.FAIL
    assert (read.seconds, read.exit_code()) == (19.0, 1)


def test_an_execution_that_the_store_does_not_have_is_told(store):
    with pytest.raises(UnknownExecution, match="no execution '5'"):
        findings(5, store)


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["pass"], 0),
        (["pass", "fail"], 1),
        (["timeout"], 1),
        (["error", "pass"], 2),
        (["lost", "pass"], 3),
        (["cancelled"], 3),
        ([None], 3),
        (["error", "lost", "fail"], 1),
        (["error", "lost"], 2),
    ],
)
def test_the_exit_code_names_the_worst_that_was_found(outcomes, code):
    assert found(*(job(outcome=outcome) for outcome in outcomes)).exit_code() == code


def test_what_is_flaky_has_passed():
    assert found(job(flaky=True)).exit_code() == 0


def test_it_tells_how_long_it_took_and_how_far_that_is_from_the_bound():
    assert (found().seconds, found().ratio) == (90, 1.5)


@pytest.mark.parametrize("bound", [None, 0.0])
def test_without_a_bound_there_is_no_ratio(bound):
    assert found(lower_bound=bound).ratio is None


def test_what_has_not_ended_took_no_time_yet():
    assert found(ended=None, started=NOON).seconds == 0


def goto(seconds):
    return step(kind="goto", started=NOON, ended=NOON + seconds)


def test_it_tells_how_much_of_their_time_the_devices_navigated():
    first = job(attempt(goto(0.5), step(), goto(0.25)), attempt(goto(1.5), device="tv-0"))
    second = job(attempt(goto(1), ended=None, outcome=None))
    read = found(first, second)
    assert [(times.device, times.share) for times in read.times] == [("tv-0", 0.5), ("tv-1", 0.25)]
    assert read.navigating == 0.375


def test_without_attempts_no_time_was_spent_navigating():
    assert (found().times, found().navigating) == ([], 0.0)
