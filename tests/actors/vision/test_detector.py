"""Where the lines are, on screens of several sizes."""

import cv2
import numpy as np
import pytest

from actors.vision.detector import detect
from tests.actors.vision.drawn import FONT

PLACES = [(100, 100), (700, 100), (100, 300), (700, 500)]


def screen(scale=1.0):
    picture = np.full((round(720 * scale), round(1280 * scale), 3), (30, 25, 20), np.uint8)
    for left, top in PLACES:
        at = round(left * scale), round((top + 20) * scale)
        cv2.putText(picture, "Network", at, (235,) * 3, FONT, round(22 * scale), 400)
    return picture


@pytest.mark.parametrize("scale", [0.75, 1.0, 1.5, 3.0])
def test_lines_are_found_where_they_are_at_every_size_of_the_screen(scale):
    found = detect(screen(scale))
    assert len(found) == len(PLACES)
    for (left, top), box in zip(PLACES, found, strict=True):
        assert box[0] <= left * scale + 2 < left * scale + 60 * scale < box[0] + box[2]
        assert box[1] <= (top + 10) * scale < box[1] + box[3]


def test_every_box_lies_within_the_picture():
    picture = screen()[105:125, 90:200]
    for left, top, width, height in detect(picture):
        assert 0 <= left < left + width <= 110
        assert 0 <= top < top + height <= 20


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (500, 3), (15, 15), (16, 16)])
def test_a_picture_too_small_for_letters_has_no_lines(shape):
    assert detect(np.zeros((*shape, 3), np.uint8)) == ()
