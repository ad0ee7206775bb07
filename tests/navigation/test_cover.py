"""Tours: every edge is tried, in the fewest steps, and the work is shared evenly."""

from itertools import pairwise, product
from math import inf

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.cover import cover
from navigation.errors import UnknownScreen
from navigation.map import Map
from tests.bench.mazes import maze


def drawn(*edges, start="a", also=()):
    """Return a map with EDGES, two letters each, and screens besides."""
    names = sorted({name for edge in edges for name in edge} | {start, *also})
    screens = {name: {"shows": ["x"], "start": name == start} for name in names}
    written = [{"from": edge[0], "to": edge[1], "do": ["go"]} for edge in edges]
    return Map[str, str].model_validate({"name": "m", "screens": screens, "edges": written})


def told(planned):
    return ["".join([tour[0].start, *(edge.goal for edge in tour)]) for tour in planned.tours]


def assert_walkable(planned, start):
    for tour in planned.tours:
        assert not tour or tour[0].start == start
        assert all(one.goal == other.start for one, other in pairwise(tour))


def every(map):
    return [edge for edges in map.leaving.values() for edge in edges]


def fewest(map, walkers):
    """Return the fewest steps that try all edges, by trying everything out."""
    edges = every(map)
    bits = {id(edge): 1 << number for number, edge in enumerate(edges)}
    seen, ahead, steps = {("a", 0, walkers)}, [("a", 0, walkers)], 0
    while ahead:
        if any(done == (1 << len(edges)) - 1 for _, done, _ in ahead):
            return steps
        begun = {("a", done, left - 1) for _, done, left in ahead if left > 1}
        ahead = [*ahead, *(state for state in begun if state not in seen)]
        seen |= begun
        further = {
            (edge.goal, done | bits[id(edge)], left)
            for here, done, left in ahead
            for edge in map.leaving[here]
        }
        ahead = list(further - seen)
        seen |= further
        steps += 1
    return inf


def test_a_ring_is_gone_around_once():
    assert told(cover(drawn("ab", "bc", "ca"))) == ["abca"]


def test_a_way_and_its_way_back_are_two_edges():
    assert told(cover(drawn("ab", "ba"))) == ["aba"]


def test_two_edges_between_the_same_screens_are_both_tried():
    planned = cover(drawn("ab", "ab", "ba"))
    assert told(planned) == ["abab"]
    assert len(set(map(id, planned.tours[0]))) == 3


def test_tours_begin_where_they_are_told_to():
    assert told(cover(drawn("ab", "ba"), start="b")) == ["bab"]
    with pytest.raises(UnknownScreen, match="shop"):
        cover(drawn("ab"), start="shop")


def test_what_no_way_leads_to_is_left_out():
    planned = cover(drawn("ab", "ba", "cd"))
    assert told(planned) == ["aba"]
    assert [str(edge) for edge in planned.left_out] == ["c → d"]


def test_of_two_ways_without_a_way_back_the_better_one_is_taken_last():
    planned = cover(drawn("ab", "ba", "ac", "ad", "de", "ed"))
    assert told(planned) == ["abaded"] or told(planned)[0].startswith("abad")
    assert [str(edge) for edge in planned.left_out] == ["a → c"]


def test_another_walker_takes_the_other_one():
    planned = cover(drawn("ab", "ba", "ac", "ad", "de", "ed"), walkers=2)
    assert planned.left_out == ()
    assert planned.steps == planned.lower_bound == 6


def test_a_map_without_edges_needs_no_steps():
    planned = cover(drawn(also=["b"]), walkers=2)
    assert (planned.steps, planned.longest, planned.lower_bound) == (0, 0, 0)


@given(st.lists(st.sampled_from([a + b for a, b in product("abcd", "abcd")]), max_size=7))
@settings(max_examples=150)
def test_no_plan_has_fewer_steps(edges):
    map = drawn(*edges)
    planned = cover(map)
    assert_walkable(planned, "a")
    tried = {id(edge) for tour in planned.tours for edge in tour}
    assert tried == {id(edge) for edge in every(map)} - {id(edge) for edge in planned.left_out}
    assert planned.steps == planned.lower_bound
    if not planned.left_out:
        assert planned.steps == fewest(map, 1)
    else:
        assert fewest(map, 1) == inf


@given(st.integers(0, 2**32 - 1), st.integers(2, 60), st.integers(1, 6))
@settings(max_examples=60)
def test_the_work_is_shared_evenly(seed, screens, walkers):
    map = maze(seed, screens)
    planned = cover(map, walkers=walkers)
    assert_walkable(planned, map.start)
    assert planned.left_out == ()
    assert {id(edge) for tour in planned.tours for edge in tour} == {id(e) for e in every(map)}
    assert planned.steps == planned.lower_bound
    depth = nx.eccentricity(nx.DiGraph((e.start, e.goal) for e in every(map)), map.start)
    assert planned.longest <= planned.lower_bound / walkers * 1.15 + 2 * depth + 1
