"""A frame at a quarter of its size, of which a cell is the mean of 4x4 pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.vision.region import Size

CELL = 4  # pixels, on each side


class Glimpse:
    """PIXELS as seen at SIZE, and from afar: CELLS of luma, red and blue difference."""

    def __init__(self, pixels: Pixels, size: Size) -> None:
        small = max(1, size[0] // CELL), max(1, size[1] // CELL)
        # the last pixels that make up no whole cell are left out
        right, bottom = (
            round(min(1.0, count * CELL / whole) * own)
            for count, whole, own in zip(small, size, pixels.shape[1::-1], strict=True)
        )
        shrunk = cv2.resize(pixels[:bottom, :right], small, interpolation=cv2.INTER_AREA)
        self.cells = cv2.cvtColor(shrunk, cv2.COLOR_BGR2YCrCb)
