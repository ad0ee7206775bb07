"""The cheapest way to whichever of several screens is nearest."""

import heapq
from collections.abc import Collection
from math import inf
from typing import TypeVar

from navigation.edge import Edge
from navigation.graph import Graph

Action = TypeVar("Action")


def nearest(
    graph: Graph[Action],
    here: str,
    goals: Collection[str],
    *,
    avoid: Collection[Edge[Action]] = (),
) -> list[Edge[Action]] | None:
    """Return the edges from HERE to the nearest of GOALS by cost; None where none can be reached.

    None of the edges is in AVOID.  The search is Dijkstra's (1959), which ends at the first goal.
    """
    cost: dict[str, float] = {here: 0.0}
    came_by: dict[str, Edge[Action]] = {}
    waiting = [(0.0, here)]
    while waiting:
        spent, screen = heapq.heappop(waiting)
        if spent > cost[screen]:
            continue
        if screen in goals:
            return _way(came_by, here, screen)
        for edge in graph.leaving[screen]:
            there = spent + graph.cost(edge)
            if there < cost.get(edge.goal, inf) and edge not in avoid:
                cost[edge.goal], came_by[edge.goal] = there, edge
                heapq.heappush(waiting, (there, edge.goal))
    return None


def _way(came_by: dict[str, Edge[Action]], here: str, screen: str) -> list[Edge[Action]]:
    way: list[Edge[Action]] = []
    while screen != here:
        way.append(came_by[screen])
        screen = came_by[screen].start
    return way[::-1]
