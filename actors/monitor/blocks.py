"""When macroblocks of the picture are damaged, as lost and broken packets leave them.

What a decoder patches together has short straight edges on the grid of the coding that
were not there before: they are sharp by one pixel, where what is filmed and then coded is
not, and short, where lines that an interface draws are long.  Edges of the same form off
the grid tell how much of that the picture itself has, and the pictures before how much of
it the coding has without any damage.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from actors.monitor.definitions import STANDARD, Blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Edges = tuple[NDArray[np.uint8], NDArray[np.uint8]]  # upright and level ones, a pixel a piece

GRID = 8  # pixels; of H.264, HEVC and MPEG-2 alike
OFF = 3, 5  # pixels from the grid, and from that of 4 pixels within it
LONGEST = 4  # pieces of an edge, each as long as the grid is wide; beyond it is a drawn line
USUAL = 3.0  # times as many as usual are damage
NEAR = np.ones((3, 3), np.uint8)


class BlocksDetector:
    """Tells since when the picture is damaged.

    since: when the first of the damaged pictures was shown that come one soon after the
    other; None where there are none.
    share: the part of the grid's pieces on which the last picture has edges of damage.
    """

    def __init__(self, definition: Blocks = STANDARD.blocks) -> None:
        self.since: float | None = None
        self.share = 0.0
        self._definition = definition
        self._before: _Picture | None = None
        self._usual: deque[float] = deque(maxlen=definition.memory)
        self._damaged: deque[float] = deque()  # when the damaged pictures of late were shown
        self._cut = -np.inf  # when the last cut was

    def then(self, plane: NDArray[np.uint8], at: float) -> None:
        """Take in the brightness of a picture, at its own size, that is shown AT a time."""
        picture, before = _Picture.of(plane), self._before
        self._before = picture
        if before is None or picture.is_cut_from(before):
            self._cut = at
        if before is None or at - self._cut < self._definition.settling:
            return  # the first pictures after a cut are coarse
        self.share = max(0.0, picture.new_since(before))
        usual = median(self._usual) if len(self._usual) >= self._definition.least else np.inf
        self._usual.append(self.share)
        if self.share > max(self._definition.share, USUAL * usual):
            self._damaged.append(at)
        self._judge(at)

    def _judge(self, at: float) -> None:
        while self._damaged and at - self._damaged[0] > self._definition.within:
            self._damaged.popleft()
        if not self._damaged:
            self.since = None
        elif self.since is None and len(self._damaged) >= self._definition.pictures:
            self.since = self._damaged[0]


@dataclass(frozen=True, eq=False)
class _Picture:
    """The short edges of a picture: on the grid, and for each of OFF; and itself, small."""

    on: Edges
    off: tuple[Edges, ...]
    small: NDArray[np.uint8]

    @classmethod
    def of(cls, plane: NDArray[np.uint8]) -> _Picture:
        size = max(1, plane.shape[1] // GRID), max(1, plane.shape[0] // GRID)
        small = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
        levels = plane.astype(np.int16)
        turned = np.ascontiguousarray(levels.T)
        on, *off = ((_edges(levels, x), _edges(turned, x)) for x in (0, *OFF))
        return cls(on, tuple(off), small)

    def is_cut_from(self, before: _Picture) -> bool:
        """Tell whether most of it is another than before."""
        if self.small.shape != before.small.shape:
            return True
        apart = cv2.absdiff(self.small, before.small)
        return float(np.median(apart)) >= STANDARD.motion.everywhere

    def new_since(self, before: _Picture) -> float:
        """Return how much more new edges are on the grid than off it, as part of all pieces."""
        on = _new(before.on, self.on)
        off = max(_new(*both) for both in zip(before.off, self.off, strict=True))
        return (on - 2 * off) / max(1, sum(edges.size for edges in self.on))


def _edges(levels: NDArray[np.int16], off: int) -> NDArray[np.uint8]:
    """Return 1 where an upright edge of one pixel is, OFF the grid, that is no part of a line."""
    rows = levels.shape[0] // GRID * GRID
    columns = np.arange(GRID + off, levels.shape[1] - 1, GRID)
    step = _pieces(levels, columns, rows=rows)
    beside = np.maximum(
        _pieces(levels, columns - 1, rows=rows), _pieces(levels, columns + 1, rows=rows)
    )
    definition = STANDARD.blocks
    sharp = (step > definition.level) & (step > definition.times * beside + 2)
    edges = sharp.astype(np.uint8)
    lines = cv2.morphologyEx(edges, cv2.MORPH_OPEN, np.ones((LONGEST + 1, 1), np.uint8))
    return np.asarray(cv2.subtract(edges, lines), np.uint8)


def _pieces(levels: NDArray[np.int16], columns: NDArray[Any], *, rows: int) -> NDArray[Any]:
    """Return the mean step from the pixel on the left of COLUMNS, for each GRID rows."""
    steps = np.abs(levels[:rows, columns] - levels[:rows, columns - 1])
    return np.asarray(steps.reshape(rows // GRID, GRID, -1).mean(axis=1))


def _new(before: Edges, after: Edges) -> int:
    """Return how many edges AFTER were not near there BEFORE."""
    pairs = zip(before, after, strict=True)
    return sum(cv2.countNonZero(cv2.subtract(new, cv2.dilate(old, NEAR))) for old, new in pairs)
