"""The nearest of several screens, which is where the cheapest of all ways to them leads."""

from hypothesis import given
from hypothesis import strategies as st

from navigation.errors import NoRoute
from navigation.graph import Graph
from navigation.nearest import nearest
from navigation.route import expected_seconds, route
from tests.navigation.maps import drawn

PLACES = "abcdef"
WAYS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES), st.floats(0.1, 9.0)).filter(
        lambda way: way[0] != way[1]
    ),
    max_size=20,
)


@given(WAYS, st.sets(st.sampled_from(PLACES)), st.sets(st.integers(0, 19)))
def test_no_other_goal_can_be_reached_for_less(ways, goals, avoided):
    map = drawn(" ".join(PLACES), *ways)
    graph = Graph(map)
    avoid = [edge for number, edge in enumerate(map.every) if number in avoided]
    costs = []
    for goal in goals:
        try:
            costs.append(expected_seconds(graph, route(graph, "a", goal, avoid=avoid)))
        except NoRoute:
            continue
    found = nearest(graph, "a", goals, avoid=avoid)
    assert (found is None) == (not costs)
    if found is not None:
        assert abs(expected_seconds(graph, found) - min(costs)) < 1e-9
        assert not set(found) & set(avoid)


def test_a_device_that_is_there_goes_nowhere():
    assert nearest(Graph(drawn("a b", ("a", "b"))), "a", {"a", "b"}) == []
