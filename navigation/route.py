"""The cheapest way from one screen of a map to another."""

import heapq
from collections.abc import Collection
from typing import TypeVar

from navigation.errors import NoRoute, UnknownScreen
from navigation.map import Edge, Map

Action = TypeVar("Action")
Check = TypeVar("Check")


def route(
    map: Map[Action, Check],
    start: str,
    goal: str,
    *,
    avoid: Collection[Edge[Action]] = (),
) -> list[Edge[Action]]:
    """Return the edges from START to GOAL whose expected seconds add up to the least.

    None of them is in AVOID; the list is empty where START is GOAL.
    The search is Dijkstra's (1959).  Raises UnknownScreen and NoRoute.
    """
    for screen in (start, goal):
        if screen not in map.screens:
            raise UnknownScreen(screen, tuple(map.screens))
    came_by: dict[str, Edge[Action]] = {}
    cost = {start: 0.0}
    waiting = [(0.0, start)]
    while waiting:
        spent, here = heapq.heappop(waiting)
        if here == goal:
            return _edges(came_by, start, goal)
        if spent > cost[here]:
            continue
        for edge in map.leaving[here]:
            there = spent + edge.seconds
            if edge not in avoid and there < cost.get(edge.goal, float("inf")):
                cost[edge.goal], came_by[edge.goal] = there, edge
                heapq.heappush(waiting, (there, edge.goal))
    raise NoRoute(start, goal, len(avoid))


def _edges(came_by: dict[str, Edge[Action]], start: str, goal: str) -> list[Edge[Action]]:
    edges: list[Edge[Action]] = []
    while goal != start:
        edges.append(came_by[goal])
        goal = came_by[goal].start
    return edges[::-1]
