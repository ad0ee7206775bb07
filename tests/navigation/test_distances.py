"""How far screens are from one another."""

from itertools import permutations
from math import inf

import pytest

from navigation.distances import Distances
from navigation.errors import NoRoute
from navigation.graph import Graph
from navigation.route import expected_seconds, route
from tests.bench.mazes import maze
from tests.navigation.maps import drawn

GRAPH = Graph(drawn("home tv apps", ("home", "tv", 2), ("tv", "apps", 3), ("home", "apps", 9)))


@pytest.mark.parametrize(
    ("start", "goal", "seconds"),
    [
        ("home", "home", 0),
        ("home", "tv", 2),
        ("home", "apps", 5),
        ("apps", "home", inf),
        ("attic", "home", inf),
        ("home", "attic", inf),
    ],
)
def test_it_is_as_far_as_the_cheapest_way_is_long(start, goal, seconds):
    assert Distances(GRAPH)(start, goal) == seconds


def test_it_is_as_far_as_the_route():
    graph = Graph(maze(3, 30))
    distances = Distances(graph)
    for start, goal in permutations(graph.screens, 2):
        try:
            seconds = expected_seconds(graph, route(graph, start, goal))
        except NoRoute:
            seconds = inf
        assert distances(start, goal) == pytest.approx(seconds)


def test_each_start_is_searched_once():
    asked = []

    def cost(edge):
        asked.append(edge.name)
        return edge.cost

    distances = Distances(Graph(drawn("a b c", ("a", "b"), ("b", "c")), cost=cost))
    assert [distances("a", goal) for goal in "bcb"] == [1, 2, 1]
    assert len(asked) == 2
