"""Where in a picture a reference may begin, told by the mean colours of large cells alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import cv2
import numpy as np

from actors.vision.pyramid import means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.pyramid import Pyramid
    from actors.vision.region import Size

Place = tuple[int, int]  # left, top

HALVINGS = 4  # at most
FEWEST = 4  # whole cells that the narrow side has, wherever they begin
# What is like the reference may differ so much from it: gamma, coding, another colour matrix.
LEVELS, SHARE = 16, 0.06  # grey levels, and the part of the mean colour
CLOSE = np.ones((9, 9), np.uint8)  # cells between places that are searched together
SAMPLE = 5_000  # means that are enough to tell where the colours are the nearest
SUM = np.ones((1, 3), np.float32)
EACH = 40_000  # pixels that could be searched in the time that it takes to begin with a part


@dataclass(frozen=True, eq=False)
class Wash:
    """The mean colour of WITHIN, the whole cells of a reference (across, down), after HALVINGS.

    least, most: of each channel, as the cells of a picture begin anywhere in the
    reference, and what is transparent in it may show anything.
    """

    halvings: int
    within: Size
    least: tuple[float, ...]
    most: tuple[float, ...]

    @property
    def middle(self) -> NDArray[np.float64]:
        """Between the least and the most, as the four channels that OpenCV asks for."""
        return np.append((np.array(self.least) + self.most) / 2, 0.0)

    @classmethod
    def of(cls, pixels: Pixels, mask: Pixels | None) -> Self:
        """Return that of a reference; MASK is 255 where it counts, None for everywhere."""
        size = pixels.shape[1], pixels.shape[0]
        halvings = next((n for n in range(HALVINGS, 0, -1) if min(_whole(size, n)) >= FEWEST), 0)
        across, down = _whole(size, halvings)
        cells = across << halvings, down << halvings
        dark, light = (_behind(pixels, mask, level) for level in (0, 255))
        least, most = means(dark, cells).min((0, 1)), means(light, cells).max((0, 1))
        return cls(
            halvings,
            (across, down),
            tuple(float(level) * (1 - SHARE) - LEVELS for level in least),
            tuple(float(level) * (1 + SHARE) + LEVELS for level in most),
        )

    def over(self, pyramid: Pyramid) -> Washed:
        """Return a picture, with the mean colour of as many cells of it, wherever they begin."""
        return Washed(self, pyramid.means(self.halvings, self.within))


@dataclass(frozen=True, eq=False)
class Washed:
    """The MEANS of a picture, in as many cells as those of WANTED, from each cell on."""

    wanted: Wash
    means: Pixels

    @cached_property
    def fits(self) -> Pixels:
        """255 for each cell from which on the means are those of the reference."""
        return cv2.inRange(self.means, self.wanted.least, self.wanted.most)

    def fits_near(self, place: Place, slack: int) -> bool:
        """Return whether the reference may begin within SLACK pixels of PLACE."""
        size = 1 << self.wanted.halvings
        (left, right), (top, bottom) = (
            (max(0, at - slack) // size, (at + slack) // size + 2) for at in place
        )
        return bool(self.fits[top:bottom, left:right].any())

    def parts(self) -> list[Region]:
        """Return in which parts of the picture the reference may begin."""
        whole = cv2.boundingRect(self.fits)
        if not whole[2]:
            return []
        parts: list[Sequence[int]] = [whole]
        if self._work(parts) > 3 * EACH:
            closed = cv2.morphologyEx(self.fits, cv2.MORPH_CLOSE, CLOSE)
            found = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
            apart = [cv2.boundingRect(each) for each in found]
            parts = min(parts, apart, key=self._work)
        return [self._begins(part) for part in parts]

    def nearest(self) -> Place:
        """Return about where in the picture the colours are the nearest."""
        every = 1 + math.isqrt(self.means.size // SAMPLE)
        off = cv2.absdiff(self.means[::every, ::every], self.wanted.middle)
        left, top = cv2.minMaxLoc(cv2.transform(off, SUM))[2]
        return left * every << self.wanted.halvings, top * every << self.wanted.halvings

    def _work(self, parts: Sequence[Sequence[int]]) -> int:
        """Return how long a search of PARTS takes, in pixels."""
        across, down = self.wanted.within
        cells = sum((part[2] + across) * (part[3] + down) for part in parts)
        return len(parts) * EACH + (cells << 2 * self.wanted.halvings)

    def _begins(self, cells: Sequence[int]) -> Region:
        """Return which pixels are less than a cell before one of CELLS, or at its begin."""
        size = 1 << self.wanted.halvings
        left, top = (max(0, at * size - size + 1) for at in cells[:2])
        right, bottom = ((cells[n] + cells[n + 2] - 1) * size + 1 for n in (0, 1))
        return left, top, right - left, bottom - top


def _whole(size: Size, halvings: int) -> Size:
    """Return how many whole cells a reference of SIZE has, wherever they begin."""
    cell = 1 << halvings
    return (size[0] - cell + 1) // cell, (size[1] - cell + 1) // cell


def _behind(pixels: Pixels, mask: Pixels | None, level: int) -> Pixels:
    return pixels if mask is None else np.where(mask[:, :, None] > 0, pixels, np.uint8(level))
