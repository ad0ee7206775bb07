"""JPEGs of what a device shows."""

import cv2
import numpy as np
import pytest

from actors import jpeg


def decoded(encoded):
    return cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)


def test_the_picture_comes_back_nearly_as_it_was():
    pixels = np.full((90, 160, 3), (200, 30, 60), np.uint8)
    difference = np.abs(decoded(jpeg.encode(pixels)).astype(int) - pixels)
    assert difference.max() <= 4


@pytest.mark.parametrize(
    ("widest", "shape"), [(None, (90, 160)), (160, (90, 160)), (200, (90, 160)), (80, (45, 80))]
)
def test_it_is_shrunk_to_the_width_and_never_grown(widest, shape):
    pixels = np.zeros((90, 160, 3), np.uint8)
    assert decoded(jpeg.encode(pixels, widest=widest)).shape[:2] == shape
