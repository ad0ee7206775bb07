"""The order in which visits to screens take the least time on the way."""

import random
from itertools import permutations
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.order import EXACT, FAR, MOST, Visit, order, seconds_between

LINE = {"a": 0.0, "b": 1.0, "c": 2.0, "d": 3.0, "e": 4.0}


def apart(start, goal):
    return abs(LINE[start] - LINE[goal])


def uphill(start, goal):
    """Return a distance that is three times as far in one direction."""
    return 3 * (LINE[goal] - LINE[start]) if LINE[goal] > LINE[start] else apart(start, goal)


def as_far(start, goal):
    return 0.0 if start == goal else 1.0


def at(*screens):
    return [Visit(screen, screen) for screen in screens]


def spent(visits, numbers, distance=apart, **fields):
    return seconds_between([visits[number] for number in numbers], distance, **fields)


@pytest.mark.parametrize(
    ("visits", "here", "wanted"),
    [
        ([], None, []),
        (at("c"), "a", [0]),
        (at("a", "c", "b"), None, [0, 2, 1]),
        (at("a", "c", "a", "c"), None, [0, 2, 1, 3]),
        (at("a", "c", "b"), "d", [1, 2, 0]),
        (at("a", "b", "e"), "d", [2, 1, 0]),
        ([Visit("a", "e"), Visit("c", "a"), Visit("e", "c")], None, [0, 2, 1]),
        ([Visit("a"), Visit("c"), Visit("b")], None, [0, 2, 1]),
        ([Visit("a", "a"), Visit(None, "d"), Visit("b", "b")], "a", [0, 2, 1]),
    ],
)
def test_the_next_visit_begins_near_where_the_last_one_ended(visits, here, wanted):
    assert order(visits, apart, here=here) == wanted


def test_a_visit_that_moves_nothing_keeps_its_place():
    visits = [Visit(), *at("a", "c"), Visit(), *at("b"), Visit()]
    assert order(visits, apart) == [0, 1, 4, 3, 2, 5]


def test_what_takes_as_long_in_any_order_stays_as_it_was():
    assert order(at("b", "a", "c"), as_far, here="e") == [0, 1, 2]
    assert order(at("b", "a", "c", "b"), as_far, here="e") == [0, 3, 1, 2]


def test_where_everything_is_as_near_nothing_is_moved():
    assert order(at("b", "a", "b"), lambda *_: 0.0) == [0, 1, 2]


def test_a_walk_to_the_nearest_next_that_goes_to_and_fro_is_straightened(monkeypatch):
    monkeypatch.setattr("navigation.order.EFFORT", 0)  # by swaps alone
    places = [(-1) ** n * (2.0**n - 1) / 8 for n in range(1, EXACT + 2)]

    def distance(start, goal):
        return abs(float(start) - float(goal))

    visits = at(*map(str, places))
    found = order(visits, distance, here="0")
    right, left = max(places), -min(places)
    assert spent(visits, found, distance, here="0") == right + left + min(right, left)


def test_ways_that_differ_by_direction_are_told_apart():
    assert order(at("a", "c", "b"), uphill) == [1, 2, 0]


def test_where_no_way_is_known_it_is_taken_last():
    def cut_off(start, goal):
        return inf if "e" in (start, goal) else apart(start, goal)

    visits = at("a", "e", "c", "b")
    assert order(visits, cut_off, here="a") == [0, 3, 2, 1]
    assert seconds_between(visits, cut_off) == 2 * FAR + 1


SCREENS = st.sampled_from(list(LINE))
VISITS = st.builds(Visit, st.none() | SCREENS, st.none() | SCREENS)


@st.composite
def distances(draw):
    """Draw seconds of the cheapest ways between any two screens, not the same there and back."""
    seconds = {pair: float(draw(st.integers(0, 9))) for pair in permutations(LINE, 2)}
    for over, start, goal in permutations(LINE, 3):  # the cheapest of Floyd and Warshall
        by_way = seconds[start, over] + seconds[over, goal]
        seconds[start, goal] = min(seconds[start, goal], by_way)
    return lambda start, goal: seconds[start, goal]


@given(st.lists(VISITS, max_size=6), distances(), st.none() | SCREENS)
def test_of_few_visits_no_order_takes_less(visits, distance, here):
    places = [number for number, visit in enumerate(visits) if visit.moves]
    moving = [visits[number] for number in places]
    least = min(seconds_between(some, distance, here=here) for some in permutations(moving))
    found = order(visits, distance, here=here)
    assert spent(visits, found, distance, here=here) == pytest.approx(least)


@pytest.fixture(scope="module")
def quickly():
    """Disturb each order a few times only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("navigation.order.EFFORT", 10_000)
        yield


@settings(max_examples=15)
@given(st.integers(EXACT + 1, 30), st.integers(0, 2**32), st.booleans())
def test_many_visits_are_each_done_once_and_take_no_more_than_before(quickly, number, seed, stay):
    chance = random.Random(seed)
    plane = [(chance.random(), chance.random()) for _ in range(number)]

    def distance(start, goal):
        (x, y), (u, v) = plane[int(start)], plane[int(goal)]
        return abs(x - u) + 2 * max(0.0, v - y) + max(0.0, y - v)

    ends = range(number) if stay else chance.sample(range(number), number)
    visits = [Visit(str(n), str(end)) for n, end in enumerate(ends)]
    found = order(visits, distance)
    assert sorted(found) == list(range(number))
    assert spent(visits, found, distance) <= spent(visits, range(number), distance)
    assert spent(visits, found, distance) <= spent(visits, greedy(visits, distance), distance)


def test_of_more_visits_than_can_be_ordered_soon_each_keeps_its_place():
    visits = [Visit(str(n), str(n + 1)) for n in range(MOST, -1, -1)]
    assert order(visits, lambda *_: 1.0) == list(range(MOST + 1))


def greedy(visits, distance):
    """Return the order that goes to the nearest next, from the first one on."""
    found, left = [0], list(range(1, len(visits)))
    while left:
        here = visits[found[-1]].ends
        found.append(min(left, key=lambda number: distance(here, visits[number].begins)))
        left.remove(found[-1])
    return found


def test_the_same_visits_come_in_the_same_order_each_time():
    chance = random.Random(1)
    visits = [Visit(chance.choice("abcde"), chance.choice("abcde")) for _ in range(50)]
    assert order(visits, apart) == order(visits, apart)


def test_a_thousand_visits_to_the_ends_of_a_line_take_one_way_along_it():
    visits = at(*"aecdb" * 200)
    assert spent(visits, order(visits, apart)) == apart("a", "e")
