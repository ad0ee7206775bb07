"""Pictures as bytes: JPEG, to keep or to show one for every step, and PNG, which loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from actors.interface import Pixels

Format = Literal["jpeg", "png"]

# Measured by tests/bench/codecs.py.  Of the codecs with loss JPEG takes the least time by far,
# WebP 15 times more.  With colour at its whole size, what the image check makes of a picture
# that is kept moves by half as much as with colour at half the size, for half as many bytes more.
QUALITY = 85
COMPRESSION = 1  # of PNG; higher levels save 10 % at twice the time


def encode(pixels: Pixels, *, format: Format = "jpeg", widest: int | None = None) -> bytes:
    """Return PIXELS in a FORMAT, as good as they are to be judged again.

    With WIDEST they are shrunk to at most so many pixels of width, to be looked at.
    """
    import cv2

    if format == "png":
        settings = [cv2.IMWRITE_PNG_COMPRESSION, COMPRESSION]
    elif widest is not None:
        settings = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    else:
        whole = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
        settings = [cv2.IMWRITE_JPEG_QUALITY, QUALITY, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, whole]
    return cv2.imencode(f".{format}", _shrunk(pixels, widest), settings)[1].tobytes()


def decode(encoded: bytes) -> Pixels | None:
    """Return height x width x 3 (blue-green-red) of a picture; None where it is none."""
    import cv2
    import numpy as np

    data = np.frombuffer(encoded, np.uint8)
    return cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None


def _shrunk(pixels: Pixels, widest: int | None) -> Pixels:
    import cv2

    height, width = pixels.shape[:2]
    if widest is None or width <= widest:
        return pixels
    size = (widest, max(1, round(height * widest / width)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
