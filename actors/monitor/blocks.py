"""When macroblocks of the picture are damaged, as lost and broken packets leave them.

What a decoder patches together has corners on the grid of the coding that were not there
before: two edges, sharp by one pixel, that meet where macroblocks do.  What is filmed and then
coded hardly has any.  What has squares of its own, such as an upscaled picture or grain, has as
many corners off the grid; and an interface whose tiles lie on the grid has many that stay.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from actors.monitor.definitions import STANDARD, Blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Marks = NDArray[np.uint8]  # 1 where something is

GRID = 8  # pixels; of H.264, HEVC and MPEG-2 alike
OFF = 2, 3, 4, 5  # pixels from the grid: of transforms, of pictures that were scaled, of chance
SKIP = 2  # every second pixel along an edge tells as much as each of them
PIECE = GRID // SKIP  # pixels that are looked at along a piece of an edge, as long as GRID
NEAR = np.ones((3, 3), np.uint8)


class BlocksDetector:
    """Tells since when the picture is damaged.

    since: when the first of the damaged pictures was shown that come one soon after the
    other; None where there are none.
    share: how many corners of damage the last picture has, as part of the grid's crossings.
    """

    def __init__(self, definition: Blocks = STANDARD.blocks) -> None:
        self.since: float | None = None
        self.share = 0.0
        self._definition = definition
        self._before: _Picture | None = None
        self._usual: deque[float] = deque(maxlen=definition.memory)
        self._damaged: deque[float] = deque()  # when the damaged pictures of late were shown
        self._cut = self._fresh = -np.inf  # when the last cut was, and the last new damage
        self._settled = -np.inf  # when pictures are fine again after a cut

    def then(self, plane: NDArray[np.uint8], at: float) -> None:
        """Take in the brightness of a picture, at its own size, that is shown AT a time."""
        picture, before = _Picture.of(plane, self._definition), self._before
        self._before = picture
        self._forget(at)
        if before is None or picture.is_of_another_size_than(before):
            self._usual.clear()
            self._settled = at
        else:
            self._settle(at, is_cut=picture.is_cut_from(before))
            self._look(picture, before, at)
        if at - self._fresh > self._definition.within:  # what stays becomes usual
            self._usual.append(picture.on_grid)

    def _settle(self, at: float, *, is_cut: bool) -> None:
        """Give the pictures after a cut time to become fine; a cut at each of them is damage."""
        if not is_cut:
            return
        if at - self._cut > self._definition.settling:
            self._settled = at + self._definition.settling
        self._cut = at

    def _look(self, picture: _Picture, before: _Picture, at: float) -> None:
        """Count what is new, and for a while after that also what is left of it."""
        usual = median(self._usual) if self._usual else 0.0
        needed = max(self._definition.share, self._definition.least / picture.crossings)
        self.share = max(0.0, picture.new_since(before) - usual)
        if self.share > needed:
            self._fresh = at
        is_recent = at - self._fresh <= self._definition.within
        left = picture.excess - usual if is_recent else 0.0
        if at >= self._settled and max(self.share, left) > needed:
            self._damaged.append(at)
            self._judge()

    def _judge(self) -> None:
        if self.since is None and len(self._damaged) >= self._definition.pictures:
            self.since = self._damaged[0]

    def _forget(self, at: float) -> None:
        while self._damaged and at - self._damaged[0] > self._definition.within:
            self._damaged.popleft()
        if not self._damaged:
            self.since = None


@dataclass(frozen=True, eq=False)
class _Picture:
    """Where sharp edges meet in a picture: on the grid, and for each of OFF; and itself, small."""

    corners: tuple[Marks, ...]
    small: NDArray[np.uint8]

    @classmethod
    def of(cls, plane: NDArray[np.uint8], definition: Blocks) -> _Picture:
        size = max(1, plane.shape[1] // GRID), max(1, plane.shape[0] // GRID)
        small = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
        upright = _edges(plane[::SKIP], definition)
        turned = np.asarray(cv2.transpose(np.ascontiguousarray(plane[:, ::SKIP])), np.uint8)
        level = _edges(turned, definition)
        return cls(tuple(_corners(upright, level, off) for off in (0, *OFF)), small)

    @property
    def crossings(self) -> int:
        """How many places there are where lines of the grid cross."""
        return max(1, self.corners[0].size)

    @property
    def on_grid(self) -> float:
        """How many corners are on the grid, as part of its crossings."""
        return cv2.countNonZero(self.corners[0]) / self.crossings

    @property
    def excess(self) -> float:
        """How many more of them there are than off the grid."""
        return self._more(self.corners)

    def new_since(self, before: _Picture) -> float:
        """Return by how much the corners on the grid that were not near there before exceed."""
        pairs = zip(self.corners, before.corners, strict=True)
        return self._more([cv2.subtract(new, cv2.dilate(old, NEAR)) for new, old in pairs])

    def _more(self, corners: Sequence[NDArray[Any]]) -> float:
        on, *off = map(cv2.countNonZero, corners)
        return (on - 2 * max(off)) / self.crossings

    def is_of_another_size_than(self, before: _Picture) -> bool:
        """Tell whether nothing can be compared."""
        return self.small.shape != before.small.shape

    def is_cut_from(self, before: _Picture) -> bool:
        """Tell whether most of it is another than before."""
        apart = cv2.absdiff(self.small, before.small)
        return float(np.median(apart)) >= STANDARD.motion.everywhere


def _edges(rows: NDArray[np.uint8], definition: Blocks) -> Marks:
    """Return where an upright edge of one pixel is left of a column, for each PIECE of ROWS."""
    high = len(rows) // PIECE
    steps = cv2.absdiff(rows[: high * PIECE, 1:], rows[: high * PIECE, :-1])
    sums = steps.reshape(high, PIECE, -1).sum(axis=1, dtype=np.uint16)
    beside = np.maximum(sums[:, :-2], sums[:, 2:])
    least = np.maximum(definition.times * beside + 2 * PIECE, definition.level * PIECE)
    return np.pad((sums[:, 1:-1] > least).view(np.uint8), ((0, 0), (2, 1)))


def _corners(upright: Marks, level: Marks, off: int) -> Marks:
    """Return where edges of both kinds meet, OFF the crossings of the grid."""
    across = upright[:, GRID + off :: GRID]
    down = level[:, GRID + off :: GRID].T
    high, wide = min(len(across) - 1, len(down)), min(across.shape[1], down.shape[1] - 1)
    ends = across[:high, :wide] | across[1 : high + 1, :wide]
    return np.ascontiguousarray(ends & (down[:high, :wide] | down[:high, 1 : wide + 1]))
