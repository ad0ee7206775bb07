"""Landmarks: what they say of a way is never more than it costs."""

from itertools import product
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.graph import Graph
from tests.bench.mazes import grid
from tests.navigation.maps import drawn

ROUNDING = 1e-9
EDGES = st.lists(st.tuples(*[st.sampled_from("abcdef")] * 2, st.integers(1, 9)), max_size=20)


def surveyed(map):
    graph = Graph(map)
    graph.find_landmarks()
    return graph, graph.landmarks


@settings(deadline=None)
@given(EDGES)
def test_no_way_costs_less_and_no_bound_falls_by_more_than_an_arc_costs(edges):
    graph, landmarks = surveyed(drawn("a b c d e f", *edges))
    for start, goal in product(range(6), repeat=2):
        to_goal, from_start = landmarks.bounds(start, goal)
        least = graph.ahead.costs(start)[goal]
        assert to_goal(start) <= least
        assert from_start(goal) <= least
        for here in range(6) if least < inf else ():
            for there, cost, _ in graph.ahead.at(here):
                assert to_goal(here) <= cost + to_goal(there)
                assert from_start(there) <= cost + from_start(here)


def test_on_a_grid_they_tell_nearly_all_of_what_a_way_costs():
    graph, landmarks = surveyed(grid(12))
    ways = [(start, goal) for start in range(0, 144, 7) for goal in range(3, 144, 11)]
    told = sum(landmarks.bounds(start, goal)[0](start) for start, goal in ways)
    cost = sum(graph.ahead.costs(start)[goal] for start, goal in ways)
    assert 0.85 * cost < told <= cost + ROUNDING


def test_where_no_way_leads_they_say_so():
    _, landmarks = surveyed(drawn("a b c", ("a", "b"), ("b", "a"), ("c", "a")))
    assert landmarks.bounds(0, 2)[0](0) == inf
    assert landmarks.bounds(2, 0)[0](2) == 1.0


def test_a_screen_that_no_edges_join_to_the_others_spoils_nothing():
    advert = {"kind": "popup", "shows": ["x"], "dismiss": ["x"]}
    _, landmarks = surveyed(drawn("a b", ("a", "b", 4.0), ("b", "a", 4.0), screens={"z": advert}))
    assert landmarks.bounds(0, 1)[0](0) == 4.0
