"""A part of a reference at any scale, in as few cells as it can be found by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.vision.level import Level
from actors.vision.pyramid import halved
from actors.vision.region import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.pyramid import Pyramid
    from actors.vision.template import Template

Place = tuple[float, float]  # left, top

NEAR = np.ones((3, 3), np.uint8)
CELLS = 5  # across the narrow side: the fewest by which a place is found
FARTHEST = (-2, -2, -0.05), (2, 2, 0.05)  # cells, cells and part of the scale, in one step
PLACES = 3  # at each scale
NOTHING = -9.0  # promises less than any place does
SLACK = 2  # cells by which a guess may be off after the scale is doubled


@dataclass(frozen=True)
class Guess:
    """About where the reference begins (left, top; pixels), at what SCALE, and its promise.

    halvings: those of the picture in which it was found.
    """

    promise: float
    scale: float
    place: Place
    halvings: int


class Sketch:
    """The PART of a reference, to be looked for at any scale."""

    def __init__(self, wanted: Template, part: Region) -> None:
        self.wanted, self.part = wanted, part
        mask = None if wanted.mask is None else cut(wanted.mask, part)
        self._sizes = [(cut(wanted.full.plane, part), mask)]

    def best(
        self, pyramid: Pyramid, scale: float, halvings: int, *, near: Guess | None = None
    ) -> Iterator[Guess]:
        """Yield the most promising place at SCALE after HALVINGS, if it fits at all.

        near: where to look; everywhere if it is not given, and then for more places.
        """
        level = self._level(scale, halvings)
        plane: Pixels = pyramid.plane(self.wanted.channel, halvings)
        height, width = level.plane.shape
        left = top = 0
        if near:
            left, top = (
                max(0, round(at) - SLACK) for at in self._cell(near.place, scale, halvings)
            )
            plane = cut(plane, (left, top, width + 2 * SLACK, height + 2 * SLACK))
        if min(height, width) < CELLS or plane.shape[0] < height or plane.shape[1] < width:
            return
        if level.power <= 0:
            return
        promises = level.promise(plane)
        for _ in range(1 if near else PLACES):
            _, promise, _, (x, y) = cv2.minMaxLoc(promises)
            yield Guess(promise, scale, self._place((left + x, top + y), scale, halvings), halvings)
            promises[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2] = NOTHING

    def fitted(self, pyramid: Pyramid, guess: Guess, halvings: int) -> Guess:
        """Return GUESS moved and grown so that it fits best: one step of Gauss and Newton."""
        level = self._level(guess.scale, halvings)
        at = [max(0, round(cell)) for cell in self._cell(guess.place, guess.scale, halvings)]
        plane = cut(pyramid.plane(self.wanted.channel, halvings), (*at, *level.plane.shape[::-1]))
        if plane.shape != level.plane.shape:
            return guess
        across, down, growth = _movement(plane, level)
        scale = guess.scale * (1 + growth)
        place = self._place((at[0] + across, at[1] + down), scale, halvings)
        return replace(guess, scale=scale, place=place)

    def _place(self, cell: tuple[float, float], scale: float, halvings: int) -> Place:
        """Return where the reference begins when the sketch, half a cell inside, is at CELL."""
        left, top = ((at - 0.5) * 2**halvings for at in cell)
        return left - scale * self.part[0], top - scale * self.part[1]

    def _cell(self, place: Place, scale: float, halvings: int) -> Place:
        left, top = place[0] + scale * self.part[0], place[1] + scale * self.part[1]
        return left / 2**halvings + 0.5, top / 2**halvings + 0.5

    def _level(self, scale: float, halvings: int) -> Level:
        """Return the part at SCALE after HALVINGS, without half a cell on each side."""
        ratio, source = scale / 2**halvings, 0
        while ratio <= 0.5:
            ratio, source = 2 * ratio, source + 1
        while len(self._sizes) <= source:
            self._sizes.append(_halved(*self._sizes[-1]))
        plane, mask = self._sizes[source]
        made = _resampled(plane, ratio)
        if mask is None:
            return Level(made, None, halvings)
        opaque = cv2.inRange(_resampled(mask, ratio), 254, 255)
        return Level(made, cv2.erode(opaque, NEAR), halvings)


def _halved(plane: Pixels, mask: Pixels | None) -> tuple[Pixels, Pixels | None]:
    return halved(plane), None if mask is None else halved(mask)


def _movement(plane: Pixels, level: Level) -> list[float]:
    """Return by how much LEVEL must be moved across, down, and grow to lie on PLANE."""
    across = cv2.Sobel(level.shape, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(level.shape, cv2.CV_32F, 0, 1, scale=1 / 8)
    rows, columns = np.indices(plane.shape, np.float32) + 1  # from where the part begins
    slopes = np.stack([across, down, across * columns + down * rows])
    if level.mask is not None:
        slopes *= level.mask > 0
    slopes = slopes.reshape(3, -1)
    off = level.shape - (plane - np.float32(cv2.mean(plane, level.mask)[0]))
    moved = np.linalg.lstsq(slopes @ slopes.T, slopes @ off.ravel(), rcond=None)[0]
    return [float(each) for each in np.clip(moved, *FARTHEST)]


def _resampled(plane: Pixels, ratio: float) -> Pixels:
    """Return PLANE at RATIO of its size, without half a pixel on each side."""
    height, width = (max(1, int(side * ratio) - 1) for side in plane.shape)
    begin = 1 / ratio - 0.5  # where the middle of the first pixel is
    by = np.array([[1 / ratio, 0, begin], [0, 1 / ratio, begin]], np.float32)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, by, (width, height), flags=how, borderMode=cv2.BORDER_REPLICATE)
