"""How much of what changes in a picture is movement and light, and no coding.

What a slow camera changes from one picture to the next is the slope of the picture times
how far it went (the brightness constancy of Lucas and Kanade, 1981), and a fade changes whole
areas alike.  What coding changes, such as the jolt at a key frame, is neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.monitor.luma import Luma

    Plane = NDArray[np.float32]

TILES = 8, 5  # across and down, at most; each is moved and lit on its own
TILE = 16  # pixels of the halved plane that a tile has at least, across and down
FLAT = 0.5  # squared slope, in levels a pixel, below which no movement can be told


@dataclass(frozen=True)
class Drift:
    """The change that movement and light explain: in grey levels (RMS), and its part of all."""

    levels: float
    part: float


NO_DRIFT = Drift(0.0, 0.0)


def drift(before: Luma, after: Luma) -> Drift:
    """Return the drift from one picture to another one of its size."""
    first, second = _halved(before), _halved(after)
    change, down, across = second - first, *_slopes(first + second)
    mean, x, y = _tiled(change), _tiled(across), _tiled(down)
    xx, yy = _tiled(across * across) - x * x + FLAT, _tiled(down * down) - y * y + FLAT
    xy = _tiled(across * down) - x * y
    along_x, along_y = _tiled(across * change) - x * mean, _tiled(down * change) - y * mean
    moved = (yy * along_x**2 - 2 * xy * along_x * along_y + xx * along_y**2) / (xx * yy - xy * xy)
    explained, whole = float((moved + mean * mean).mean()), float(np.square(change).mean())
    return Drift(explained**0.5, explained / whole if whole else 0.0)


def _halved(luma: Luma) -> Plane:
    height, width = luma.plane.shape
    size = max(2, width // 2), max(2, height // 2)
    return cv2.resize(luma.plane, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _slopes(plane: NDArray[np.floating]) -> tuple[Plane, Plane]:
    """Return half the slope of a PLANE, the sum of two, downwards and to the right."""
    down, across = np.gradient(plane)
    return np.asarray(down / 2, np.float32), np.asarray(across / 2, np.float32)


def _tiled(plane: Plane) -> Plane:
    """Return the mean of each tile."""
    height, width = plane.shape
    tiles = (
        max(1, min(most, side // TILE)) for most, side in zip(TILES, (width, height), strict=True)
    )
    return np.asarray(cv2.resize(plane, tuple(tiles), interpolation=cv2.INTER_AREA))
