"""What tries of an edge teach: between the map's word and the truth, and forgotten in time."""

import pickle
import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigation.estimates import KNOWN, SURE, Estimates
from navigation.learned import HALF_LIFE, Learned

NOW = 1_800_000_000.0  # Unix
DAY = 86400.0


@dataclass(frozen=True)
class Way:
    """An edge, as far as what is learned of it goes."""

    name: str = "a → b"
    seconds: float = 1.0
    success: float = 1.0


WAYS = st.builds(Way, seconds=st.floats(0.01, 60), success=st.floats(0.01, 1))
TRIES = st.lists(st.tuples(st.floats(0, 60), st.booleans()), min_size=1, max_size=30)


def told(tries, at=NOW):
    estimates = Estimates()
    for seconds, arrived in tries:
        estimates.observe("a → b", seconds=seconds, arrived=arrived, at=at)
    return estimates


@given(WAYS)
def test_an_edge_that_nobody_tried_is_as_the_map_says(way):
    found = Estimates().of(way)
    assert (found.seconds, found.success, found.tries) == (way.seconds, way.success, 0)


@given(WAYS)
def test_an_edge_that_nobody_tried_costs_no_more_than_the_map_says_and_no_less_than_one_try(way):
    assert way.seconds <= Estimates().of(way).cost <= way.seconds / way.success * (1 + 1e-9)


def test_an_edge_that_may_fail_has_the_benefit_of_the_doubt_while_little_is_known():
    way = Way(success=0.5)
    known = told([(1.0, True), (1.0, False)] * 500).of(way)
    assert Estimates().of(way).cost < 1.4 < known.cost < 2.0


@given(WAYS, TRIES)
def test_what_is_learned_lies_between_the_maps_word_and_the_tries(way, tries):
    found = told(tries).of(way)
    arrived = [seconds for seconds, did in tries if did]
    share = len(arrived) / len(tries)
    assert min(way.success, share) - 1e-9 <= found.success <= max(way.success, share) + 1e-9
    seen = [*arrived, way.seconds]
    assert min(seen) * (1 - 1e-9) <= found.seconds <= max(seen) * (1 + 1e-9)


@given(WAYS, TRIES)
def test_nothing_costs_less_than_a_try_that_arrives(way, tries):
    found = told(tries).of(way)
    assert found.cost >= found.seconds


def test_after_many_tries_it_is_the_truth():
    chance = random.Random(1)
    tries = [(chance.lognormvariate(0.5, 0.4), chance.random() < 0.8) for _ in range(4000)]
    found = told([(seconds if did else 7.0, did) for seconds, did in tries]).of(Way())
    assert found.success == pytest.approx(0.8, abs=0.02)
    assert found.seconds == pytest.approx(1.786, rel=0.02)  # exp(mu + sigma² / 2)
    assert found.cost == pytest.approx(1.786 + 0.25 * 7.0, rel=0.05)


def test_the_cost_of_failing_is_that_of_the_tries_that_failed():
    quick, slow = (told([(1.0, True), (lost, False)] * 20).of(Way()) for lost in (0.5, 20.0))
    assert slow.cost - quick.cost == pytest.approx(16, abs=5)
    assert slow.seconds == quick.seconds


@given(TRIES)
def test_it_is_forgotten_in_time(tries):
    estimates = told(tries)
    estimates.age(NOW + 60 * HALF_LIFE)
    found = estimates.of(Way())
    assert (found.seconds, found.success) == pytest.approx((1.0, 1.0))
    assert found.tries == len(tries)


def test_after_a_half_life_a_try_weighs_half():
    estimates = told([(4.0, True), (4.0, False)])
    estimates.age(NOW + HALF_LIFE)
    found = estimates.of(Way())
    assert found.seconds == pytest.approx((KNOWN * 1.0 + 0.5 * 4.0) / (KNOWN + 0.5))
    assert found.success == pytest.approx((SURE + 0.5) / (SURE + 1.0))


def test_a_clock_that_is_set_back_changes_nothing():
    estimates = told([(4.0, True)])
    before = estimates.of(Way())
    estimates.age(NOW - DAY)
    assert estimates.of(Way()) == before


@given(TRIES, st.randoms(use_true_random=False))
def test_the_order_of_tries_does_not_matter_even_where_they_come_late(tries, chance):
    dated = [(NOW + number * DAY, *one) for number, one in enumerate(tries)]
    mixed = chance.sample(dated, len(dated))
    one, other = Estimates(), Estimates()
    for learning, told in ((one, dated), (other, mixed)):
        for at, seconds, arrived in told:
            learning.observe("a → b", seconds=seconds, arrived=arrived, at=at)
    found, same = one.of(Way()), other.of(Way())
    assert found.cost == pytest.approx(same.cost)
    assert found.success == pytest.approx(same.success)


@given(TRIES)
def test_it_can_be_kept_as_json_and_sent(tries):
    learned = told(tries).learned()
    assert Learned.model_validate_json(learned.model_dump_json()) == learned
    assert pickle.loads(pickle.dumps(learned)) == learned
    assert Estimates(learned).of(Way()) == told(tries).of(Way())


def test_a_dump_does_not_change_with_what_is_learned_later():
    estimates = told([(1.0, True)])
    learned = estimates.learned()
    estimates.observe("a → b", seconds=1.0, arrived=True, at=NOW)
    assert learned.edges["a → b"].tries == 1


@pytest.mark.parametrize("seconds", [-0.1, float("nan"), float("inf")])
def test_what_is_no_duration_is_refused(seconds):
    with pytest.raises(ValueError, match="arriving"):
        told([(seconds, True)])


def test_a_cost_that_was_told_is_told_anew_when_there_is_news():
    estimates = told([(1.0, True)])
    assert estimates.cost(Way()) == estimates.of(Way()).cost
    estimates.observe("a → b", seconds=9.0, arrived=False, at=NOW)
    assert estimates.cost(Way()) == estimates.of(Way()).cost > 1.2
    estimates.age(NOW + 60 * HALF_LIFE)
    assert estimates.cost(Way()) == pytest.approx(1.0)


def walked(estimates, truth, *, since, walks, seed):
    """Return which of two ways each of some walks takes, one an hour, as each learns from it."""
    chance = random.Random(seed)
    ways = [Way("one", 2.0), Way("other", 2.0)]
    taken = []
    for number in range(walks):
        estimates.age(since + number * 3600.0)
        while True:  # until it arrives: a failing try is repeated by whichever way is best then
            best = min(ways, key=estimates.cost)
            seconds, success, lost = truth[best.name]
            arrived = chance.random() < success
            took = chance.lognormvariate(0, 0.2) * (seconds if arrived else lost)
            at = since + number * 3600.0
            estimates.observe(best.name, seconds=took, arrived=arrived, at=at)
            if arrived:
                break
        taken.append(best.name)
    return taken


@pytest.mark.parametrize("seed", range(5))
def test_of_two_ways_the_truly_cheaper_one_is_soon_taken(seed):
    truth = {"one": (1.8, 0.6, 6.0), "other": (2.6, 0.98, 6.0)}  # cost 5.8 and 2.7
    taken = walked(Estimates(), truth, since=NOW, walks=200, seed=seed)
    assert taken[20:].count("other") >= 0.9 * len(taken[20:])


@pytest.mark.parametrize("seed", range(5))
def test_a_way_that_was_bad_is_found_again_after_it_has_become_the_better_one(seed):
    estimates = Estimates()
    bad, good = (1.8, 0.5, 6.0), (2.6, 0.98, 6.0)
    walked(estimates, {"one": bad, "other": good}, since=NOW, walks=100, seed=seed)
    mended = {"one": (1.5, 0.99, 6.0), "other": good}
    later = walked(estimates, mended, since=NOW + 5 * DAY, walks=24 * 42, seed=seed)
    assert later[-100:].count("one") >= 90
