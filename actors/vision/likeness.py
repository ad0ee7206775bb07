"""How alike a reference and one place of the picture are, in shape, brightness and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from cv2.typing import MatLike as Plane
from numpy.typing import NDArray

if TYPE_CHECKING:
    from actors.interface import Pixels

PATCH = 9  # pixels; about the size of a small glyph
BROKEN = 0.25  # the part of a patch that must be wrong for the patch to show something else
RIM = 2  # pixels at the border, which half show what is beyond it after a shift or coding
SHIFT = 0.75  # pixels; what is further away was found at the wrong place


@dataclass(frozen=True)
class Tolerance:
    """What coding, noise, a slight blur and gamma may change in one plane.

    around: pixels by which structure may move.
    levels, share: grey levels, and the part of the plane's own strength nearby.
    """

    around: int
    levels: float
    share: float

    @property
    def reach(self) -> NDArray[np.uint8]:
        """The neighbourhood that `around` spans."""
        return np.ones((2 * self.around + 1,) * 2, np.uint8)


# Codecs keep colour at half the size, and more coarsely than brightness.
BRIGHTNESS = Tolerance(around=1, levels=6, share=0.08)
COLOUR = Tolerance(around=2, levels=9, share=0.06)


def likeness(there: Pixels, wanted: Pixels, mask: Pixels | None = None) -> float:
    """Return 1 where THERE shows WANTED, 0 where a patch of it shows something else.

    It is one minus the wrong part of the worst patch of 9x9 pixels, so that one
    missing glyph weighs the same in a button and in a page.  A pixel is wrong by
    how far it is outside of what the other picture has within a pixel or two of
    it, in brightness or colour, beyond what noise, coding, a slight blur or gamma do.

    Both are height x width x 3, blue-green-red; MASK is 255 where it counts.
    """
    if mask is not None:
        wanted = np.where(mask[:, :, None] > 0, wanted, there)
    seen, want = _planes(there), _planes(wanted)
    want = _shifted(want, _offset(seen[0], want[0]))
    allowed = BRIGHTNESS, COLOUR, COLOUR
    wrong = np.maximum.reduce([*map(_wrong, seen, want, allowed)])
    if mask is not None:
        wrong[mask == 0] = 0
    return 1.0 - _worst_patch(_without_rim(wrong))


def _planes(pixels: Pixels) -> tuple[Plane, ...]:
    """Return luma and both colour differences (about 0), as smooth as coding leaves them."""
    luma, red, blue = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_BGR2YCrCb).astype(np.float32))
    return (
        cv2.GaussianBlur(luma, (3, 3), 0),
        cv2.blur(red - 128, (5, 5)),
        cv2.blur(blue - 128, (5, 5)),
    )


def _offset(seen: Plane, want: Plane) -> tuple[float, float]:
    """Return by how many pixels WANT must be moved to lie on SEEN best (least squares)."""
    across = cv2.Sobel(want, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(want, cv2.CV_32F, 0, 1, scale=1 / 8)
    off = want - seen
    a, b, c = np.vdot(across, across), np.vdot(across, down), np.vdot(down, down)
    p, q = np.vdot(across, off), np.vdot(down, off)
    size = a * c - b * b
    if size <= 1e-6 * (a + c) ** 2:  # no structure, or only in one direction
        return 0.0, 0.0
    x, y = np.clip([(c * p - b * q) / size, (a * q - b * p) / size], -SHIFT, SHIFT)
    return float(x), float(y)


def _shifted(planes: tuple[Plane, ...], offset: tuple[float, float]) -> tuple[Plane, ...]:
    if max(map(abs, offset)) < 0.1:
        return planes
    by = np.array([[1, 0, offset[0]], [0, 1, offset[1]]], np.float32)
    size = planes[0].shape[::-1]
    return tuple(cv2.warpAffine(p, by, size, borderMode=cv2.BORDER_REPLICATE) for p in planes)


def _wrong(seen: Plane, want: Plane, allowed: Tolerance) -> Plane:
    """Return how wrong each pixel is: 0 up to what is allowed, 1 from twice that."""
    limit = allowed.levels + allowed.share * cv2.dilate(np.abs(want), allowed.reach)
    off = cv2.max(_outside(seen, want, allowed.reach), _outside(want, seen, allowed.reach))
    return np.asarray(np.clip(off / limit - 1, 0, 1))


def _outside(values: Plane, other: Plane, reach: NDArray[np.uint8]) -> Plane:
    """Return how far VALUES are above or below all that OTHER has within REACH."""
    above, below = values - cv2.dilate(other, reach), cv2.erode(other, reach) - values
    return cv2.max(above, below)


def _without_rim(wrong: Plane) -> Plane:
    height, width = wrong.shape
    rim = min(RIM, min(height, width) // 8)
    return wrong[rim : height - rim, rim : width - rim]


def _worst_patch(wrong: Plane) -> float:
    patch = min(PATCH, wrong.shape[1]), min(PATCH, wrong.shape[0])
    share = cv2.boxFilter(wrong, -1, patch, borderType=cv2.BORDER_CONSTANT)
    return min(1.0, max(0.0, float(share.max()) / BROKEN))
