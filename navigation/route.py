"""The cheapest way from one screen of a map to another."""

from collections.abc import Collection, Sequence
from heapq import heappop, heappush
from math import inf, prod
from sys import maxsize
from typing import Generic, NamedTuple, TypeVar

from navigation.arcs import Arcs
from navigation.edge import Edge
from navigation.errors import NoRoute, UnknownScreen
from navigation.graph import Graph
from navigation.landmarks import Bound

Action = TypeVar("Action")

FAR = 4000  # screens that a search looks at before it is worth to find landmarks


def _nothing(_: int) -> float:
    return 0.0


_UNKNOWN: tuple[Bound, Bound] = (_nothing, _nothing)


def route(
    graph: Graph[Action],
    start: str,
    goal: str,
    *,
    avoid: Collection[Edge[Action]] = (),
) -> list[Edge[Action]]:
    """Return the edges from START to GOAL whose costs add up to the least.

    None of them is in AVOID; the list is empty where START is GOAL.

    The search goes on from both ends at once, each screen being settled by one of them (Pijls
    and Post: Yet another bidirectional algorithm for finding the shortest path, 2009).  In a map
    of menus it looks at few screens.  The first one that looks at more than FAR begins again
    with the landmarks of the graph, which it and all that come later are guided by.
    Raises UnknownScreen and NoRoute.
    """
    for screen in (start, goal):
        if screen not in graph.leaving:
            raise UnknownScreen(screen, graph.screens)
    if start == goal:
        return []
    ends = graph.number[start], graph.number[goal]
    try:
        return _way(graph, *ends, frozenset(avoid), looks=maxsize if graph.landmarks else FAR)
    except _TooFar:
        graph.find_landmarks()
        return _way(graph, *ends, frozenset(avoid), looks=maxsize)


def expected_seconds(graph: Graph[Action], edges: Sequence[Edge[Action]]) -> float:
    """Return how long EDGES take one after the other, tries that fail and are repeated included."""
    return sum(map(graph.cost, edges))


def success(edges: Sequence[Edge[Action]]) -> float:
    """Return how likely it is that all EDGES arrive at the first try."""
    return prod(edge.success for edge in edges)


class _TooFar(Exception):
    """The search has looked at more screens than it should."""


class _Side(NamedTuple, Generic[Action]):
    """What is known of the ways between one end and the screens around it, along ARCS.

    bound: the least that the rest of a way over a screen can cost, on to the other end.
    costs: of the way to each screen; came: from which screen it came there, and by what.
    waiting: by the least that a whole way over them can cost, and then by the rest of it.
    """

    arcs: Arcs[Action]
    bound: Bound
    costs: list[float]
    came: dict[int, tuple[int, Edge[Action]]]
    waiting: list[tuple[float, float, int]]

    def way(self, screen: int) -> list[Edge[Action]]:
        """Return the edges between SCREEN and this end, from SCREEN on."""
        edges: list[Edge[Action]] = []
        while screen in self.came:
            screen, edge = self.came[screen]
            edges.append(edge)
        return edges


def _way(
    graph: Graph[Action], start: int, goal: int, avoid: frozenset[Edge[Action]], *, looks: int
) -> list[Edge[Action]]:
    """Return the cheapest way, after so many LOOKS at screens.  Raises NoRoute and _TooFar."""
    to_goal, from_start = graph.landmarks.bounds(start, goal) if graph.landmarks else _UNKNOWN
    there, back = (
        _side(arcs, end, bound, len(graph.screens))
        for arcs, end, bound in ((graph.ahead, start, to_goal), (graph.behind, goal, from_start))
    )
    if (meeting := _meeting(there, back, avoid, looks=looks)) is None:
        raise NoRoute(graph.screens[start], graph.screens[goal], len(avoid))
    return [*there.way(meeting)[::-1], *back.way(meeting)]


def _side(arcs: Arcs[Action], end: int, bound: Bound, screens: int) -> _Side[Action]:
    costs, rest = [inf] * screens, bound(end)
    costs[end] = 0.0
    return _Side(arcs, bound, costs, {}, [(rest, rest, end)])


def _meeting(
    there: _Side[Action], back: _Side[Action], avoid: frozenset[Edge[Action]], *, looks: int
) -> int | None:
    """Return a screen on the cheapest way, after its sides have met, or None where they do not.

    One flat loop, as it goes around some thousand times: calls would take most of the time.
    """
    least, meeting = inf, None
    settled = bytearray(len(there.costs))
    for _ in range(looks):
        if not (there.waiting and back.waiting):
            return meeting
        ahead, behind = there.waiting[0][0], back.waiting[0][0]
        if ahead >= least or behind >= least:
            return meeting
        is_there = len(there.waiting) <= len(back.waiting)
        side, other, rest = (there, back, behind) if is_there else (back, there, ahead)
        arcs, bound, costs, came, waiting = side
        here = heappop(waiting)[2]
        if settled[here]:
            continue
        settled[here] = True
        spent, beyond = costs[here], other.costs
        if meeting is not None and spent + rest - other.bound(here) >= least:
            continue
        for screen, cost, edge in arcs.made[here] or arcs.at(here):
            whole = spent + cost
            if whole >= costs[screen] or settled[screen] or (avoid and edge in avoid):
                continue
            rest = bound(screen)
            if whole + rest >= least:
                continue
            costs[screen], came[screen] = whole, (here, edge)
            heappush(waiting, (whole + rest, rest, screen))
            if whole + beyond[screen] < least:
                least, meeting = whole + beyond[screen], screen
    raise _TooFar
