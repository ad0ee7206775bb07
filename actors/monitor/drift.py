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
PIECES = 3  # of a tile, across and down, in which what moves in many ways is told
FLAT = 0.5  # squared slope, in levels a pixel, below which no movement can be told
NOTHING = 1e-6  # squared grey levels


@dataclass(frozen=True)
class Drift:
    """The change between two pictures that movement and light explain.

    levels: in grey levels (RMS); part: of all that changes, 0 to 1.
    moved, moved_part: the same of movement alone, and of what light does not explain.
    stirred, stirred_part: the same where small pieces of the picture each move their own way.
    """

    levels: float
    part: float
    moved: float
    moved_part: float
    stirred: float
    stirred_part: float


def drift(before: Luma, after: Luma) -> Drift:
    """Return the drift from one picture to another one of its size."""
    first, second = _halved(before), _halved(after)
    change, down, across = second - first, *_slopes(first + second)
    factors = change, across, down
    products = across * across, down * down, across * down, across * change, down * change
    many = _tiles(change, PIECES)
    pieces = [_tiled(plane, many) for plane in (*factors, *products)]
    moved, lit = _explained([_tiled(piece, _tiles(change)) for piece in pieces])
    stirred, lit_pieces = _explained(pieces)
    whole = float(np.square(change).mean())
    return Drift(
        levels=(moved + lit) ** 0.5,
        part=_part(moved + lit, whole),
        moved=moved**0.5,
        moved_part=_part(moved, whole - lit),
        stirred=stirred**0.5,
        stirred_part=_part(stirred, whole - lit_pieces),
    )


def _explained(tiles: list[Plane]) -> tuple[float, float]:
    """Return how much of the change, squared, movement explains, and how much light does."""
    mean, x, y, square_x, square_y, product, along_x, along_y = tiles
    xx, yy = square_x - x * x + FLAT, square_y - y * y + FLAT
    xy, tx, ty = product - x * y, along_x - x * mean, along_y - y * mean
    moved = (yy * tx**2 - 2 * xy * tx * ty + xx * ty**2) / (xx * yy - xy * xy)
    return max(0.0, float(moved.mean())), float(np.square(mean).mean())


def _part(some: float, whole: float) -> float:
    return some / max(whole, some, NOTHING)


def _halved(luma: Luma) -> Plane:
    height, width = luma.plane.shape
    size = max(2, width // 2), max(2, height // 2)
    return cv2.resize(luma.plane, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _slopes(plane: NDArray[np.floating]) -> tuple[Plane, Plane]:
    """Return half the slope of a PLANE, the sum of two, downwards and to the right."""
    down, across = np.gradient(plane)
    return np.asarray(down / 2, np.float32), np.asarray(across / 2, np.float32)


def _tiles(plane: Plane, pieces: int = 1) -> tuple[int, int]:
    """Return how many tiles, or PIECES of tiles, a plane has across and down."""
    height, width = plane.shape
    across, down = (
        max(1, min(most, side // TILE)) for most, side in zip(TILES, (width, height), strict=True)
    )
    return min(width, across * pieces), min(height, down * pieces)


def _tiled(plane: Plane, tiles: tuple[int, int]) -> Plane:
    """Return the mean of each tile."""
    return np.asarray(cv2.resize(plane, tiles, interpolation=cv2.INTER_AREA))
