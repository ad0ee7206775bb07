"""How far the screens of a map are from one another, for when that is asked of many pairs."""

from math import inf
from typing import Generic, TypeVar

from navigation.graph import Graph

Action = TypeVar("Action")


class Distances(Generic[Action]):
    """The expected seconds of the cheapest ways through GRAPH; each start is searched once."""

    def __init__(self, graph: Graph[Action]) -> None:
        self._graph = graph
        self._known: dict[str, dict[str, float]] = {}

    def __call__(self, start: str, goal: str) -> float:
        """Return the seconds from START to GOAL, infinite where no way is known."""
        if start not in self._known:
            self._known[start] = self._from(start)
        return self._known[start].get(goal, inf)

    def _from(self, start: str) -> dict[str, float]:
        """Return the seconds to each screen that can be reached."""
        if start not in self._graph.number:
            return {}
        costs = self._graph.ahead.costs(self._graph.number[start])
        return dict(zip(self._graph.screens, costs, strict=True))
