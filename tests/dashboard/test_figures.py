"""What the pages compute: progress, time to go, pass rates, and the word for it all."""

import pytest

from cluster.client import Counts, DevicePassRate, Execution, State
from dashboard import figures
from dashboard.components import status
from dashboard.components.text import literal
from dashboard.components.times import span


def execution(state: State = State.ENDED, **counts: int) -> Execution:
    ended = 160.0 if state is State.ENDED else None
    return Execution(
        id=1, campaign="nightly", campaign_file="n.yaml", lab_file="l.yaml", state=state,
        stopped=False, started=100.0, ended=ended, lower_bound=50.0,
        counts=Counts(jobs=10, **counts),
    )  # fmt: skip


def test_time_to_go_follows_from_what_is_done() -> None:
    running = execution(State.RUNNING, passed=4, running=2, queued=4)
    assert figures.to_go(running, now=120.0) == pytest.approx(30.0)


def test_time_to_go_is_unknown_before_a_job_has_ended() -> None:
    assert figures.to_go(execution(State.RUNNING, queued=10), now=120.0) is None


def test_the_ratio_to_the_lower_bound_needs_an_end() -> None:
    assert figures.over_bound(execution()) == pytest.approx(1.2)
    assert figures.over_bound(execution(State.RUNNING)) is None


def test_a_pass_rate_weighs_devices_by_their_attempts() -> None:
    rates = [DevicePassRate(device="a", attempts=30, passed=1.0),
             DevicePassRate(device="b", attempts=10, passed=0.0)]  # fmt: skip
    assert figures.total(rates).percent == pytest.approx(75.0)


def test_the_day_before_is_two_days_without_the_last() -> None:
    before = figures.Rate(40, 30.0).without(figures.Rate(30, 30.0))
    assert before == figures.Rate(10, 0.0)
    assert figures.Rate(0, 0.0).percent is None


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({"passed": 10}, "passed"),
        ({"passed": 10, "flaky": 1}, "flaky"),
        ({"passed": 8, "failed": 1, "lost": 1}, "failed"),
        ({"passed": 9, "lost": 1}, "lost"),
        ({"passed": 8, "cancelled": 2}, "stopped"),
    ],
)
def test_an_execution_is_called_by_the_worst_in_it(counts: dict[str, int], word: str) -> None:
    assert status.of_execution(execution(State.ENDED, **counts)).word == word


def test_flaky_jobs_are_not_counted_twice() -> None:
    numbers = status.counted(Counts(jobs=10, passed=7, flaky=2, failed=3))
    assert numbers[status.PASSED] == 5
    assert sum(numbers.values()) == 10


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.423, "0.42 s"), (12.34, "12.3 s"), (245, "4 min 05 s"), (7500, "2 h 05 min")],
)
def test_spans_read_like_speech(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_names_cannot_break_out_of_the_text_around_them() -> None:
    assert literal("**a** :red[b]\nc") == r"\*\*a\*\* \:red\[b\] c"
