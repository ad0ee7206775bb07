"""Rule out, of many references at once, those that are nowhere in their part of a frame.

Where three of nine cells are beyond the bounds of a reference, it has no likeness there
(actors/vision/outline.py).  So a few patches of nine cells are tried at all its places, each
only where those before it were right: what is left is little, and to be searched for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from actors.vision.glimpse import CELL
from actors.vision.outline import BROKEN, in_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.verdict import Region
    from actors.vision.glimpse import Glimpse
    from actors.vision.outline import Bounds, Outline
    from actors.vision.region import Size

Cells = NDArray[np.uint8]
Numbers = NDArray[np.intp]

PATCH = 3  # cells on each side
WRONG = int(BROKEN * PATCH**2)  # of them at most, where there is any likeness
PATCHES = 16  # of each reference; with twice as many hardly any more is ruled out
MOST = 400  # places; where there are more, a search tells more in less time


@dataclass(frozen=True, eq=False)
class _Tell:
    """What tells that a reference is at none of its PLACES, as numbers of cells in a frame.

    first: how many cells behind such a place each patch begins; low, high: the bounds of its cells.
    """

    places: Numbers
    first: Numbers
    low: Cells
    high: Cells


class Sieve:
    """OUTLINES of references, each in the part of a frame of SIZE where it may be."""

    def __init__(self, outlines: Sequence[tuple[Outline, Region]], size: Size) -> None:
        columns, rows = (max(1, side // CELL) for side in size)
        tells = [_tell(outline, window, (columns, rows)) for outline, window in outlines]
        self._always = np.array([tell is None for tell in tells], np.bool_)
        told = [(number, tell) for number, tell in enumerate(tells) if tell is not None]
        self._owners = np.repeat(
            [number for number, _ in told], [len(tell.places) for _, tell in told]
        ).astype(np.intp)
        self._places = np.concatenate([np.empty(0, np.intp), *(tell.places for _, tell in told)])
        shape = (PATCHES, len(tells))
        self._first = np.zeros(shape, np.intp)
        self._low, self._high = np.zeros((2, *shape, PATCH**2), np.uint8)
        for number, tell in told:
            self._first[:, number] = tell.first
            self._low[:, number], self._high[:, number] = tell.low, tell.high
        self._nine = _block(columns)

    def passes(self, seen: Glimpse) -> NDArray[np.bool_]:
        """Return for each of the references whether it may be somewhere in what is SEEN."""
        luma = np.ascontiguousarray(seen.cells[:, :, 0]).ravel()
        owners, places = self._owners, self._places
        for first, low, high in zip(self._first, self._low, self._high, strict=True):
            cells = luma.take((places + first.take(owners))[:, None] + self._nine)
            wrong = (cells < low.take(owners, axis=0)) | (cells > high.take(owners, axis=0))
            right = np.count_nonzero(wrong, axis=1) <= WRONG
            owners, places = owners[right], places[right]
        passing = self._always.copy()
        passing[owners] = True
        return passing


def _tell(outline: Outline, window: Region, frame: Size) -> _Tell | None:
    """Return what tells OUTLINE in a FRAME of so many cells; None where that is not worth it."""
    left, top, right, bottom = in_cells(window)
    across = min(right, frame[0]) - outline.cells[0] - left + 1
    down = min(bottom, frame[1]) - outline.cells[1] - top + 1
    rows, columns = outline.anywhere.low.shape[:2]
    if not 0 < across * down <= MOST or min(across, down, rows - 2, columns - 2) < 1:
        return None
    places = (np.arange(top, top + down) * frame[0])[:, None] + np.arange(left, left + across)
    return _Tell(places.ravel(), *_patches(outline.anywhere, frame[0]))


def _patches(bounds: Bounds, width: int) -> tuple[Numbers, Cells, Cells]:
    """Return where patches all over BOUNDS begin in a frame of WIDTH, and their bounds."""
    rows, columns = bounds.low.shape[:2]
    free = bounds.ignored if bounds.ignored is not None else np.zeros((rows, columns), np.uint8)
    low = np.where(free > 0, np.uint8(0), bounds.low[:, :, 0]).ravel()
    high = np.where(free > 0, np.uint8(255), bounds.high[:, :, 0]).ravel()
    corners = [(y, x) for y in range(0, rows - 2, PATCH) for x in range(0, columns - 2, PATCH)]
    spread = np.linspace(0, len(corners) - 1, PATCHES).round().astype(int)
    y, x = np.array(corners)[spread].T
    cells = (y * columns + x)[:, None] + _block(columns)
    before = bounds.first[1] // CELL * width + bounds.first[0] // CELL
    return before + y * width + x, low[cells], high[cells]


def _block(width: int) -> Numbers:
    """Return how far behind the first cell of a patch each one is, in rows of WIDTH."""
    return (np.arange(PATCH)[:, None] * width + np.arange(PATCH)).ravel()
