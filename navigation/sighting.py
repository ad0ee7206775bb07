"""What a walk asks of a device, and what it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from navigation.map import Map

Action = TypeVar("Action")
Check = TypeVar("Check")
Done_contra = TypeVar("Done_contra", contravariant=True)
Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Looks(Generic[Check]):
    """How the screen NAME is known: by ALL or ANY of CHECKS."""

    name: str
    checks: tuple[Check, ...]
    match: Literal["all", "any"] = "all"


@dataclass(frozen=True)
class Sighting:
    """Which of the screens that were asked for a device shows, if any.

    margin: by how much it is more alike than any other that was asked for, 0 to 1; it is 0 where
    another is as alike, and this one is known by more, or came first.
    The rest are Unix times by the pictures' own clock, each of which may really have been up to
    ERROR seconds earlier; None is what was not seen.
    acted: when the device was last asked to do something.
    changed: when its picture first was another than before that.
    told: when the screen was told for the first time, from when on it stayed told; None where it
    was shown already when the device was asked, and nothing changed since.
    stable: since when nothing in the picture has moved.
    """

    screen: str | None
    margin: float = 1.0
    acted: float = 0.0
    changed: float | None = None
    told: float | None = None
    stable: float | None = None
    error: float = 0.0

    def __bool__(self) -> bool:
        return self.screen is not None


class Walker(Protocol[Done_contra, Asked]):
    """The two things that a walk needs of a device."""

    def perform(self, action: Done_contra) -> bool:
        """Do one action of an edge, and tell whether it came off."""

    def shows(self, asked: Sequence[Looks[Asked]], within: float, settle: float) -> Sighting:
        """Tell which of the screens ASKED for is shown now, or comes to be WITHIN seconds.

        Where several are, it is the one that fits best, or else comes first.  The screen must
        be told at every picture for SETTLE seconds.
        """


def looks(map: Map[Action, Check], *names: str) -> list[Looks[Check]]:
    """Return how the screens of NAMES are known, without those that show nothing certain."""
    screens = ((name, map.screens[name]) for name in dict.fromkeys(names))
    return [Looks(name, one.shows, one.match) for name, one in screens if one.shows]
