"""The cheapest way from one screen of a map to another."""

import heapq
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import inf, prod
from operator import attrgetter
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import NoRoute, UnknownScreen
from navigation.graph import Graph

Action = TypeVar("Action")


def route(
    graph: Graph[Action],
    start: str,
    goal: str,
    *,
    avoid: Collection[Edge[Action]] = (),
) -> list[Edge[Action]]:
    """Return the edges from START to GOAL whose costs add up to the least.

    None of them is in AVOID; the list is empty where START is GOAL.  The search is Dijkstra's
    (1959) from both ends at once (Nicholson, 1966), which in a map of menus looks at few screens.
    Raises UnknownScreen and NoRoute.
    """
    for screen in (start, goal):
        if screen not in graph.leaving:
            raise UnknownScreen(screen, graph.screens)
    there = _Search(start, graph.leaving, attrgetter("goal"), graph.cost)
    back = _Search(goal, graph.arriving, attrgetter("start"), graph.cost)
    least, meeting = (0.0, start) if start == goal else (inf, None)
    while there.nearest + back.nearest < least:
        side, other = (there, back) if there.nearest <= back.nearest else (back, there)
        for screen in side.step(avoid):
            whole = side.cost[screen] + other.cost.get(screen, inf)
            if whole < least:
                least, meeting = whole, screen
    if meeting is None:
        raise NoRoute(start, goal, len(avoid))
    return [*there.way(meeting)[::-1], *back.way(meeting)]


def expected_seconds(graph: Graph[Action], edges: Sequence[Edge[Action]]) -> float:
    """Return how long EDGES take one after the other, tries that fail and are repeated included."""
    return sum(map(graph.cost, edges))


def success(edges: Sequence[Edge[Action]]) -> float:
    """Return how likely it is that all EDGES arrive at the first try."""
    return prod(edge.success for edge in edges)


class _Search(Generic[Action]):
    """What is known of the ways between ROOT and the screens around it.

    edges: those that go on from each screen, away from ROOT; FAR tells their far end.
    """

    def __init__(
        self,
        root: str,
        edges: Mapping[str, Sequence[Edge[Action]]],
        far: Callable[[Edge[Action]], str],
        cost: Callable[[Edge[Action]], float],
    ) -> None:
        self.cost = {root: 0.0}
        self._edges, self._far, self._cost = edges, far, cost
        self._came_by: dict[str, Edge[Action]] = {}
        self._near: dict[str, str] = {}  # the screen before, on the way from ROOT
        self._waiting = [(0.0, root)]

    @property
    def nearest(self) -> float:
        """The cost of the next screen to go on from."""
        return self._waiting[0][0] if self._waiting else inf

    def step(self, avoid: Collection[Edge[Action]]) -> Iterator[str]:
        """Go on from the nearest screen; yield each screen that is cheaper by it."""
        spent, here = heapq.heappop(self._waiting)
        if spent > self.cost[here]:
            return
        for edge in self._edges[here]:
            cost, screen = spent + self._cost(edge), self._far(edge)
            if cost < self.cost.get(screen, inf) and not (avoid and edge in avoid):
                self.cost[screen], self._came_by[screen], self._near[screen] = cost, edge, here
                heapq.heappush(self._waiting, (cost, screen))
                yield screen

    def way(self, screen: str) -> list[Edge[Action]]:
        """Return the edges between SCREEN and the root, from SCREEN on."""
        edges: list[Edge[Action]] = []
        while screen in self._near:
            edges.append(self._came_by[screen])
            screen = self._near[screen]
        return edges
