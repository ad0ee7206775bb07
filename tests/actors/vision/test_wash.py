"""Mean colours tell where a reference cannot begin, and never rule out where it does."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.vision.pyramid import Pyramid
from actors.vision.region import cut
from actors.vision.wash import Wash
from tests.bench.match_changes import dimmed, gamma, jpeg


def blots(seed: int, size: tuple[int, int], cell: int) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(
        0, 256, (size[1] // cell + 2, size[0] // cell + 2, 3)
    )
    return cv2.resize(coarse.astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)


def holds(parts: list[tuple[int, int, int, int]], place: tuple[int, int]) -> bool:
    return any(
        part[0] <= place[0] < part[0] + part[2] and part[1] <= place[1] < part[1] + part[3]
        for part in parts
    )


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(st.integers(8, 200), st.integers(8, 150)),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    cell=st.integers(6, 60),  # coding at half the colours changes what is finer
    by=st.sampled_from([lambda p: gamma(p, 0.9), lambda p: dimmed(p, 1.03), lambda p: jpeg(p, 60)]),
)
def test_where_it_is_is_in_one_of_the_parts_after_coding_and_gamma_too(size, at, cell, by):
    page = blots(cell, (401, 302), cell)
    place = round(at[0] * (401 - size[0])), round(at[1] * (302 - size[1]))
    washed = Wash.of(cut(page, (*place, *size)), None).over(Pyramid(by(page)))
    assert holds(washed.parts(), place)
    assert washed.fits_near(place, 0)


def test_what_is_transparent_may_have_any_colour():
    page = blots(3, (320, 200), 20)
    reference, mask = cut(page, (60, 50, 80, 60)).copy(), np.zeros((60, 80), np.uint8)
    mask[:, :40] = 255
    reference[mask == 0] = 0
    page[50:110, 100:140] = 255
    assert holds(Wash.of(reference, mask).over(Pyramid(page)).parts(), (60, 50))


def test_a_picture_of_other_colours_has_no_part_where_it_may_begin():
    reference = np.full((60, 80, 3), (40, 160, 200), np.uint8)
    page = np.full((300, 400, 3), (200, 160, 40), np.uint8)
    washed = Wash.of(reference, None).over(Pyramid(page))
    assert washed.parts() == []
    assert not washed.fits_near((100, 100), 300)


def test_only_about_where_its_colours_are_it_is_looked_for():
    page = np.full((720, 1280, 3), 30, np.uint8)
    for left, top in (100, 80), (1000, 500):
        page[top : top + 100, left : left + 160] = (40, 160, 200)
    washed = Wash.of(cut(page, (100, 80, 160, 100)), None).over(Pyramid(page))
    parts = washed.parts()
    assert [holds(parts, place) for place in ((100, 80), (1000, 500))] == [True, True]
    assert sum(width * height for _, _, width, height in parts) < 0.01 * 1280 * 720


def test_the_place_with_the_nearest_colours_is_told():
    page = np.full((300, 400, 3), (200, 160, 40), np.uint8)
    page[96:160, 192:280] = (100, 160, 120)
    reference = np.full((60, 80, 3), (40, 160, 200), np.uint8)
    left, top = Wash.of(reference, None).over(Pyramid(page)).nearest()
    assert abs(left - 192) <= 16
    assert abs(top - 96) <= 16
