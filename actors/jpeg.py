"""Pictures as JPEG: small and fast enough to keep one for every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actors.interface import Pixels

QUALITY = 85  # 5 ms and 160-310 kB for a full-HD picture; nothing a person would miss


def encode(pixels: Pixels, *, widest: int | None = None) -> bytes:
    """Return PIXELS as JPEG, shrunk to at most WIDEST pixels of width."""
    import cv2

    height, width = pixels.shape[:2]
    if widest and width > widest:
        size = (widest, round(height * widest / width))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return encoded.tobytes()
