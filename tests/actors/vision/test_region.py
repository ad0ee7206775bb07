"""Parts of a picture, at any size of the frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from actors.errors import CannotJudge
from actors.vision.region import Area, cut, part_of

SIZES = st.tuples(st.integers(1, 4000), st.integers(1, 3000))
AREAS = st.tuples(*[st.integers(0, 5000)] * 2, *[st.integers(1, 5000)] * 2)


def test_a_region_scales_with_the_frame():
    assert part_of((1920, 1080), (60, 30, 400, 80), (1280, 720)) == (90, 45, 600, 120)
    assert part_of((640, 360), (60, 30, 400, 80), (1280, 720)) == (30, 15, 200, 40)


def test_without_a_size_a_region_is_in_the_pixels_of_the_frame():
    assert part_of((1920, 1080), (60, 30, 400, 80), None) == (60, 30, 400, 80)


def test_no_region_is_the_whole_frame():
    assert part_of((1920, 1080), None, (1280, 720)) == (0, 0, 1920, 1080)


def test_what_sticks_out_is_cut_off():
    assert part_of((1280, 720), (1200, 700, 400, 80), None) == (1200, 700, 80, 20)


def test_a_region_outside_the_picture_cannot_be_judged():
    with pytest.raises(CannotJudge, match=r"\[1300, 0, 9, 9\] lies outside .* 1280x720"):
        part_of((1920, 1080), (1300, 0, 9, 9), (1280, 720))


@pytest.mark.parametrize("area", [(0, 0, 0, 5), (0, 0, 5, 0), (0, 0, -1, 5), (-1, 0, 5, 5)])
def test_a_region_with_nothing_in_it_is_refused(area):
    with pytest.raises(ValidationError):
        TypeAdapter(Area).validate_python(area)


@given(frame=SIZES, area=AREAS, size=st.none() | SIZES)
def test_a_part_is_never_empty_and_never_beyond_the_frame(frame, area, size):
    try:
        left, top, width, height = part_of(frame, area, size)
    except CannotJudge:
        return
    assert 0 <= left < left + width <= frame[0]
    assert 0 <= top < top + height <= frame[1]


def test_a_cut_copies_nothing():
    pixels = np.zeros((20, 30, 3), np.uint8)
    part = cut(pixels, (5, 2, 10, 4))
    assert part.shape == (4, 10, 3)
    assert part.base is pixels
