"""Pictures of what a device shows, as files."""

import cv2
import numpy as np
import pytest

from actors.codec import decode, encode

PIXELS = np.random.default_rng(5).integers(0, 255, (90, 160, 3), np.uint8)


def test_a_jpeg_comes_back_nearly_as_it_was():
    pixels = np.full((90, 160, 3), (200, 30, 60), np.uint8)
    difference = np.abs(decode(encode(pixels)).astype(int) - pixels)
    assert difference.max() <= 4


def test_a_png_comes_back_exactly():
    assert np.array_equal(decode(encode(PIXELS, format="png")), PIXELS)


def test_a_jpeg_is_smaller_than_a_png():
    page = cv2.GaussianBlur(PIXELS, (0, 0), 3)
    assert len(encode(page)) < len(encode(page, format="png")) / 4


@pytest.mark.parametrize(
    ("widest", "shape"),
    [(None, (90, 160)), (160, (90, 160)), (200, (90, 160)), (80, (45, 80)), (1, (1, 1))],
)
def test_it_is_shrunk_to_the_width_and_never_grown(widest, shape):
    assert decode(encode(PIXELS, widest=widest)).shape[:2] == shape


@pytest.mark.parametrize("bad", [b"", b"no picture", encode(PIXELS)[:50]])
def test_what_is_no_picture_is_none(bad):
    assert decode(bad) is None
