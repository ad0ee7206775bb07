"""How a reference lies on its place: off by part of a pixel, by a tone, and by how much noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.vision.pyramid import halved

if TYPE_CHECKING:
    from actors.interface import Pixels

SHIFT = 0.75  # pixels; what is further away was found at the wrong place
STRUCTURE = 30  # grey levels within 5x5 pixels, from which a pixel says something about noise
ENOUGH = 40  # such pixels; of fewer nothing is concluded
TONE = 13  # grey levels: the most that a tone curve with a gamma of 0.9 to 1.1 changes
CALM = 0.3  # of the structure; what is changed in one place leaves the noise of this part as it is
CODED = 0.009  # of the contrast nearby: its noise in JPEG 75, and in H.264 at a rate factor of 23
STRICTNESS = 0.7, 2.0
SAMPLES = 10_000  # pixels that are enough to tell tone and noise
AROUND = np.ones((5, 5), np.uint8)
LEVELS = np.arange(256)


@dataclass(frozen=True)
class Fit:
    """What makes a reference lie best on the place.

    offset: pixels across and down.  gain, bias: the tone, `gain * level + bias`.
    tolerance: what may be wrong of the rest, 1 at the noise of a good video.
    """

    offset: tuple[float, float] = (0.0, 0.0)
    gain: float = 1.0
    bias: float = 0.0
    tolerance: float = 1.0

    def moved(self, plane: Pixels) -> Pixels:
        """Return PLANE of the reference where it lies in the picture."""
        if max(map(abs, self.offset)) < 0.1:
            return plane
        by = np.array([[1, 0, self.offset[0]], [0, 1, self.offset[1]]], np.float32)
        return cv2.warpAffine(plane, by, plane.shape[::-1], borderMode=cv2.BORDER_REPLICATE)

    @cached_property
    def tone(self) -> Pixels:
        """What each grey level of the reference has become; never by much."""
        changed = np.rint(self.gain * LEVELS + self.bias)
        return np.asarray(np.clip(changed, 0, 255).astype(np.uint8))


def fitted(there: Pixels, wanted: Pixels, mask: Pixels | None) -> Fit:
    """Return how luma WANTED lies on luma THERE; MASK is 255 where it counts."""
    fit = Fit(_offset(there, wanted, mask))
    moved = fit.moved(wanted)
    contrast = cv2.subtract(cv2.dilate(moved, AROUND), cv2.erode(moved, AROUND))
    if mask is not None:
        contrast = cv2.bitwise_and(contrast, mask)
    every = 1 + math.isqrt(contrast.size // SAMPLES)
    contrast, want, seen = (plane[::every, ::every] for plane in (contrast, moved, there))
    structure = contrast > STRUCTURE
    if np.count_nonzero(structure) < ENOUGH:
        return fit
    want, seen = want[structure].astype(np.float32), seen[structure].astype(np.float32)
    gain, bias = _tone(seen, want)
    if max(abs((gain - 1) * level + bias) for level in (want.min(), want.max())) > TONE:
        return fit
    noise = np.abs(seen - gain * want - bias) / contrast[structure]
    tolerance = _ranked(noise, CALM) / CODED
    return Fit(fit.offset, gain, bias, float(np.clip(tolerance, *STRICTNESS)))


def _offset(seen: Pixels, want: Pixels, mask: Pixels | None) -> tuple[float, float]:
    """Return by how many pixels WANT must be moved to lie on SEEN best (least squares)."""
    if want.size > 4 * SAMPLES:  # half of it tells as much
        half = None if mask is None else halved(mask)
        x, y = _offset(halved(seen), halved(want), half)
        return min(SHIFT, max(-SHIFT, 2 * x)), min(SHIFT, max(-SHIFT, 2 * y))
    across = cv2.Sobel(want, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(want, cv2.CV_32F, 0, 1, scale=1 / 8)
    if mask is not None:
        across[mask == 0] = down[mask == 0] = 0
    off = cv2.subtract(want, seen, dtype=cv2.CV_32F)
    a, b, c = np.vdot(across, across), np.vdot(across, down), np.vdot(down, down)
    p, q = np.vdot(across, off), np.vdot(down, off)
    size = a * c - b * b
    if size <= 1e-6 * (a + c) ** 2:  # no structure, or only in one direction
        return 0.0, 0.0
    x, y = np.clip([(c * p - b * q) / size, (a * q - b * p) / size], -SHIFT, SHIFT)
    return float(x), float(y)


def _tone(seen: Pixels, want: Pixels) -> tuple[float, float]:
    """Return gain and bias of the line that turns WANT into SEEN best."""
    middle = want.mean()
    spread = float(np.vdot(want - middle, want - middle))
    gain = float(np.vdot(want - middle, seen)) / spread if spread else 1.0
    return gain, _ranked(seen - gain * want, 0.5)


def _ranked(values: Pixels, part: float) -> float:
    """Return the value that PART of VALUES are below."""
    rank = int(part * len(values))
    return float(np.partition(values, rank)[rank])
