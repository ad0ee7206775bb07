"""What moves from picture to picture, beyond what noise and coding change."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2

from actors.monitor.creep import CreepDetector, Seen
from actors.monitor.definitions import STANDARD, Motion

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
    """The picture that stood still SINCE a time, and was last seen AT another.

    left: when a share of it moved.
    """

    luma: Luma
    since: float
    at: float
    left: float
    share: float


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
        self._seen: deque[Seen] = deque()  # since the last sudden move, or a while
        self._before: _Stillness | None = None  # the last sudden move
        self._blip = -math.inf, -math.inf  # when the last one of account began, and was over
        self._creep = CreepDetector(definition.creep)

    def then(self, luma: Luma, at: float) -> Change:
        """Take in the picture shown AT; the first one does not move."""
        self._forget_a_blip(luma, at)
        found = change(self._seen[-1].luma, luma, self._definition) if self._seen else NO_CHANGE
        if found.moves:
            is_again = at - self._blip[1] <= self._definition.calm
            found = replace(found, since=self._blip[0] if is_again else self._growing(found.level))
            if not is_again:
                self._remember(luma, at, found.share)
            self._seen = deque([Seen(at, luma, 0.0)])
            self._creep.forget()
        else:
            found = self._slowly(luma, at)
        if found.moves:
            self.still_since = None
        elif self.still_since is None:
            over = self._creep.over
            self.still_since = self._seen[0].at if over is None else over
        return found

    def _growing(self, level: float) -> float | None:
        """Return since when the picture seems to creep that now moves by LEVEL, if by no jump."""
        return self._creep.since if level < 3 * self._seen[-1].level else None

    def _remember(self, luma: Luma, at: float, share: float) -> None:
        """Keep the picture of which a SHARE moved AT a time; another size is no blip."""
        last = self._seen[-1]
        if self.still_since is not None and luma.plane.shape == last.luma.plane.shape:
            self._before = _Stillness(last.luma, self.still_since, last.at, at, share)

    def _forget_a_blip(self, luma: Luma, at: float) -> None:
        """Go back to the picture before the last sudden move if it is there again."""
        before = self._before
        if before is None or self.still_since is not None:
            return
        if at - before.at > self._definition.blip:
            self._before = None
        elif not change(before.luma, luma, self._same).moves:
            self._seen = deque([Seen(before.at, before.luma, 0.0)])
            self.still_since, self._before = before.since, None
            if before.share >= self._definition.shakes:
                self._blip = before.left, at

    def _slowly(self, luma: Luma, at: float) -> Change:
        """Return how a picture differs from the oldest of those that are kept."""
        while len(self._seen) > 1 and self._seen[1].at <= at - self._definition.slow:
            self._seen.popleft()
        oldest = self._seen[0].luma if self._seen else luma
        found = change(oldest, luma, self._definition)
        self._seen.append(Seen(at, luma, found.level))
        if found.moves:
            return replace(found, since=self._creep.since)
        self._creep.then(self._seen)
        if not self._creep.creeps:
            return found
        height, width = luma.plane.shape
        box = luma.region((0, 0, width, height))
        return replace(found, moves=True, share=1.0, box=box, since=self._creep.since)
