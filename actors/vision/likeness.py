"""How alike a reference and one place of the picture are, in shape, brightness and colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.vision.fit import fitted
from actors.vision.pyramid import halved

if TYPE_CHECKING:
    from actors.interface import Pixels

SAME = 4  # grey levels in any channel: less than what the tolerances below allow at least
BROKEN = 0.25  # the part of a patch that must be wrong for the patch to show something else
RIM = 2  # pixels at the border, which half show what is beyond it after a shift or coding
NEAR = np.ones((3, 3), np.uint8)
CODED = (3, 3), 0.0  # a Gaussian, size and sigma (pixels): as smooth as coding leaves brightness,
SOFT = (5, 5), 0.95  # and as linear interpolation leaves it


@dataclass(frozen=True)
class Tolerance:
    """What coding, noise and a slight blur may change in a plane.

    levels, share: grey levels, and the part of the plane's own strength, which
    is counted from ZERO.
    near: pixels by which structure may move.  patch: pixels, across and down.
    """

    levels: float
    share: float
    zero: int
    near: float
    patch: int

    def limits(self, factor: float = 1.0) -> NDArray[np.uint8]:
        """Return what is allowed for each value of the plane, with FACTOR times the levels."""
        strength = np.abs(np.arange(256) - self.zero)
        return np.rint(factor * self.levels + self.share * strength).astype(np.uint8)


# Half a pixel is what sampling may change (Birchfield and Tomasi 1998); a patch is a small glyph.
BRIGHTNESS = Tolerance(levels=6, share=0.06, zero=0, near=0.5, patch=7)
# Colour is looked at in half the size, as codecs keep it, and more coarsely than brightness.
COLOUR = Tolerance(levels=14, share=0.1, zero=128, near=1, patch=4)
# The mean colour of 5x5 cells of 4x4 pixels, which coding hardly moves, tells a near-grey hue.
TINT, AREA = Tolerance(levels=6.5, share=0.1, zero=128, near=0, patch=1), (5, 5)


def likeness(
    there: Pixels, wanted: Pixels, mask: Pixels | None = None, *, resampled: bool = False
) -> float:
    """Return 1 where THERE shows WANTED, 0 where a patch of it shows something else.

    It is one minus the wrong part of the worst patch of 7x7 pixels, so that one
    glyph weighs the same in a button and in a page.  A pixel is wrong by how far
    it is outside of what the other picture has around it, in brightness or
    colour, beyond what noise, coding, a slight blur or gamma do.

    Both are height x width x 3, blue-green-red; MASK is 255 where it counts.
    resampled: whether one of them had another size, and so is more or less sharp.
    """
    if mask is not None:
        wanted = np.where(mask[:, :, None] > 0, wanted, there)
    if cv2.norm(there, wanted, cv2.NORM_INF) <= SAME:
        return 1.0
    pair = _Pair(there, wanted, mask, resampled)
    score = 1.0
    for part in (_tint, _colour, _brightness):
        score = min(score, part(pair))
        if score <= 0:
            return 0.0
    return score


@dataclass(frozen=True, eq=False)
class _Pair:
    """What is there and what is wanted, of the same size."""

    there: Pixels
    wanted: Pixels
    mask: Pixels | None
    resampled: bool

    @property
    def luma(self) -> tuple[Pixels, Pixels]:
        """The brightness of both, equally smooth."""
        return self._luma(self.there), self._luma(self.wanted)

    def _luma(self, pixels: Pixels) -> Pixels:
        grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
        return cv2.GaussianBlur(grey, *(SOFT if self.resampled else CODED))

    @cached_property
    def colours(self) -> tuple[Pixels, Pixels]:
        """Both colour differences (about 128) of both, at half the size."""
        return _colours(self.there), _colours(self.wanted)


def _colours(pixels: Pixels) -> Pixels:
    planes = cv2.split(cv2.cvtColor(halved(pixels), cv2.COLOR_BGR2YCrCb))
    return cv2.merge(planes[1:])


def _tint(pair: _Pair) -> float:
    """Return how right the colour of each larger area is."""
    there, want = (halved(colours) for colours in pair.colours)
    off = np.abs(cv2.blur(cv2.subtract(there, want, dtype=cv2.CV_32F), AREA))
    worst = float((off / cv2.LUT(want, TINT.limits())).max())
    return min(1.0, max(0.0, 2 - worst))


def _colour(pair: _Pair) -> float:
    there, want = (cv2.blur(colours, (3, 3)) for colours in pair.colours)
    wrong = np.maximum(*cv2.split(_wrong(there, want, COLOUR)))
    if pair.mask is not None:
        wrong = cv2.bitwise_and(wrong, halved(pair.mask))
    return 1.0 - _worst_patch(_without_rim(wrong, RIM // 2), COLOUR.patch)


def _brightness(pair: _Pair) -> float:
    there, want = pair.luma
    fit = fitted(there, want, pair.mask)
    want = cv2.LUT(fit.moved(want), fit.tone)
    wrong = _wrong(there, want, BRIGHTNESS, factor=fit.tolerance)
    if pair.mask is not None:
        wrong = cv2.bitwise_and(wrong, pair.mask)
    return 1.0 - _worst_patch(_without_rim(wrong, RIM), BRIGHTNESS.patch)


def _wrong(there: Pixels, want: Pixels, allowed: Tolerance, *, factor: float = 1.0) -> Pixels:
    """Return how wrong each pixel is: 0 up to what is allowed, 255 from twice that."""
    off = cv2.max(_outside(there, want, allowed.near), _outside(want, there, allowed.near))
    limit = cv2.LUT(cv2.dilate(want, NEAR), allowed.limits(factor))
    return cv2.divide(cv2.subtract(off, limit), limit, scale=255)


def _outside(values: Pixels, other: Pixels, near: float) -> Pixels:
    """Return how far VALUES are above or below all that OTHER has NEAR by, at most a pixel."""
    highest, lowest = cv2.dilate(other, NEAR), cv2.erode(other, NEAR)
    if near < 1:
        highest = cv2.addWeighted(highest, near, other, 1 - near, 0)
        lowest = cv2.addWeighted(lowest, near, other, 1 - near, 0)
    return cv2.max(cv2.subtract(values, highest), cv2.subtract(lowest, values))


def _without_rim(wrong: Pixels, rim: int) -> Pixels:
    height, width = wrong.shape
    rim = min(rim, min(height, width) // 8)
    return wrong[rim : height - rim, rim : width - rim]


def _worst_patch(wrong: Pixels, size: int) -> float:
    if not cv2.countNonZero(wrong):
        return 0.0
    patch = min(size, wrong.shape[1]), min(size, wrong.shape[0])
    share = cv2.boxFilter(wrong, cv2.CV_32F, patch, borderType=cv2.BORDER_CONSTANT)
    return min(1.0, float(share.max()) / (255 * BROKEN))
