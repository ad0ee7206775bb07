"""A reference is found at other sizes than its own, in pictures that were drawn for it."""

import cv2
import numpy as np
import pytest

from actors.errors import CannotJudge
from actors.vision.pyramid import Pyramid
from actors.vision.region import cut
from actors.vision.scales import find_scaled
from actors.vision.search import find
from actors.vision.template import Template
from tests.bench.match_changes import jpeg
from tests.bench.match_pages import SIZE, page

NUMBERS = range(10)


def drawn(number: int) -> tuple[np.ndarray, tuple[int, int, int, int]]:
    """Return a page, and where one of its tiles is."""
    random = np.random.default_rng([11, number])
    these = page(random)
    return these.drawn(), these.tiles[int(random.integers(len(these.tiles)))].region


def smaller(pixels: np.ndarray, scale: float) -> Pyramid:
    size = round(SIZE[0] * scale), round(SIZE[1] * scale)
    return Pyramid(jpeg(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), 90))


@pytest.mark.parametrize("scale", [0.5, 0.63, 0.9])
def test_nearly_every_tile_is_found_in_a_smaller_picture_and_its_place_is_exact(scale):
    found = 0
    for number in NUMBERS:
        pixels, place = drawn(number)
        match = find_scaled(smaller(pixels, scale), Template(cut(pixels, place), None), (0.5, 2))
        exact = np.allclose(match.region, np.multiply(place, scale), atol=2.5)
        found += exact and match.score >= 0.8
    assert found >= 0.8 * len(NUMBERS)


def test_no_tile_of_another_page_is_found_at_any_size():
    for number in NUMBERS:
        pixels, place = drawn(number)
        other, _ = drawn(number + 100)
        wanted = Template(cut(pixels, place), None)
        assert find_scaled(Pyramid(other), wanted, (0.5, 2)).score < 0.8


def test_at_its_own_size_it_is_found_where_a_search_at_one_size_finds_it():
    for number in NUMBERS:
        pixels, place = drawn(number)
        wanted = Template(cut(pixels, place), None)
        assert find_scaled(Pyramid(pixels), wanted, (1, 1)) == find(pixels, wanted)


def test_what_is_transparent_may_show_anything_at_another_size_too():
    pixels, place = drawn(3)
    reference = cut(pixels, place).copy()
    mask = np.full(reference.shape[:2], 255, np.uint8)
    mask[:, -60:] = 0
    reference[mask == 0] = (255, 0, 255)
    match = find_scaled(smaller(pixels, 0.7), Template(reference, mask), (0.5, 1))
    assert match.score >= 0.8
    assert np.allclose(match.region, np.multiply(place, 0.7), atol=2.5)


@pytest.mark.parametrize(("width", "height"), [(1300, 80), (80, 740)])
def test_what_fits_at_none_of_the_sizes_cannot_be_judged(width, height):
    large = cv2.resize(drawn(0)[0], (width, height), interpolation=cv2.INTER_AREA)
    least = rf"{width}x{height} pixels, .* does not fit in 1280x720"
    with pytest.raises(CannotJudge, match=least):
        find_scaled(Pyramid(drawn(0)[0]), Template(large, None), (1, 2))
    assert find_scaled(Pyramid(drawn(0)[0]), Template(large, None), (0.9, 2)).score < 1
