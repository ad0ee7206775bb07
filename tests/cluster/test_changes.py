"""Changes are found soon after they happen, and seldom where nothing has changed.

Series are drawn from a seed: log-normal, the spread being that of the logarithm.
"""

import numpy as np
import pytest

from cluster.changes import CHANCE, changes

SERIES = 400


def steady(chance, count, spread=0.3, likeness=0.0):
    """Return a series that does not change, each value of which resembles the one before."""
    noise = chance.normal(size=count)
    for n in range(1, count):
        noise[n] = likeness * noise[n - 1] + noise[n] * (1 - likeness**2) ** 0.5
    return np.exp(spread * noise)


def slower(chance, before=60, after=20, *, by=1.3, spread=0.2):
    series = steady(chance, before + after, spread)
    series[before:] *= by
    return series


def flagged(series):
    return float(np.mean([bool(changes(one)) for one in series]))


@pytest.mark.parametrize("count", [10, 20, 60, 200])
def test_of_steady_series_hardly_any_is_flagged(count):
    chance = np.random.default_rng(count)
    false = flagged(steady(chance, count) for _ in range(SERIES))
    assert false <= CHANCE + 3 * (CHANCE * (1 - CHANCE) / SERIES) ** 0.5 <= 0.05


@pytest.mark.parametrize(("likeness", "most"), [(0.3, 0.06), (0.6, 0.09)])
def test_values_that_resemble_their_neighbours_are_seldom_a_change(likeness, most):
    chance = np.random.default_rng(1)
    assert flagged(steady(chance, 100, likeness=likeness) for _ in range(SERIES)) <= most


def test_neither_are_single_values_that_are_far_off():
    chance = np.random.default_rng(2)
    spikes = np.where(chance.random((SERIES, 80)) < 0.03, 5.0, 1.0)
    assert flagged(steady(chance, 80, 0.2) * one for one in spikes) <= 0.05


def test_nor_values_of_which_many_are_equal_as_pictures_come_at_intervals():
    chance = np.random.default_rng(3)
    assert flagged(np.ceil(steady(chance, 80, 0.2) * 5) / 5 for _ in range(SERIES)) <= 0.05


@pytest.mark.parametrize(("spread", "power"), [(0.1, 0.99), (0.15, 0.98), (0.2, 0.85)])
def test_30_percent_more_are_found_within_20_values(spread, power):
    chance = np.random.default_rng(4)
    found = [changes(slower(chance, spread=spread)) for _ in range(200)]
    near = [any(abs(one.number - 60) <= 5 and one.by > 0 for one in each) for each in found]
    assert np.mean([bool(each) for each in found]) >= power
    assert np.mean(near) >= power - 0.1


def test_a_change_tells_where_it_was_and_how_much():
    [change] = changes(slower(np.random.default_rng(5), spread=0.05))
    assert change.number == 60
    assert change.by == pytest.approx(0.3, abs=0.03)


def test_each_of_several_changes_is_found():
    chance = np.random.default_rng(6)
    series = np.concatenate([slower(chance, 40, 40, spread=0.05), steady(chance, 40, 0.05)])
    there, back = changes(series)
    assert (there.number, back.number) == (40, 80)
    assert (there.by, back.by) == (pytest.approx(0.3, abs=0.05), pytest.approx(-0.23, abs=0.05))


def test_what_changes_by_less_than_a_tenth_is_not_worth_a_message():
    assert changes(slower(np.random.default_rng(7), spread=0.01, by=1.05)) == []


def test_the_same_values_have_the_same_changes():
    chance = np.random.default_rng(8)
    many = [slower(chance, 20, 20, spread=0.4) for _ in range(60)]
    assert list(map(changes, many)) == list(map(changes, many))


@pytest.mark.parametrize("values", [[], [1.0], [1.0] * 9, [1.0] * 100])
def test_too_few_values_and_those_that_are_all_equal_have_none(values):
    assert changes(values) == []
