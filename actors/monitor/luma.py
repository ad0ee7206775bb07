"""The brightness of a picture, small: what everything that goes on over time is told from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from av import VideoFormat, VideoFrame
    from numpy.typing import NDArray

    from actors.interface import Pixels
    from actors.verdict import Region

SMALLEST = 180  # rows that a small plane has at least; a spinner still is some pixels there
FULL_RANGE = 2  # AVCOL_RANGE_JPEG
BLACK, WHITE = 16, 235  # of limited range, ITU-R BT.709


@dataclass(frozen=True, eq=False)
class Luma:
    """The brightness of a picture.

    plane: height x width, 0 (black) to 255 (white), blurred; never written to.
    shrink: pixels of the picture, across and down, that make one of the plane.
    """

    plane: NDArray[np.uint8]
    shrink: int

    def region(self, box: Region) -> Region:
        """Return where BOX of the plane is in the picture."""
        left, top, width, height = (side * self.shrink for side in box)
        return left, top, width, height


def of_pixels(pixels: Pixels, *, rows: int | None = None) -> Luma:
    """Return the luma of PIXELS in BGR.

    rows: the height of the whole picture, where PIXELS are only a part of it.
    """
    small, shrink = _shrunk(pixels, rows or pixels.shape[0])
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
    return Luma(_blurred(grey, shrink), shrink)


def of_frame(decoded: VideoFrame) -> Luma:
    """Return the luma of a DECODED picture from its Y plane, without making BGR of it."""
    plane, bits, is_full = _first_plane(decoded)
    small, shrink = _shrunk(plane, decoded.height)
    if bits > 8:
        small = np.asarray(cv2.convertScaleAbs(small, alpha=2.0 ** (8 - bits)))
    return Luma(_blurred(small if is_full else _stretched(small), shrink), shrink)


def _first_plane(decoded: VideoFrame) -> tuple[NDArray[Any], int, bool]:
    """Return the plane of brightness, how many bits it has, and whether they are full range."""
    if not _has_a_luma_plane(decoded.format):
        decoded = decoded.reformat(format="gray")
    bits = decoded.format.components[0].bits
    kind: np.dtype[Any] = np.dtype(np.uint8 if bits == 8 else np.uint16)
    plane = decoded.planes[0]
    rows = np.frombuffer(memoryview(plane), kind).reshape(-1, plane.line_size // kind.itemsize)
    return rows[: decoded.height, : decoded.width], bits, _is_full_range(decoded)


def _has_a_luma_plane(kind: VideoFormat) -> bool:
    """Tell whether the first plane holds the brightness alone, in the low bits of each word."""
    is_luma = kind.name.startswith(("yuv4", "yuvj4", "gray", "nv12", "nv21")) and kind.is_planar
    return is_luma and not kind.is_big_endian and kind.components[0].bits <= 16


def _is_full_range(decoded: VideoFrame) -> bool:
    name = decoded.format.name
    return decoded.color_range == FULL_RANGE or name.startswith(("yuvj", "gray"))


def _stretched(plane: NDArray[np.uint8]) -> NDArray[np.uint8]:
    above = cv2.subtract(plane, np.full_like(plane, BLACK))
    return np.asarray(cv2.convertScaleAbs(above, alpha=255 / (WHITE - BLACK)))


def _shrunk(plane: NDArray[Any], rows: int) -> tuple[NDArray[Any], int]:
    """Halve PLANE as long as a picture of ROWS stays large enough; return by how much it was.

    Halving is what OpenCV does fast: two of them take a seventh of one step to a quarter.
    """
    shrink = 1
    while rows // (2 * shrink) >= SMALLEST:
        plane, shrink = _halved(plane), 2 * shrink
    return plane, shrink


def _halved(plane: NDArray[Any]) -> NDArray[Any]:
    height, width = (max(1, side // 2) for side in plane.shape[:2])
    return np.asarray(
        cv2.resize(plane[: 2 * height, : 2 * width], (width, height), interpolation=cv2.INTER_AREA)
    )


def _blurred(plane: NDArray[np.uint8], shrink: int) -> NDArray[np.uint8]:
    """Return PLANE with less noise; one that was not shrunk has more of it."""
    side = 3 if shrink > 1 else 5
    return np.asarray(cv2.GaussianBlur(plane, (side, side), 0))
