"""The edges that a tour has still to try, and which of them comes next."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import NoRoute
from navigation.failures import Failures
from navigation.graph import Graph
from navigation.hop import Arrival, Hop
from navigation.map import Map
from navigation.nearest import nearest
from navigation.route import route
from navigation.trial import led_along

Action = TypeVar("Action")
Check = TypeVar("Check")


class Agenda(Generic[Action]):
    """The EDGES of a map that are open by its GRAPH, in the order in which they are to be tried.

    An edge that failed too often in a row is given up, and avoided.
    """

    def __init__(
        self, map: Map[Action, Check], graph: Graph[Action], edges: Iterable[Edge[Action]]
    ) -> None:
        wanted = dict.fromkeys(edges)
        self.left = [edge for edge in wanted if edge in graph.leaving[edge.start]]
        self._graph = graph
        self._kinds = {name: screen.kind for name, screen in map.screens.items()}
        self._failures = Failures[Action]()
        self._surprised = False

    def ahead(self, here: str) -> list[Edge[Action]]:
        """Return the way from HERE to the next edge, with it; empty where no way leads to any."""
        if not self.left or (self._surprised and not self._turned(here)):
            return []
        try:
            return self._way_to_first(here)
        except NoRoute:
            return self._way_to_first(here) if self._turned(here) else []

    def note(self, hop: Hop[Action]) -> bool:
        """Take in HOP, and tell whether an edge needs no more tries after it."""
        self._failures.note(hop)
        self._surprised = hop.arrival is not Arrival.ARRIVED
        given_up, before = self._failures.given_up, len(self.left)
        self.left = [one for one in self.left if not (led_along(hop, one) or one in given_up)]
        return len(self.left) < before

    def steps(self, here: str) -> list[Edge[Action]]:
        """Return all edges that a tour from HERE goes along, if each arrives; none is left then."""
        found: list[Edge[Action]] = []
        while ahead := self.ahead(here):
            found.append(ahead[0])
            is_place = self._kinds[ahead[0].goal] != "action"
            here = ahead[0].goal if is_place else here
            self.left = [edge for edge in self.left if edge is not ahead[0]]
        return found

    def _way_to_first(self, here: str) -> list[Edge[Action]]:
        """Raises NoRoute; an edge from an entry begins anywhere."""
        first = self.left[0]
        if self._kinds[first.start] == "entry":
            return [first]
        return [*route(self._graph, here, first.start, avoid=self._failures.given_up), first]

    def _turned(self, here: str) -> bool:
        """Let the nearest edge be the next, and those before it the last; tell whether one is."""
        starts = {edge.start for edge in self.left}
        way = nearest(self._graph, here, starts, avoid=self._failures.given_up)
        there = way[-1].goal if way else here
        able = [there] if way is not None else self._entries
        places = (place for place, edge in enumerate(self.left) if edge.start in able)
        if (first := next(places, None)) is not None:
            self.left = self.left[first:] + self.left[:first]
        return first is not None

    @property
    def _entries(self) -> list[str]:
        return [name for name, kind in self._kinds.items() if kind == "entry"]
