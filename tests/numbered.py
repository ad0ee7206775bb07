"""Pictures that carry a number, which survives their coding."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS, BLOCK = 32, 32  # along the upper edge, each a square of so many pixels

Picture = NDArray[np.uint8]


def numbered(picture: Callable[[], Picture], number: Callable[[], int]) -> Callable[[], Picture]:
    """Return what draws PICTURE, 1024 pixels wide at least, with the NUMBER that it is then."""

    def draw() -> Picture:
        now = number()
        pixels = picture()
        for bit in range(BITS):
            pixels[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 if now >> bit & 1 else 0
        return pixels

    return draw


def number_in(pixels: NDArray[Any]) -> int:
    """Return the number that a picture carries."""
    middles = pixels[BLOCK // 2, BLOCK // 2 : BITS * BLOCK : BLOCK]
    return sum(1 << bit for bit, middle in enumerate(middles) if middle.mean() > 128)
