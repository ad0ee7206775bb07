"""Margins that sink are found, and those that only scatter are not; histories from a seed."""

import numpy as np
import pytest

from actors.asked import Asked
from cluster.margins import DAY, drift, drifts
from cluster.store import Margin, Passes
from cluster.trend import trend

LOOK = Asked(text="image home.png", check={"image": {}})


def history(values, *, repeat=1, text="image home.png"):
    """Return passes with these margins, an execution of REPEAT passes each day."""
    margins = [
        Margin(execution, execution * DAY + n, float(value))
        for execution, value in enumerate(values, 1)
        for n in range(repeat)
    ]
    return Passes(LOOK.model_copy(update={"text": text}), "look", "tv", margins)


def noise(seed, count, spread=0.03, likeness=0.0):
    """Return values about 0, each with some LIKENESS to the one before."""
    random = np.random.default_rng(seed)
    values = np.zeros(count + 20)
    for n, new in enumerate(random.normal(0, spread, count + 20)):
        values[n] = likeness * values[n - 1] + new
    return values[20:]


@pytest.mark.parametrize("seed", range(10))
def test_margins_that_sink_through_noise_are_found(seed):
    found = drift(history(np.linspace(0.18, 0.04, 30) + noise(seed, 30)))
    assert found.sinks
    assert found.per_day == pytest.approx(-0.14 / 29, abs=0.002)
    assert found.late < found.early


@pytest.mark.parametrize(("likeness", "allowed"), [(0.0, 0.01), (0.5, 0.03)])
@pytest.mark.parametrize("count", [6, 12, 40])
def test_steady_noise_is_hardly_ever_taken_for_sinking(count, likeness, allowed):
    alarms = [
        drift(history(0.15 + noise([seed, count], count, likeness=likeness))).sinks
        for seed in range(400)
    ]
    assert np.mean(alarms) <= allowed


def test_it_is_projected_when_the_margin_is_gone():
    found = drift(history(np.linspace(0.2, 0.05, 16)))
    assert found.zero_in == pytest.approx(5, abs=0.1)


def test_what_is_further_away_than_was_looked_back_on_is_not_projected():
    found = drift(history(np.linspace(0.2, 0.15, 16)))
    assert (found.sinks, found.zero_in) == (True, None)


def test_a_margin_that_is_gone_already_is_gone_now():
    assert drift(history([*np.linspace(0.1, 0.0, 10)])).zero_in == pytest.approx(0, abs=0.01)


def test_an_outlier_bends_no_slope():
    values = np.linspace(0.2, 0.1, 20)
    values[3], values[17] = 0.0, 0.2
    assert drift(history(values)).per_day == pytest.approx(-0.1 / 19, rel=0.1)


def test_many_passes_of_few_executions_tell_nothing():
    found = drift(history([0.2, 0.1, 0.05, 0.02, 0.01], repeat=50))
    assert not found.sinks
    assert (found.early, found.late, found.worst) == (0.2, 0.01, 0.01)


def test_a_fall_that_coding_alone_makes_is_none():
    assert not drift(history(np.linspace(0.2, 0.195, 30))).sinks


@pytest.mark.parametrize("values", [[0.2], [0.2] * 30, np.linspace(0.1, 0.2, 30)])
def test_what_stays_or_rises_does_not_sink(values):
    found = drift(history(values))
    assert (found.sinks, found.zero_in) == (False, None)


def test_executions_at_one_time_have_no_slope():
    margins = [Margin(n, 5.0, 0.2 - n / 100) for n in range(9)]
    assert not drift(Passes(LOOK, "look", "tv", margins)).sinks


def test_the_most_endangered_comes_first():
    steady = history([0.02] * 10, text="steady")
    sinks = history(np.linspace(0.3, 0.25, 10), text="sinks")
    ends = history(np.linspace(0.3, 0.05, 10), text="ends")
    ends_soon = history(np.linspace(0.3, 0.01, 10), text="ends soon")
    order = drifts([steady, sinks, ends, ends_soon])
    assert [each.passes.asked.text for each in order] == ["ends soon", "ends", "sinks", "steady"]


def test_a_trend_is_counted_in_standard_deviations():
    # 45 of 45 pairs rise; the variance of 10 values without ties is 125 (Kendall, 1975)
    assert trend(range(10)) == pytest.approx(44 / 125**0.5)
    assert trend([1.0] * 10) == 0
