"""What checks are handed besides a live device: one picture of it, its future, or its past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.errors import CannotJudge
from actors.interface import Evidence, Frame, Samples

if TYPE_CHECKING:
    from actors.maps import AppMap


@dataclass(frozen=True)
class Glance:
    """SEEN at one frame: what is asked of a picture is asked of SHOWN."""

    seen: Evidence
    shown: Frame

    @property
    def size(self) -> tuple[int, int] | None:
        """That of what is seen."""
        return self.seen.size

    @property
    def map(self) -> AppMap | None:
        """That of what is seen."""
        return self.seen.map

    def frame(self) -> Frame:
        """Return the frame glanced at."""
        return self.shown

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield what comes after all, for a question about more than one picture."""
        return self.seen.frames(seconds)

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Yield what comes."""
        return self.seen.sounds(seconds)


@dataclass(frozen=True)
class Since:
    """What is SEEN from the time AT on (Unix)."""

    seen: Evidence
    at: float

    @property
    def size(self) -> tuple[int, int] | None:
        """That of what is seen."""
        return self.seen.size

    @property
    def map(self) -> AppMap | None:
        """That of what is seen."""
        return self.seen.map

    def frame(self) -> Frame:
        """Return the newest frame, whenever it was shown."""
        return self.seen.frame()

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

    A question about what lasts is asked of all of it, whatever time it would
    watch a device for: the recording is as long as somebody watched.
    """

    recorded: Sequence[Frame]
    size: tuple[int, int] | None = None
    map: AppMap | None = None
    heard: Sequence[Samples] = ()

    def frame(self) -> Frame:
        """Return the last frame."""
        return self.recorded[-1]

    def frames(self, seconds: float) -> Iterator[Frame]:  # noqa: ARG002 - all of it
        """Yield every frame."""
        return iter(self.recorded)

    def sounds(self, seconds: float) -> Iterator[Samples]:  # noqa: ARG002 - all of it
        """Yield every piece of sound.  Raises CannotJudge where there is none."""
        if not self.heard:
            raise CannotJudge("the recording has no sound")
        return iter(self.heard)
