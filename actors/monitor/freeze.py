"""When the picture stands still, though it is not black."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.monitor.black import is_black
from actors.monitor.definitions import STANDARD, Definitions
from actors.monitor.motion import Change, MotionDetector
from actors.monitor.spans import Span
from actors.monitor.ticks import Pauses

if TYPE_CHECKING:
    from actors.monitor.luma import Luma
    from actors.verdict import Region


@dataclass(frozen=True)
class Moved:
    """The picture moved AT a time; box: the small part that did, None where more did."""

    at: float
    box: Region | None


class FreezeDetector:
    """Tells the spans in which the picture is frozen.

    since: when the freeze that lasts now began, however short it is yet; None while the
    picture moves, is black, or only waits for the next tick of its clock.
    lasting: the same, until it is told that the freeze is over.
    """

    def __init__(self, definitions: Definitions = STANDARD) -> None:
        self.since: float | None = None
        self.lasting: float | None = None
        self._definitions = definitions
        self._motion = MotionDetector(definitions.motion)
        self._pauses = Pauses(definitions.freeze)
        self._lit: float | None = None  # since when the picture is not black
        self._still: float | None = None  # since when it stands still besides
        self._pictures = 0  # that stand still
        self._moved: list[Moved] = []  # since then; it may have been a blip

    def then(self, luma: Luma, at: float) -> list[Span]:
        """Take in the picture shown AT; return the spans that are over now.

        One is held back until it is known that it goes on after what moved for an instant
        only, and that it was no pause between two ticks.
        """
        change = self._motion.then(luma, at)
        if is_black(luma, self._definitions.black):
            self._lit = self.since = None
            return self._over(at)
        self._lit = at if self._lit is None else self._lit
        if not change.moves:
            return self._stands(at)
        self.since = None
        began = at if change.since is None else change.since
        self._moved.append(Moved(began, self._small(change, luma)))
        return self._settled() if at - self._moved[0].at > self._definitions.motion.slow else []

    def end(self, at: float) -> list[Span]:
        """Take in that the last picture was gone at AT; return the spans that ended so."""
        self.since = None
        return [*self._over(at), *self._pauses.known(math.inf)]

    def _stands(self, at: float) -> list[Span]:
        assert self._lit is not None and self._motion.still_since is not None
        since, over = max(self._lit, self._motion.still_since), []
        if self._moved and since >= self._moved[0].at:
            over = self._settled()
        self._moved = []
        if self._still is None:
            self._still, self._pictures = since, 1 if since < at else 0
        self._pictures += 1
        self.since = self.lasting = None if self._pauses.waits(self._still, at) else self._still
        return [*over, *self._pauses.known(at)]

    def _over(self, at: float) -> list[Span]:
        """What stands still does so until AT, whatever is shown then."""
        self._moved.append(Moved(at, None))
        return self._settled()

    def _settled(self) -> list[Span]:
        """What stood still does so no longer: what moved since has not been a blip."""
        since, self._still, self.lasting = self._still, None, None
        moved, self._moved = self._moved, []
        is_stretch = since is not None and self._pictures >= self._definitions.freeze.pictures
        still = Span(since, moved[0].at, "freeze") if since is not None and is_stretch else None
        over = self._pauses.then(still, moved[0].at, moved[0].box)
        for later in moved[1:]:
            over += self._pauses.then(None, later.at, later.box)
        return over

    def _small(self, change: Change, luma: Luma) -> Region | None:
        """Return the box of a CHANGE that may be a tick."""
        if change.box is None:
            return None
        area = luma.plane.size * luma.shrink**2
        is_small = change.box[2] * change.box[3] <= self._definitions.freeze.tick_share * area
        return change.box if is_small else None
