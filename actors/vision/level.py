"""One channel of a reference at one scale, and how promising each place of a picture is for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import cv2
import numpy as np

from actors.vision.pyramid import MIDDLE, about_0, halved

if TYPE_CHECKING:
    from actors.interface import Pixels

    Plane = Pixels

FLAT = 4.0  # the standard deviation, in grey levels, below which nothing tells a place from others
SMALLEST = 5  # pixels on a side that a shrunken reference must have,
TEXTURE = 36  # and pixels that count in all
ALIKE = 0.3  # what a shrunken reference must promise where its cells begin elsewhere
TONE = np.float32(12)  # grey levels by which gamma may change the mean
BRIGHTNESS = 0.25  # the weight of brightness beside shape, where both are only a hint


@dataclass(frozen=True, eq=False)
class Level:
    """One channel of a reference after HALVINGS; mask is 255 where it counts, None for everywhere.

    Half a cell is left out on each side, so that wherever the cells of a picture
    begin, none of those that lie nearest shows what is beyond the reference.
    """

    plane: Pixels
    mask: Pixels | None
    halvings: int = 0

    @property
    def inset(self) -> int:
        """How many pixels of the reference are left out on each side."""
        return 1 << self.halvings >> 1

    def shrunk(self, halvings: int) -> Self:
        """Return this, which is the full scale, after HALVINGS."""
        inset = 1 << halvings >> 1
        height, width = (size - inset for size in self.plane.shape)
        made = self._halved(self.plane[inset:height, inset:width], halvings)
        if self.mask is None:
            return type(self)(made, None, halvings)
        # a cell counts where none that begins up to half a cell elsewhere shows what is behind
        opaque = cv2.erode(self.mask, np.ones((2 * inset + 1,) * 2, np.uint8))
        mask = self._halved(opaque[inset:height, inset:width], halvings)
        return type(self)(made, cv2.threshold(mask, 254, 255, cv2.THRESH_BINARY)[1], halvings)

    @staticmethod
    def _halved(plane: Pixels, halvings: int) -> Pixels:
        for _ in range(halvings):
            plane = halved(plane)
        return plane

    def tells(self, full: Self) -> bool:
        """Return whether FULL can be found by this, which is what is left of it.

        In a picture the cells begin anywhere: at worst half a cell beside those of
        the reference, which must still promise something there.
        """
        if min(self.plane.shape) < SMALLEST or self.count < TEXTURE:
            return False
        if self.power < FLAT**2 * self.count:
            return False
        height, width = self.plane.shape
        beside = about_0(self._halved(full.plane, self.halvings)[:height, :width])
        counts = 1 if self.mask is None else self.mask > 0
        sums = np.vdot(self.shape, beside), np.sum(beside * counts), np.sum(beside**2 * counts)
        return float(self._promised(*(np.asarray(each) for each in sums))) >= ALIKE

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
        along = cv2.matchTemplate(plane, self.shape, cv2.TM_CCORR)
        return self._promised(along, *self._sums(plane))

    def _promised(self, along: Plane, total: Plane, squares: Plane) -> Plane:
        mean = total / np.float32(self.count)
        beyond = np.maximum(np.abs(mean - self.mean) - TONE, 0)
        scores = 2 * along - squares + total * mean
        dark = np.float32(BRIGHTNESS * self.count) * beyond * beyond
        return np.asarray((scores - dark) / np.float32(self.power))

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
