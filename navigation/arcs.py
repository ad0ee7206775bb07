"""The edges of a graph with screens as numbers, for searches that look at many of them."""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from math import inf
from typing import Generic, TypeVar

from navigation.edge import Edge

Action = TypeVar("Action")

Arc = tuple[int, float, Edge[Action]]  # the far end, the cost, and what they are of


class Arcs(Generic[Action]):
    """The arcs at each of SCREENS, in one direction; those of a screen are made when asked for.

    edges: those at a screen; far: the screen at the other end of an edge.
    """

    def __init__(
        self,
        screens: Sequence[str],
        edges: Callable[[str], Sequence[Edge[Action]]],
        far: Callable[[Edge[Action]], int],
        cost: Callable[[Edge[Action]], float],
    ) -> None:
        self._screens, self._edges, self._far, self._cost = screens, edges, far, cost
        self.made: list[list[Arc[Action]]] = [[] for _ in screens]  # nothing if not yet asked for

    def at(self, screen: int) -> list[Arc[Action]]:
        """Return the arcs at SCREEN."""
        if not self.made[screen]:
            edges = self._edges(self._screens[screen])
            self.made[screen] = [(self._far(edge), self._cost(edge), edge) for edge in edges]
        return self.made[screen]

    def costs(self, root: int) -> list[float]:
        """Return what the cheapest way from ROOT to each screen costs (Dijkstra, 1959).

        It is infinite where no way leads.
        """
        costs, waiting = [inf] * len(self._screens), [(0.0, root)]
        costs[root] = 0.0
        while waiting:
            spent, here = heappop(waiting)
            if spent > costs[here]:
                continue
            for screen, cost, _ in self.made[here] or self.at(here):
                whole = spent + cost
                if whole < costs[screen]:
                    costs[screen] = whole
                    heappush(waiting, (whole, screen))
        return costs
