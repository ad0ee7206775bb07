"""Where the lines of text stand on a whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.vision.engines.rapid import MODELS

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

# Lines of 16 pixels on a screen of 1280x720 are still found at three quarters of the size,
# in half the time; larger screens show larger letters.
ENOUGH = (960, 1440)  # pixels of the longer side: as they are up to the first, never over the other
SCALE = 0.75
SMALLEST = 16  # pixels; the model sees nothing in a smaller picture


def detect(picture: Pixels) -> tuple[Region, ...]:
    """Return the boxes of the lines of text in PICTURE, from the top, and from the left.

    The model is PP-OCRv6's detector (differentiable binarisation).
    """
    height, width = picture.shape[:2]
    scale = _scale(max(height, width))
    size = round(width * scale), round(height * scale)
    if min(size) < SMALLEST:
        return ()
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    boxes = (_around(corners / scale, (width, height)) for corners in MODELS.boxes(small))
    return tuple(box for box in boxes if min(box[2:]) > 0)


def _scale(side: int) -> float:
    return min(1.0, max(ENOUGH[0], min(ENOUGH[1], side * SCALE)) / side)


def _around(corners: NDArray[np.float64], size: tuple[int, int]) -> Region:
    left, top = (max(0, int(edge)) for edge in corners.min(axis=0))
    right, bottom = (
        min(most, int(np.ceil(edge))) for edge, most in zip(corners.max(axis=0), size, strict=True)
    )
    return left, top, right - left, bottom - top
