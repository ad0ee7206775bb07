"""One channel of a reference at one scale, and how promising each place of a picture is for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import cv2
import numpy as np

from actors.vision.pyramid import MIDDLE, about_0, halved
from actors.vision.region import cut

if TYPE_CHECKING:
    from actors.interface import Pixels

    Plane = Pixels
    Place = tuple[int, int]  # left, top

FLAT = 4.0  # the standard deviation, in grey levels, below which nothing tells a place from others
SMALLEST = 5  # pixels on a side that a shrunken reference must have,
TEXTURE = 36  # and pixels that count in all
ALIKE = 0.3  # what a shrunken reference must promise where its cells begin elsewhere
PROMISING = 0.2  # of 1: the promise from which a place is looked at,
KEPT = 0.5  # and what coding and noise leave of a promise at least
TONE = np.float32(12)  # grey levels by which gamma may change the mean
BRIGHTNESS = 0.25  # the weight of brightness beside shape, where both are only a hint
NONE = np.empty((0, 0), np.float32)


@dataclass(frozen=True, eq=False)
class Level:
    """One channel of a reference after HALVINGS; mask is 255 where it counts, None for everywhere.

    alike: what it promises at its own place in a picture, at worst.

    Half a cell is left out on each side, so that wherever the cells of a picture
    begin, none of those that lie nearest shows what is beyond the reference.
    """

    plane: Pixels
    mask: Pixels | None
    halvings: int = 0
    alike: float = 0.0

    @property
    def least(self) -> float:
        """The promise from which a place is looked at."""
        return max(PROMISING, KEPT * self.alike)

    @property
    def tells(self) -> bool:
        """Whether a reference can be found by this, which is what is left of it."""
        return self.alike >= ALIKE

    @property
    def inset(self) -> int:
        """How many pixels of the reference are left out on each side."""
        return 1 << self.halvings >> 1

    def shrunk(self, halvings: int) -> Self:
        """Return this, which is the full scale, after HALVINGS."""
        inset = 1 << halvings >> 1
        height, width = (size - inset for size in self.plane.shape)
        plane, mask = self._halved(self.plane[inset:height, inset:width], halvings), None
        if self.mask is not None:
            # a cell counts where none that begins up to half a cell elsewhere shows what is behind
            opaque = cv2.erode(self.mask, np.ones((2 * inset + 1,) * 2, np.uint8))
            mask = self._halved(opaque[inset:height, inset:width], halvings)
            mask = cv2.threshold(mask, 254, 255, cv2.THRESH_BINARY)[1]
        made = type(self)(plane, mask, halvings)
        return replace(made, alike=made._alike(self))

    @staticmethod
    def _halved(plane: Pixels, halvings: int) -> Pixels:
        for _ in range(halvings):
            plane = halved(plane)
        return plane

    def _alike(self, full: Self) -> float:
        """Return what this promises where FULL, which it was made of, is; 0 if that tells nothing.

        In a picture the cells begin anywhere: at worst half a cell beside those of
        the reference.
        """
        if min(self.plane.shape) < SMALLEST or self.count < TEXTURE:
            return 0.0
        if self.power < FLAT**2 * self.count:
            return 0.0
        height, width = self.plane.shape
        beside = about_0(self._halved(full.plane, self.halvings)[:height, :width])
        return float(self.promise(beside)[0, 0])

    @cached_property
    def count(self) -> int:
        """How many pixels count."""
        return self.plane.size if self.mask is None else cv2.countNonZero(self.mask)

    @cached_property
    def mean(self) -> np.float32:
        """The mean, about the middle grey."""
        return np.float32(cv2.mean(self.plane, self.mask)[0]) - MIDDLE

    @cached_property
    def shape(self) -> Plane:
        """What differs from the mean, 0 where it does not count."""
        shape = about_0(self.plane) - self.mean
        if self.mask is not None:
            shape[self.mask == 0] = 0
        return shape

    @cached_property
    def power(self) -> float:
        """By how much it differs from a flat picture: the sum of squares."""
        return float(np.vdot(self.shape, self.shape))

    def promise(self, plane: Plane) -> Plane:
        """Return how promising each place of PLANE (about 0) is: 1 for the same, 0 for a flat one.

        It is one minus the squared difference of both without their means, over
        the power; a place that is much brighter or darker promises less.
        """
        total, varied = self._varied(plane)
        return self._promised(cv2.matchTemplate(plane, self.shape, cv2.TM_CCORR), total, varied)

    def promising(self, plane: Plane) -> tuple[Plane, Place]:
        """Return the promise in the part of PLANE beyond which none is the least, and its place.

        What a place promises is at most `2r - r²`, where r² is its own power over
        that of the reference (Cauchy and Schwarz): mostly that is enough to know.
        """
        total, varied = self._varied(plane)
        left, top, width, height = cv2.boundingRect(cv2.inRange(varied, *self._powers))
        if not width:
            return NONE, (0, 0)
        across, down = width + self.shape.shape[1] - 1, height + self.shape.shape[0] - 1
        window = cut(plane, (left, top, across, down))
        along = cv2.matchTemplate(window, self.shape, cv2.TM_CCORR)
        total, varied = (cut(each, (left, top, width, height)) for each in (total, varied))
        return self._promised(along, total, varied), (left, top)

    @cached_property
    def _powers(self) -> tuple[float, float]:
        """The least and the most power of a place that may promise enough."""
        root = math.sqrt(1 - self.least)
        return self.power * (1 - root) ** 2, self.power * (1 + root) ** 2

    def _promised(self, along: Plane, total: Plane, varied: Plane) -> Plane:
        count, power = np.float32(self.count), np.float32(max(1.0, self.power))
        beyond = np.maximum(np.abs(total - count * self.mean) - count * TONE, 0)
        dark = np.float32(BRIGHTNESS) / count * beyond * beyond
        return np.asarray((2 * along - varied - dark) / power)

    def _varied(self, plane: Plane) -> tuple[Plane, Plane]:
        """Return the sum of the pixels that count, and the power of them, at each place."""
        total, squares = self._sums(plane)
        return total, squares - total * total / np.float32(self.count)

    def _sums(self, plane: Plane) -> tuple[Plane, Plane]:
        """Return the sum of the pixels that count, and of their squares, at each place."""
        if self.mask is not None:
            counts = (self.mask > 0).astype(np.float32)
            total, squares = (
                cv2.matchTemplate(p, counts, cv2.TM_CCORR) for p in (plane, plane * plane)
            )
            return total, squares
        height, width = self.plane.shape
        rows, columns = plane.shape[0] - height + 1, plane.shape[1] - width + 1
        total = cv2.boxFilter(plane, -1, (width, height), anchor=(0, 0), normalize=False)
        squares = cv2.sqrBoxFilter(
            plane, cv2.CV_32F, (width, height), anchor=(0, 0), normalize=False
        )
        return total[:rows, :columns], squares[:rows, :columns]
