"""One try of one edge, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.sighting import Sighting

Action = TypeVar("Action")


class Arrival(StrEnum):
    """Where a device was after it had been told to go along an edge."""

    ARRIVED = "arrived"
    ELSEWHERE = "elsewhere"  # on another screen of the map
    NO_CHANGE = "no_change"  # still where the edge begins
    UNKNOWN = "unknown"  # on no screen of the map
    REFUSED = "refused"  # an action of the edge did not come off


@dataclass(frozen=True)
class Hop(Generic[Action]):
    """A try of EDGE, from STARTED to ENDED (Unix time), after which SCREEN was shown, if any.

    sighting: what was seen of the arrival, before anything was done because it failed.
    disturbed: by a popup, so that a failure says nothing of the edge.
    """

    edge: Edge[Action]
    started: float
    ended: float
    arrival: Arrival
    screen: str | None
    sighting: Sighting
    disturbed: bool = False

    @property
    def is_failure(self) -> bool:
        """Whether it tells against its edge."""
        return self.arrival is not Arrival.ARRIVED and not self.disturbed

    @property
    def acted(self) -> float:
        """When its last action was done, Unix time; when it began, where nothing is to be done."""
        return max(self.started, self.sighting.acted)

    @property
    def shown(self) -> float | None:
        """The seconds from the last action to the screen being told; None if it was before that."""
        return self._since_acted(self.sighting.told)

    @property
    def changed(self) -> float | None:
        """The seconds from the last action to the first change of the picture."""
        return self._since_acted(self.sighting.changed)

    @property
    def stable(self) -> float | None:
        """The seconds from the last action until nothing moved any more."""
        return self._since_acted(self.sighting.stable)

    @property
    def error(self) -> float:
        """By how much less each of the three may have been, seconds."""
        return self.sighting.error if self.shown is None else min(self.sighting.error, self.shown)

    @property
    def is_too_slow(self) -> bool:
        """Whether it surely took longer than the edge may, and not because of a popup."""
        if self.edge.within is None or self.shown is None or self.disturbed:
            return False
        return self.shown - self.error > self.edge.within

    def _since_acted(self, at: float | None) -> float | None:
        return None if at is None else max(0.0, at - self.acted)

    def __str__(self) -> str:
        ended = {
            Arrival.ARRIVED: "arrived"
            if self.shown is None
            else f"arrived after {self.shown:.2f} s",
            Arrival.ELSEWHERE: f"led to {self.sighting.screen!r}",
            Arrival.NO_CHANGE: f"left the device at {self.sighting.screen!r}",
            Arrival.UNKNOWN: "led to no screen of the map",
            Arrival.REFUSED: "has an action that did not come off",
        }[self.arrival]
        because = ", disturbed by a popup" if self.disturbed else ""
        return f"{self.edge} {ended}{because}"
