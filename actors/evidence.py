"""What checks are handed besides a live device: one picture of it, its future, or its past."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, TypeVar

from actors.errors import CannotJudge
from actors.interface import Evidence, Face, Frame, Samples

if TYPE_CHECKING:
    from actors.maps import AppMap

Timed = TypeVar("Timed", Frame, Samples)

SLACK = 1.0  # seconds by which the first picture may come late, and the last one be old


@dataclass(frozen=True)
class Seen:
    """What is SEEN, as it is; others narrow it down."""

    seen: Evidence

    @property
    def size(self) -> tuple[int, int] | None:
        """What the regions of checks refer to."""
        return self.seen.size

    @property
    def map(self) -> AppMap | None:
        """The screens among which the pictures are."""
        return self.seen.map

    @property
    def acted(self) -> float:
        """When the device was last asked to do something."""
        return self.seen.acted

    def frame(self) -> Frame:
        """Return the newest frame."""
        return self.seen.frame()

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield what comes in SECONDS."""
        return self.seen.frames(seconds)

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Yield what comes in SECONDS."""
        return self.seen.sounds(seconds)

    def need(self, face: type[Face]) -> Face:
        """Return what gives FACE."""
        return self.seen.need(face)


@dataclass(frozen=True)
class Glance(Seen):
    """What is seen at one frame: what is asked of a picture is asked of the one SHOWN."""

    shown: Frame

    def frame(self) -> Frame:
        """Return the frame glanced at."""
        return self.shown


@dataclass(frozen=True)
class Since(Seen):
    """What is seen from the time AT on (Unix)."""

    at: float

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield the frames that were shown since."""
        return (frame for frame in self.seen.frames(seconds) if frame.at >= self.at)

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Yield the sound that played since."""
        pieces = (piece.since(self.at) for piece in self.seen.sounds(seconds))
        return (piece for piece in pieces if len(piece.samples))


@dataclass(frozen=True)
class Recording:
    """RECORDED frames, and HEARD pieces of sound, both in order of time.

    Both are gone through once for each question; they may be read from a file then.
    A question about what lasts is asked of all of it, whatever time it would
    watch a device for: the recording is as long as somebody watched.

    counting: seconds, from the first frame or sound on, of which what follows does not count.
    """

    recorded: Iterable[Frame]
    size: tuple[int, int] | None = None
    map: AppMap | None = None
    heard: Iterable[Samples] = ()
    counting: float = inf
    acted: float = 0.0

    def frame(self) -> Frame:
        """Return the last frame.  Raises CannotJudge where there is none."""
        last = deque(self.frames(0.0), maxlen=1)
        if not last:
            raise CannotJudge("the recording has no picture")
        return last[0]

    def frames(self, seconds: float) -> Iterator[Frame]:  # noqa: ARG002 - all of it
        """Yield every frame."""
        return _first(self.recorded, self.counting)

    def sounds(self, seconds: float) -> Iterator[Samples]:  # noqa: ARG002 - all of it
        """Yield every piece of sound.  Raises CannotJudge where there is none."""
        heard = _first(self.heard, self.counting)
        if (first := next(heard, None)) is None:
            raise CannotJudge("the recording has no sound")
        return chain([first], heard)

    def need(self, face: type[Face]) -> Face:
        """Raise CannotJudge: nothing can be asked of a recording but what it shows and plays."""
        raise CannotJudge(f"a recording has no {face.__name__.lower()}")


def _first(recorded: Iterable[Timed], seconds: float) -> Iterator[Timed]:
    start: float | None = None
    for part in recorded:
        start = part.at if start is None else start
        if part.at - start > seconds:
            return
        yield part
