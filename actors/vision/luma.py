"""What moves from picture to picture, beyond what noise and coding change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

SHRINK = 4
LEVELS = 6  # grey levels, more than noise and key frames change in a shrunk and blurred picture


def small_luma(picture: Pixels) -> Pixels:
    """Return the brightness of PICTURE at a quarter of its size, slightly blurred."""
    height, width = picture.shape[:2]
    size = max(1, width // SHRINK), max(1, height // SHRINK)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.GaussianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), (3, 3), 0)


def difference(before: Pixels, after: Pixels) -> tuple[float, Region | None]:
    """Return which part of two lumas differs, 0 to 1, and the box around it in their pixels.

    Lumas of two shapes differ everywhere.
    """
    if before.shape != after.shape:
        return 1.0, (0, 0, after.shape[1], after.shape[0])
    differs = cv2.threshold(cv2.absdiff(before, after), LEVELS, 255, cv2.THRESH_BINARY)[1]
    count = cv2.countNonZero(differs)
    if not count:
        return 0.0, None
    left, top, width, height = cv2.boundingRect(differs)
    return count / differs.size, (left, top, width, height)


@dataclass(frozen=True, eq=False)
class Movement:
    """What has moved in the pictures seen so far.

    moves: the part, 0 to 1, that changed at each move; later pictures are
    compared with the one at the last move, so that what is slow adds up.
    rest: the most that has changed since.
    box: where it changed most lately, in pixels of the luma.
    """

    threshold: float
    pictures: int = 0
    moves: tuple[float, ...] = ()
    rest: float = 0.0
    box: Region | None = None
    held: Pixels | None = None

    def then(self, luma: Pixels) -> Movement:
        """Return the movement with one more picture seen."""
        seen = replace(self, pictures=self.pictures + 1)
        if self.held is None:
            return replace(seen, held=luma)
        share, box = difference(self.held, luma)
        if share < self.threshold:
            return replace(seen, rest=max(self.rest, share), box=self.box or box)
        return replace(seen, moves=(*self.moves, share), rest=0.0, box=box, held=luma)

    @property
    def score(self) -> float:
        """The second most that changed at once; of two pictures, what differs between them.

        A cut, or a key frame that looks sharper than the picture before, comes once.
        """
        most = sorted((*self.moves, self.rest, 0.0), reverse=True)
        return most[0] if self.pictures == 2 else most[1]
