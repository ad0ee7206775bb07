"""Routes: the cheapest there is, and never one that was to be avoided."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigation import route as searching
from navigation.errors import NoRoute, UnknownScreen
from navigation.graph import Graph
from navigation.route import expected_seconds, route, success
from tests.bench.mazes import grid
from tests.navigation.maps import drawn

SCREENS = "abcdefghij"
COSTS = st.one_of(st.integers(1, 80).map(lambda n: n / 8), st.sampled_from([1e-9, 1e-3, 1.0, 1e6]))
EDGES = st.lists(st.tuples(st.sampled_from(SCREENS), st.sampled_from(SCREENS), COSTS), max_size=40)


def names(edges):
    return [edge.goal for edge in edges]


def way(map, start, goal, **how):
    return names(route(Graph(map), start, goal, **how))


@pytest.fixture(params=[searching.FAR, 1], ids=["without landmarks", "with landmarks"])
def far(request, monkeypatch):
    monkeypatch.setattr(searching, "FAR", request.param)


def test_the_cheapest_way_is_taken_and_not_the_one_with_the_fewest_edges(far):
    map = drawn("a b c", ("a", "c", 5.0), ("a", "b", 2.0), ("b", "c", 2.0))
    assert way(map, "a", "c") == ["b", "c"]


def test_where_one_is_already_there_is_nothing_to_do():
    assert way(drawn("a b", ("a", "b")), "a", "a") == []


def test_of_two_ways_between_two_screens_the_cheaper_is_taken():
    map = drawn("a b", ("a", "b", 3.0), ("a", "b", 1.0))
    assert [edge.seconds for edge in route(Graph(map), "a", "b")] == [1.0]


def test_what_is_to_be_avoided_is_left_out(far):
    map = drawn("a b c", ("a", "c", 5.0), ("a", "b", 2.0), ("b", "c", 2.0))
    assert way(map, "a", "c", avoid=map.leaving["b"]) == ["c"]


def test_an_edge_that_is_closed_is_not_walked():
    shop = {"from": "a", "to": "b", "do": ["b"], "when": {"language": "en"}}
    map = drawn("a b c", ("a", "c"), ("c", "b"), edges=[shop], variables={"language": "de"})
    assert names(route(Graph(map), "a", "b")) == ["c", "b"]
    assert names(route(Graph(map, facts={"language": "en"}), "a", "b")) == ["b"]


def test_the_cost_is_what_it_is_told_to_be_and_each_edge_is_asked_once():
    map, asked = drawn("a b c", ("a", "c", 1.0), ("a", "b"), ("b", "c")), []
    slow = map.leaving["a"][0]
    graph = Graph(map, cost=lambda edge: asked.append(edge) or (9.0 if edge is slow else 1.0))
    for _ in range(2):
        edges = route(graph, "a", "c")
        assert (names(edges), expected_seconds(graph, edges)) == (["b", "c"], 2.0)
    assert len(asked) == len(set(asked))


def test_what_a_way_takes_counts_the_tries_that_fail():
    edges = [{"from": a, "to": b, "do": [b], "seconds": 3, "success": 0.5} for a, b in ("ab", "bc")]
    graph = Graph(drawn("a b c", edges=edges))
    found = route(graph, "a", "c")
    assert (expected_seconds(graph, found), success(found)) == (12.0, 0.25)


def test_an_action_is_gone_to_and_never_through():
    map = drawn("a b", ("a", "zap"), ("b", "a"), screens={"zap": {"kind": "action"}})
    assert way(map, "b", "zap") == ["a", "zap"]
    with pytest.raises(NoRoute):
        way(map, "zap", "a")


def test_a_key_that_works_everywhere_leads_home_from_everywhere(far):
    home = {"from": "*", "to": "a", "do": ["HOME"]}
    map = drawn("a b c", ("a", "b"), ("b", "c"), edges=[home])
    assert way(map, "c", "b") == ["a", "b"]


def test_where_no_edges_lead_is_no_route_and_tells_how_many_were_avoided(far):
    map = drawn("a b c", ("a", "b"), ("c", "a"))
    with pytest.raises(NoRoute, match=r"no way from 'a' to 'c'$"):
        way(map, "a", "c")
    with pytest.raises(NoRoute, match="without the 1 edge"):
        way(map, "a", "b", avoid=map.leaving["a"])


@pytest.mark.parametrize(("start", "goal"), [("x", "a"), ("a", "x"), ("x", "x")])
def test_a_screen_that_is_not_in_the_map_is_told_with_those_that_are(start, goal):
    with pytest.raises(UnknownScreen, match=r"'x' .*a, b"):
        way(drawn("a b"), start, goal)


def test_the_search_looks_for_landmarks_once_it_went_far_and_only_then(monkeypatch):
    graph = Graph(grid(6))
    corner = graph.screens[-1]
    found = expected_seconds(graph, route(graph, graph.screens[0], corner))
    assert graph.landmarks is None
    monkeypatch.setattr(searching, "FAR", 8)
    assert expected_seconds(graph, route(graph, graph.screens[0], corner)) == pytest.approx(found)
    known = graph.landmarks
    route(graph, graph.screens[1], corner)
    assert known is not None
    assert graph.landmarks is known


@pytest.mark.parametrize("with_landmarks", [False, True])
@settings(deadline=None)
@given(EDGES, st.sampled_from(SCREENS), st.sampled_from(SCREENS), st.data())
def test_no_route_is_dearer_than_that_of_an_independent_search(
    with_landmarks, edges, start, goal, data
):
    map = drawn(" ".join(SCREENS), *edges)
    avoid = data.draw(st.lists(st.sampled_from(map.every), max_size=4)) if map.every else []
    reference = nx.MultiDiGraph()
    reference.add_nodes_from(SCREENS)
    reference.add_weighted_edges_from(
        (edge.start, edge.goal, edge.seconds) for edge in map.every if edge not in avoid
    )
    graph = Graph(map)
    if with_landmarks:
        graph.find_landmarks()
    if not nx.has_path(reference, start, goal):
        with pytest.raises(NoRoute):
            route(graph, start, goal, avoid=avoid)
        return
    found = route(graph, start, goal, avoid=avoid)
    cost = nx.dijkstra_path_length(reference, start, goal)
    assert sum(edge.seconds for edge in found) == pytest.approx(cost, rel=1e-12)
    assert [start, *names(found)] == [*(edge.start for edge in found), goal]
    assert not any(edge in avoid for edge in found)


@given(st.integers(0, 999), st.integers(0, 63), st.integers(0, 63))
@settings(max_examples=40, deadline=None)
def test_on_a_grid_with_landmarks_no_route_is_dearer_either(seed, start, goal):
    graph = Graph(grid(8, seed=seed))
    graph.find_landmarks()
    found = route(graph, graph.screens[start], graph.screens[goal])
    least = graph.ahead.costs(start)[goal]
    assert expected_seconds(graph, found) == pytest.approx(least, rel=1e-12)
