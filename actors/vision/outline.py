"""Rule out, from a glimpse of a frame, where a reference cannot be.

A place is ruled out where a cell lies beyond what the reference has within a
pixel or two of it, and what coding, noise, a slight blur or gamma add to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from cv2.typing import MatLike as Plane

from actors.vision.glimpse import CELL
from actors.vision.region import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.glimpse import Glimpse
    from actors.vision.template import Template

Place = tuple[int, int]  # left, top; pixels of the size that references are cut at

FOUND = 1  # pixels by which a picture may have moved since the reference was found in it,
SEARCHED = CELL // 2  # and by which a place that was searched for in cells may be off
BROKEN = 0.25  # the part of 3x3 cells that must be wrong for them to show something else
PEAKS = 3  # the places that a search looks at,
ALIKE = 0.4  # and the correlation below which it looks at none
CORE = 32  # cells; of a larger reference this much is enough to find the place

# What may happen to a cell of luma, red and blue difference: levels, and a part of its strength.
LEVELS = np.array([8, 12, 12], np.float32)
SHARE = 0.1
MIDDLE = np.array([0, 128, 128], np.float32)


@dataclass(frozen=True, order=True)
class Hint:
    """How much a reference may be at PLACE, 0 to 1.

    likeness: as `actors.vision.likeness` counts it, about; seldom less than that.
    agreeing: the part of it that agrees; orders what is not like it at all.
    """

    likeness: float
    agreeing: float
    place: Place


@dataclass(frozen=True, eq=False)
class Bounds:
    """The cells of a reference are from LOW to HIGH, but where they are IGNORED (255).

    first: the pixels from the corner of the reference to that of its first cell.
    """

    low: Pixels
    high: Pixels
    ignored: Pixels | None
    first: Place

    def hint(self, seen: Glimpse, place: Place) -> Hint:
        """Return what is to be seen of the reference at PLACE."""
        if not self.low.size:
            return Hint(1.0, 0.0, place)  # it is too small to be ruled out
        left, top = (round((p + f) / CELL) for p, f in zip(place, self.first, strict=True))
        part = cut(seen.cells, (left, top, self.low.shape[1], self.low.shape[0]))
        if min(left, top) < 0 or part.shape != self.low.shape:
            return Hint(0.0, 0.0, place)
        right = cv2.inRange(part, self.low, self.high)
        if self.ignored is not None:
            right = cv2.bitwise_or(right, self.ignored)
        agreeing = cv2.countNonZero(right) / right.size
        return Hint(_likeness(right, agreeing), agreeing, place)


class Outline:
    """A reference, ready to be ruled out at a place, or searched for.

    anywhere: its bounds at every place that is a whole number of cells.
    """

    def __init__(self, template: Template) -> None:
        self.size = template.size
        self._template = template
        self.anywhere = self._bounds((0, 0), SEARCHED)
        self._plane, cells, counting = _sample(template)
        self._core = _core(cells, counting)
        self._cells = cut(cells, self._core)
        self._counting = None if counting is None else cut(counting, self._core)
        self.cells = cells.shape[1], cells.shape[0]  # columns and rows
        # how many cells there are before and after the core
        self._before = self._core[:2]
        self._after = (
            cells.shape[1] - self._core[0] - self._core[2],
            cells.shape[0] - self._core[1] - self._core[3],
        )

    def at(self, place: Place) -> Bounds:
        """Return the bounds of what was found at PLACE."""
        return self._bounds(place, FOUND)

    def search(self, seen: Glimpse, window: Region) -> Hint:
        """Return the best hint of where in WINDOW it is."""
        left, top, right, bottom = in_cells(window)
        part = seen.cells[
            top + self._before[1] : bottom - self._after[1],
            left + self._before[0] : right - self._after[0],
            self._plane,
        ]
        if not _fits(self._cells, part):
            return Hint(1.0, 0.0, window[:2])  # too little is seen of it to rule it out
        scores = cv2.matchTemplate(
            np.ascontiguousarray(part), self._cells, cv2.TM_CCOEFF_NORMED, mask=self._counting
        )
        best = Hint(0.0, 0.0, window[:2])
        for x, y in _peaks(np.where(np.isfinite(scores), scores, np.float32(-1))):
            best = max(best, self.anywhere.hint(seen, ((left + x) * CELL, (top + y) * CELL)))
            if best.likeness == 1:
                break
        return best

    def _bounds(self, place: Place, reach: int) -> Bounds:
        """Return the bounds of the cells that lie within, wherever in REACH pixels it moves."""
        first = _first(place[0], reach), _first(place[1], reach)
        cells, mask = _means(self._template), self._template.mask
        near = np.ones((2 * reach + 1,) * 2, np.uint8)
        low = _every(cv2.erode(cells, near), first, reach).astype(np.float32)
        high = _every(cv2.dilate(cells, near), first, reach).astype(np.float32)
        slack = LEVELS + SHARE * np.maximum(np.abs(low - MIDDLE), np.abs(high - MIDDLE))
        whole = None if mask is None else _every(_whole(mask, reach), first, reach)
        ignored = None if whole is None else cv2.bitwise_not(whole)
        return Bounds(_levels(low - slack), _levels(high + slack), ignored, first)


def _likeness(right: Plane, agreeing: float) -> float:
    if (
        agreeing == 1 or agreeing < 1 - BROKEN
    ):  # all of it is right, or more than a patch may be is wrong
        return float(agreeing == 1)
    share = cv2.boxFilter(right, -1, (3, 3), borderType=cv2.BORDER_REPLICATE)
    return max(0.0, 1 - (1 - cv2.minMaxLoc(share)[0] / 255) / BROKEN)


def _means(template: Template) -> Pixels:
    """Return the mean of the cell that begins at each pixel."""
    planes = cv2.cvtColor(template.pixels, cv2.COLOR_BGR2YCrCb)
    return cv2.blur(planes, (CELL, CELL), anchor=(0, 0))


def _whole(mask: Pixels, reach: int) -> Pixels:
    """Return 255 for the cells that count, and so do REACH pixels around them."""
    return cv2.erode(mask, np.ones((CELL + 2 * reach,) * 2, np.uint8), anchor=(reach, reach))


def _every(cells: Plane, first: Place, reach: int) -> Plane:
    """Return every fourth of CELLS, from FIRST to the last that lies within."""
    last = 1 - CELL - reach
    return np.ascontiguousarray(cells[first[1] : last : CELL, first[0] : last : CELL])


def _first(place: int, reach: int) -> int:
    """Return how far behind PLACE the first cell of the frame begins, at least REACH pixels."""
    first = -place % CELL
    return first if first >= reach else first + CELL


def _sample(template: Template) -> tuple[int, Plane, Plane | None]:
    """Return what is searched for: the plane with most contrast, its cells, and which count."""
    cells, mask = _every(_means(template), (0, 0), 0), template.mask
    counting = None if mask is None else _every(_whole(mask, 0), (0, 0), 0)
    inner = cells.reshape(-1, 3) if counting is None else cells[counting > 0]
    plane = int(np.argmax(inner.std(axis=0))) if inner.size else 0
    return plane, np.ascontiguousarray(cells[:, :, plane]), counting


def _core(cells: Plane, counting: Plane | None) -> Region:
    """Return the part with the most texture, at most CORE cells wide and high.

    The rim is no part of it: half of it is beyond the reference at some places.
    """
    height, width = cells.shape
    rim = int(min(width, height) >= 6)
    size = min(CORE, width - 2 * rim), min(CORE, height - 2 * rim)
    texture = cv2.absdiff(cells, cv2.blur(cells, (3, 3))).astype(np.float32)
    if counting is not None:
        texture[counting == 0] = 0
    sums = cv2.boxFilter(texture, -1, size, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    inner = sums[rim : height - rim - size[1] + 1, rim : width - rim - size[0] + 1]
    left, top = cv2.minMaxLoc(inner)[3]
    return left + rim, top + rim, *size


def _levels(values: Plane) -> Pixels:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def in_cells(window: Region) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the cells that WINDOW touches."""
    left, top, width, height = window
    return left // CELL, top // CELL, -(-(left + width) // CELL), -(-(top + height) // CELL)


def _fits(wanted: Plane, part: Plane) -> bool:
    enough = part.shape[0] >= wanted.shape[0] and part.shape[1] >= wanted.shape[1]
    return bool(wanted.size) and enough


def _peaks(scores: Plane) -> Iterator[Place]:
    """Yield the highest places of SCORES, which it digs away, the highest first."""
    for _ in range(PEAKS):
        _, best, _, (left, top) = cv2.minMaxLoc(scores)
        if best < ALIKE:
            return
        yield left, top
        scores[max(0, top - 1) : top + 2, max(0, left - 1) : left + 2] = -1
