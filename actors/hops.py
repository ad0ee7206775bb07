"""One try of an edge of a map, as it is sent and kept."""

from dataclasses import dataclass
from typing import Any, Self, TypeVar

from navigation.hop import Arrival, Hop
from navigation.map import Map
from navigation.sighting import Sighting

Action = TypeVar("Action")
Check = TypeVar("Check")


@dataclass(frozen=True)
class HopRecord:
    """A try of EDGE of MAP, from START to GOAL, after which SCREEN was shown, if any.

    started, acted, ended: Unix times of its begin, its last key or touch, and its end.
    seconds, changed, stable: from that key until the screen was told, the picture changed, and
    nothing moved any more, each by the pictures' own clock, and at most ERROR seconds less;
    None is what was not seen.
    disturbed: whether a popup came in between, so that it says nothing of the edge.
    margin: by how much the screen was more alike than others that were asked for, 0 to 1.
    """

    map: str
    edge: str
    start: str
    goal: str
    arrival: Arrival
    screen: str | None
    started: float
    acted: float
    ended: float
    seconds: float | None
    changed: float | None
    stable: float | None
    error: float
    disturbed: bool = False
    margin: float = 1.0

    @classmethod
    def of(cls, hop: Hop[Any], map: str) -> Self:
        """Return what is kept of HOP, which was on the MAP of that name."""
        return cls(
            map, hop.edge.name, hop.edge.start, hop.edge.goal, hop.arrival, hop.screen,
            started=hop.started, acted=hop.acted, ended=hop.ended, seconds=hop.shown,
            changed=hop.changed, stable=hop.stable, error=hop.error,
            disturbed=hop.disturbed, margin=hop.sighting.margin,
        )  # fmt: skip

    def on(self, map: Map[Action, Check]) -> Hop[Action] | None:
        """Return the hop that it tells of, or None where MAP has its edge no more."""
        leaving = map.leaving.get(self.start, ())
        edge = next((e for e in leaving if (e.name, e.goal) == (self.edge, self.goal)), None)
        if edge is None:
            return None
        seen = Sighting(
            self.screen, self.margin, acted=self.acted, told=self._at(self.seconds),
            changed=self._at(self.changed), stable=self._at(self.stable), error=self.error,
        )  # fmt: skip
        return Hop(edge, self.started, self.ended, self.arrival, self.screen, seen, self.disturbed)

    def _at(self, seconds: float | None) -> float | None:
        return None if seconds is None else self.acted + seconds
