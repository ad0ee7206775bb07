"""Routes: the cheapest there is, and never one that was to be avoided."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigation.errors import NoRoute, UnknownScreen
from navigation.route import route
from tests.navigation.maps import drawn

SCREENS = "abcdefg"
EDGES = st.lists(
    st.tuples(
        st.sampled_from(SCREENS), st.sampled_from(SCREENS), st.integers(1, 80).map(lambda n: n / 8)
    ),
    max_size=25,
)


def names(edges):
    return [edge.goal for edge in edges]


def test_the_cheapest_way_is_taken_and_not_the_one_with_the_fewest_edges():
    map = drawn("a b c", ("a", "c", 5.0), ("a", "b", 2.0), ("b", "c", 2.0))
    assert names(route(map, "a", "c")) == ["b", "c"]


def test_where_one_is_already_there_is_nothing_to_do():
    assert route(drawn("a b", ("a", "b")), "a", "a") == []


def test_of_two_ways_between_two_screens_the_cheaper_is_taken():
    map = drawn("a b", ("a", "b", 3.0), ("a", "b", 1.0))
    assert [edge.seconds for edge in route(map, "a", "b")] == [1.0]


def test_what_is_to_be_avoided_is_left_out():
    map = drawn("a b c", ("a", "c", 5.0), ("a", "b", 2.0), ("b", "c", 2.0))
    first = map.leaving["b"]
    assert names(route(map, "a", "c", avoid=first)) == ["c"]


def test_where_no_edges_lead_is_no_route_and_tells_how_many_were_avoided():
    map = drawn("a b c", ("a", "b"), ("c", "a"))
    with pytest.raises(NoRoute, match=r"no way from 'a' to 'c'$"):
        route(map, "a", "c")
    with pytest.raises(NoRoute, match="without the 1 edge"):
        route(map, "a", "b", avoid=map.leaving["a"])


@pytest.mark.parametrize(("start", "goal"), [("x", "a"), ("a", "x"), ("x", "x")])
def test_a_screen_that_is_not_in_the_map_is_told_with_those_that_are(start, goal):
    with pytest.raises(UnknownScreen, match=r"'x' .*a, b"):
        route(drawn("a b"), start, goal)


@given(EDGES, st.sampled_from(SCREENS), st.sampled_from(SCREENS), st.data())
def test_no_route_is_dearer_than_that_of_an_independent_search(edges, start, goal, data):
    map = drawn(" ".join(SCREENS), *edges)
    written = [edge for leaving in map.leaving.values() for edge in leaving]
    avoid = data.draw(st.lists(st.sampled_from(written), max_size=4)) if written else []
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(SCREENS)
    graph.add_weighted_edges_from(
        (edge.start, edge.goal, edge.seconds) for edge in written if edge not in avoid
    )
    if not nx.has_path(graph, start, goal):
        with pytest.raises(NoRoute):
            route(map, start, goal, avoid=avoid)
        return
    found = route(map, start, goal, avoid=avoid)
    assert sum(edge.seconds for edge in found) == nx.dijkstra_path_length(graph, start, goal)
    assert [start, *names(found)] == [*(edge.start for edge in found), goal]
    assert not any(edge in avoid for edge in found)
