"""How often edges failed in a row on a long tour, and which of them are given up for that."""

from collections import Counter
from collections.abc import Iterable
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.hop import Arrival, Hop

Action = TypeVar("Action")

FRESH = 3  # tries in a row of an edge that has never arrived, until it is given up
PROVEN = 6  # of one that has: on a tour of hundreds of steps some keys get lost


class Failures(Generic[Action]):
    """The tries in a row that failed, edge by edge, among HOPS and those that are noted later."""

    def __init__(self, hops: Iterable[Hop[Action]] = ()) -> None:
        self._in_a_row: Counter[Edge[Action]] = Counter()
        self._last: dict[Edge[Action], Hop[Action]] = {}
        self._proven: set[Edge[Action]] = set()
        for hop in hops:
            self.note(hop)

    def note(self, hop: Hop[Action]) -> None:
        """Take in HOP; one that a popup disturbed tells nothing."""
        if hop.arrival is Arrival.ARRIVED:
            self._proven.add(hop.edge)
            del self._in_a_row[hop.edge]
        elif not hop.disturbed:
            self._in_a_row[hop.edge] += 1
            self._last[hop.edge] = hop

    @property
    def given_up(self) -> list[Edge[Action]]:
        """The edges that failed too often in a row to be tried again."""
        return [edge for edge, times in self._in_a_row.items() if times >= self._most(edge)]

    @property
    def last(self) -> dict[Edge[Action], Hop[Action]]:
        """The last try of each edge that was given up."""
        return {edge: self._last[edge] for edge in self.given_up}

    def _most(self, edge: Edge[Action]) -> int:
        return PROVEN if edge in self._proven else FRESH
