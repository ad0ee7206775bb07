"""The bounds of a quantile hold as often as they say, whatever the values are like."""

import numpy as np
import pytest

from cluster.quantile import quantile


def bounds(values, part=0.95):
    return quantile(values, values, part)


def test_the_bounds_of_a_median_are_those_of_the_tables():
    found = bounds(list(range(1, 101)), 0.5)  # Conover, table of the binomial distribution
    assert (found.low, found.value, found.high) == (40, 50.5, 61)


def test_with_few_values_nothing_bounds_the_95th_percentile_from_above():
    assert bounds([1.0]).low is None
    assert bounds(list(range(71))).high is None
    assert bounds(list(range(72))).high == 71


def test_the_lower_bound_is_one_of_what_the_values_are_at_least():
    found = quantile([0.9, 1.9], [1.0, 2.0], 0.95)
    assert (found.low, found.high) == (0.9, None)


@pytest.mark.parametrize("count", [80, 300])
def test_the_truth_is_outside_of_the_bounds_no_more_often_than_promised(count):
    chance = np.random.default_rng(7)
    truth = np.exp(0.4 * 1.6448536)
    found = [bounds(list(chance.lognormal(0, 0.4, count))) for _ in range(1000)]
    assert np.mean([truth < each.low for each in found]) <= 0.025 + 0.012
    assert np.mean([truth > each.high for each in found]) <= 0.025 + 0.012


def test_no_values_have_no_quantile():
    with pytest.raises(ValueError, match="needs values"):
        bounds([])
