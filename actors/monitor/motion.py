"""What moves from picture to picture, beyond what noise and coding change."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2

from actors.monitor.definitions import STANDARD, Motion
from actors.monitor.drift import NO_DRIFT, drift
from actors.monitor.spans import ROUNDING

if TYPE_CHECKING:
    from cv2.typing import MatLike

    from actors.monitor.luma import Luma
    from actors.verdict import Region


@dataclass(frozen=True)
class Change:
    """How a picture differs from those before it.

    moves: whether the picture moves, by the definition.
    share: the part of the picture that differs, 0 to 1.
    box: what lies around it, in pixels of the picture; None where nothing differs.
    level: the mean difference of all pixels, in grey levels.
    since: when a slow move seems to have begun; None for one that is seen at once.
    """

    moves: bool
    share: float
    box: Region | None
    level: float = 0.0
    since: float | None = None


LOOK = 0.1  # seconds from one look for drift to the next; it takes longer than all else
FAINT = 0.2  # mean difference, in grey levels, in which no drift of any account can be
NO_CHANGE = Change(moves=False, share=0.0, box=None)


def change(before: Luma, after: Luma, definition: Motion = STANDARD.motion) -> Change:
    """Return what stands out of the noise between two pictures.

    It moves where enough stands out, or where nearly everything is another; pictures of two
    sizes differ everywhere.
    """
    height, width = after.plane.shape
    if before.plane.shape != after.plane.shape:
        return Change(moves=True, share=1.0, box=after.region((0, 0, width, height)), level=255.0)
    apart = cv2.absdiff(before.plane, after.plane)
    level = cv2.mean(apart)[0]
    noise = 0.0 if level >= definition.everywhere else level
    above = max(definition.level, definition.times * noise)
    stands_out = cv2.threshold(apart, above, 255, cv2.THRESH_BINARY)[1]
    count = cv2.countNonZero(stands_out)
    return Change(
        moves=count >= max(definition.pixels, definition.share * apart.size),
        share=count / apart.size,
        box=after.region(_box(stands_out)) if count else None,
        level=level,
    )


def _box(marked: MatLike) -> Region:
    left, top, width, height = cv2.boundingRect(marked)
    return left, top, width, height


@dataclass(frozen=True, eq=False)
class _Stillness:
    """The picture that stood still SINCE a time, and was last seen AT another."""

    luma: Luma
    since: float
    at: float


class MotionDetector:
    """Tells of each picture whether it moves: all at once, or little by little.

    still_since: when the first picture was shown from which on nothing moved; None while it
    moves, and before the first picture.  What moves for an instant, and is as it was before,
    has not moved: this then is the time that it was before that.
    """

    def __init__(self, definition: Motion = STANDARD.motion) -> None:
        self.still_since: float | None = None
        self._definition = definition
        self._same = replace(definition, share=definition.share / 3, pixels=2)
        self._seen: deque[tuple[float, Luma]] = deque()  # since the last sudden move, or a while
        self._before: _Stillness | None = None  # the last sudden move
        self._drifts: Change | None = None  # what the last look for drift found
        self._looked = -math.inf  # when that was
        self._suspected: float | None = None  # since when something seems to drift

    def then(self, luma: Luma, at: float) -> Change:
        """Take in the picture shown AT; the first one does not move."""
        self._forget_a_blip(luma, at)
        sudden = change(self._seen[-1][1], luma, self._definition) if self._seen else NO_CHANGE
        if sudden.moves:
            self._remember(luma)
            self._seen.clear()
            self._drifts = self._suspected = None
        self._seen.append((at, luma))
        while len(self._seen) > 1 and self._seen[1][0] <= at - self._definition.slow:
            self._seen.popleft()
        found = sudden if sudden.moves else self._slow()
        if found.moves:
            self.still_since = None
        elif self.still_since is None:
            self.still_since = self._seen[0][0]
        return found

    def _remember(self, luma: Luma) -> None:
        """Keep the picture that stood still until now; another size is no blip."""
        last_at, last = self._seen[-1]
        if self.still_since is not None and luma.plane.shape == last.plane.shape:
            self._before = _Stillness(last, self.still_since, last_at)

    def _forget_a_blip(self, luma: Luma, at: float) -> None:
        """Go back to the picture before the last sudden move if it is there again."""
        before = self._before
        if before is None or self.still_since is not None:
            return
        if at - before.at > self._definition.blip:
            self._before = None
        elif not change(before.luma, luma, self._same).moves:
            self._seen = deque([(before.at, before.luma)])
            self.still_since, self._before = before.since, None

    def _slow(self) -> Change:
        """Return how the newest picture differs from the oldest of those that are kept."""
        (_, oldest), (at, newest) = self._seen[0], self._seen[-1]
        found = change(oldest, newest, self._definition)
        if found.moves:
            return found
        if at - self._looked >= LOOK - ROUNDING:
            self._looked = at
            self._drifts = self._drift(oldest, newest, found)
        return self._drifts or found

    def _drift(self, oldest: Luma, newest: Luma, found: Change) -> Change | None:
        """Return what drifts in a picture that is not FOUND to move otherwise."""
        drifts = drift(oldest, newest) if found.level >= FAINT else NO_DRIFT
        is_drift = drifts.part >= self._definition.drift_part
        if not is_drift or drifts.levels < self._definition.drift / 2:
            self._suspected = None
            return None
        if self._suspected is None:
            self._suspected = self._looked
        if drifts.levels < self._definition.drift:
            return None
        height, width = newest.plane.shape
        box = newest.region((0, 0, width, height))
        return replace(found, moves=True, share=1.0, box=box, since=self._suspected)
