"""The places of a reference: the best one, and all of them."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.errors import CannotJudge
from actors.reference import Picture
from actors.vision.likeness import likeness
from actors.vision.search import Match, distinct, find, find_all
from actors.vision.template import Template, template


def textured(seed: int, *, size: tuple[int, int], cell: int = 6) -> np.ndarray:
    """Draw coloured blots."""
    width, height = size
    coarse = np.random.default_rng(seed).integers(
        20, 235, (height // cell + 2, width // cell + 2, 3)
    )
    return cv2.resize(coarse.astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)


def wanted(pixels: np.ndarray) -> Template:
    return template(Picture("it.png", cv2.imencode(".png", pixels)[1].tobytes()))


def put(picture: np.ndarray, it: np.ndarray, *places: tuple[int, int]) -> np.ndarray:
    for left, top in places:
        picture[top : top + it.shape[0], left : left + it.shape[1]] = it
    return picture


@settings(max_examples=40, deadline=None)
@given(
    size=st.tuples(st.integers(12, 200), st.integers(12, 120)),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    seed=st.integers(0, 1000),
)
def test_it_is_found_wherever_it_is_and_however_large(size, at, seed):
    page = textured(seed, size=(401, 302))
    place = round(at[0] * (401 - size[0])), round(at[1] * (302 - size[1]))
    it = page[place[1] : place[1] + size[1], place[0] : place[0] + size[0]]
    assert find(page, wanted(it)) == Match(1.0, (*place, *size))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), level=st.integers(0, 255))
def test_it_is_found_neither_in_another_picture_nor_in_a_flat_one(seed, level):
    it = wanted(textured(seed, size=(60, 40)))
    assert find(textured(seed + 1, size=(320, 200)), it).score < 0.5
    assert find(np.full((200, 320, 3), level, np.uint8), it).score < 0.5


def test_all_places_are_found_the_best_first():
    it, places = textured(1, size=(50, 40)), [(10, 10), (300, 200), (590, 320)]
    page = put(textured(2, size=(640, 360), cell=40), it, *places)
    page[205:209, 305:311] = 255 - page[205:209, 305:311]
    found = find_all(page, wanted(it), 0)
    assert [match.score == 1 for match in found[:3]] == [True, True, False]
    assert {match.region[:2] for match in found[:2]} == {(10, 10), (590, 320)}
    assert found[2].region[:2] == (300, 200)
    assert find_all(page, wanted(it), 0.8) == found[:2]


def test_a_place_is_not_found_twice():
    stripes = np.zeros((60, 60, 3), np.uint8)
    stripes[:, ::2] = 200
    page = put(np.zeros((200, 300, 3), np.uint8), stripes, (100, 70))
    assert len(find_all(page, wanted(stripes), 0.5)) == 1


def test_what_covers_less_than_half_of_another_is_a_place_of_its_own():
    good, beside, over = (Match(s, (x, 0, 10, 10)) for s, x in ((1.0, 0), (0.9, 6), (0.8, 3)))
    assert distinct([over, beside, good]) == (good, beside)


@pytest.mark.parametrize("halves", [1, 2, 3])
def test_its_smaller_scales_leave_out_what_might_show_its_surroundings(halves):
    it = wanted(textured(5, size=(160, 96), cell=16))
    level = it.levels[halves]
    assert level.inset == 2**halves // 2
    assert level.plane.shape == ((96 >> halves) - 1, (160 >> halves) - 1)


@settings(max_examples=30, deadline=None)
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    seed=st.integers(0, 99),
    masked=st.booleans(),
)
def test_likeness_is_a_fraction_and_1_for_the_same(size, seed, masked):
    one, other = textured(seed, size=size), textured(seed + 1, size=size)
    mask = np.where(one[:, :, 0] > 90, 255, 0).astype(np.uint8) if masked else None
    assert likeness(one, one, mask) == 1
    assert 0 <= likeness(one, other, mask) <= 1


def test_what_was_resampled_may_be_less_sharp():
    sharp = np.full((60, 90, 3), 40, np.uint8)
    cv2.putText(sharp, "12:45", (4, 44), cv2.FONT_HERSHEY_SIMPLEX, 1, (230, 230, 230), 2)
    soft = cv2.resize(cv2.resize(sharp, (60, 40)), (90, 60))
    assert likeness(soft, sharp) < 0.8 < likeness(soft, sharp, resampled=True)


def test_nothing_is_found_where_no_colour_is_right_and_the_nearest_place_is_told():
    page = put(textured(1, size=(640, 360)) // 4, np.full((40, 50, 3), 140, np.uint8), (304, 208))
    it = wanted(textured(2, size=(50, 40)) // 4 + 190)
    assert find(page, it).score == 0
    assert np.allclose(find(page, it).region[:2], (304, 208), atol=16)
    assert find_all(page, it, 0) == (find(page, it),)
    assert find_all(page, it, 0.5) == ()


@settings(max_examples=30, deadline=None)
@given(
    picture=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    size=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    seed=st.integers(0, 99),
)
def test_pictures_and_references_of_any_size_give_a_match_or_cannot_be_judged(picture, size, seed):
    it = Template(textured(seed, size=size, cell=2), None)
    try:
        match = find(textured(seed + 1, size=picture, cell=2), it)
    except CannotJudge:
        assert size[0] > picture[0] or size[1] > picture[1]
        return
    assert 0 <= match.score <= 1
    assert match.region[2:] == size
