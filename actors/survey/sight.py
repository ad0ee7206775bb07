"""What a device showed once it had come to rest, in cells, and how two of these differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.interface import Frame
from actors.vision.pyramid import halved

if TYPE_CHECKING:
    from actors.interface import Pixels

ACROSS, DOWN = 80, 45  # cells of a picture, of which each is 16x16 pixels at 720p
SIDE = 4  # pixels of the small picture that make a cell; each is the mean of 4x4 at 720p
LEVEL = 16  # grey levels, in any channel, that noise and coding do not change such a mean by
RESTLESS = 0.5  # the part of the cells that move where a video fills the picture

Cells = NDArray[np.bool_]  # DOWN x ACROSS


@dataclass(frozen=True, eq=False)
class Sight:
    """A FRAME that was shown at rest; MOVING cells went on moving all the same.

    answered: seconds until the picture began to change after a key, if it did.
    """

    frame: Frame
    moving: Cells
    answered: float | None = None

    @cached_property
    def small(self) -> Pixels:
        """The frame in four pixels for each side of a cell."""
        return small(self.frame.pixels)

    @cached_property
    def detailed(self) -> Cells:
        """The cells that are not of one colour."""
        return detailed(self.small)

    @property
    def is_full(self) -> bool:
        """Whether the frame is as it was seen."""
        return self.frame.size != (ACROSS * SIDE, DOWN * SIDE)

    def reduced(self) -> Sight:
        """Return the same with only as much of the frame as is compared."""
        return Sight(Frame(self.small, self.frame.at), self.moving)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen, as on a device that sleeps."""
        return not (self.detailed.any() or self.moving.any())

    @property
    def is_restless(self) -> bool:
        """Whether most of it moves, as in a player."""
        return float(self.moving.mean()) >= RESTLESS


@dataclass(frozen=True)
class Comparison:
    """How two sights compare: COMPARED cells with detail, ALIKE of which are the same.

    differing: all cells that are not the same, with detail or not.
    """

    compared: int
    alike: int
    differing: int

    @property
    def likeness(self) -> float:
        """The part of the detail that is the same, 0 to 1; 0 where there is none to compare."""
        return self.alike / self.compared if self.compared else 0.0


def compare(one: Sight, other: Sight, ignored: Cells | None = None) -> Comparison:
    """Return how alike two sights are, but for what moves in either and what is IGNORED."""
    counts = ~(one.moving | other.moving)
    if ignored is not None:
        counts &= ~ignored
    apart = differing(one.small, other.small) & counts
    detail = (one.detailed | other.detailed) & counts
    compared = int(np.count_nonzero(detail))
    alike = compared - int(np.count_nonzero(detail & apart))
    return Comparison(compared, alike, int(np.count_nonzero(apart)))


def small(pixels: Pixels) -> Pixels:
    """Return PIXELS in SIDE x SIDE for each cell, whatever their shape."""
    while pixels.shape[1] >= 2 * ACROSS * SIDE and pixels.shape[0] >= 2 * DOWN * SIDE:
        pixels = halved(pixels)  # several times as fast as in one step
    return cv2.resize(pixels, (ACROSS * SIDE, DOWN * SIDE), interpolation=cv2.INTER_AREA)


def differing(one: Pixels, other: Pixels) -> Cells:
    """Return the cells in which two small pictures differ by more than noise."""
    rows = cv2.absdiff(one, other).reshape(DOWN, SIDE, -1).max(axis=1)
    return np.asarray(rows.reshape(DOWN, ACROSS, -1).max(axis=2) > LEVEL)


def detailed(small: Pixels) -> Cells:
    """Return the cells of a SMALL picture that are not of one colour."""
    parts = small.reshape(DOWN, SIDE, ACROSS, SIDE, 3)
    spread = parts.max(axis=(1, 3)).astype(np.int16) - parts.min(axis=(1, 3))
    return np.asarray((spread > LEVEL).any(axis=2))


def steady(sights: Iterable[Sight]) -> Cells:
    """Return the cells that are the same in all SIGHTS, and move in none."""
    first, *others = sights
    same = ~first.moving
    for other in others:
        same &= ~(differing(first.small, other.small) | other.moving)
    return same
