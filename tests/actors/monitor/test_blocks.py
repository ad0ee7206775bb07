"""Damaged macroblocks, and pictures that are not damaged."""

import cv2
import numpy as np
import pytest

from actors.monitor.blocks import BlocksDetector
from tests.actors.monitor import drawn

SIZE = (640, 352)


def film(number):
    return cv2.resize(drawn.panned(number, 1.0).plane, SIZE, interpolation=cv2.INTER_CUBIC)


def page(number):
    """Tiles on the grid, with long straight lines and words."""
    plane = np.full(SIZE[::-1], 40, np.uint8)
    for left in range(32, 600, 128):
        plane[64:240, left : left + 96] = 90 + left // 8
        cv2.putText(plane, "News", (left + 9, 101), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2)
    return plane


def damaged(number):
    """A film in which blocks are put where they do not belong."""
    plane, random = film(number), np.random.default_rng(number)
    for _ in range(25):
        left, top = 16 * random.integers(0, 39), 16 * random.integers(0, 21)
        plane[top : top + 16, left : left + 16] = random.integers(0, 255)
    return plane


def wrecked(number):
    """A film of which half the macroblocks are strips from elsewhere: most of it is another."""
    plane, random = film(number), np.random.default_rng(number)
    for top in range(0, SIZE[1] - 16, 16):
        for left in range(16 * random.integers(0, 2), SIZE[0] - 16, 32):
            plane[top : top + 16, left : left + 16] = random.integers(0, 255)
    return plane


def mosaic(number):
    """Tiles on the grid, some of which change every now and then."""
    tiles = np.random.default_rng(7).integers(20, 230, (11, 20), np.uint8)
    changed = np.random.default_rng(number // 10)
    tiles[changed.integers(0, 11, 20), changed.integers(0, 20, 20)] = changed.integers(0, 255, 20)
    return cv2.resize(tiles, SIZE, interpolation=cv2.INTER_NEAREST)


def since(pictures):
    detector = BlocksDetector()
    for number, plane in enumerate(pictures):
        detector.then(plane, number / 25)
    return detector.since


@pytest.mark.parametrize("draw", [film, page, lambda number: page(0) // (1 + number // 10 % 2)])
def test_films_pages_and_their_changes_are_whole(draw):
    assert since(map(draw, range(60))) is None


def test_tiles_that_lie_on_the_grid_may_change():
    assert since(map(mosaic, range(60))) is None


def test_pictures_that_are_nearly_all_damage_are_no_cuts_but_for_the_first():
    pictures = [*map(film, range(40)), *map(wrecked, range(40, 60))]
    assert since(pictures) == pytest.approx(40 / 25, abs=0.35)


def test_a_page_that_comes_in_coarse_and_is_fine_soon_is_whole():
    coarse = [wrecked(20)] * 4  # as a low bitrate leaves the first pictures of it
    assert since([*map(film, range(20)), *coarse, *map(film, range(24, 60))]) is None


def test_damage_that_stays_as_it_came_is_damage():
    stays = cv2.absdiff(damaged(40), film(40)) > 0
    pictures = [np.where(stays, damaged(40), film(number)) for number in range(40, 60)]
    assert since([*map(film, range(40)), *pictures]) == pytest.approx(40 / 25)


def test_nothing_need_be_learnt_before():
    assert since([film(0), *map(damaged, range(1, 8))]) is not None


def test_blocks_that_do_not_belong_are_damage_from_the_first_one_on():
    pictures = [*map(film, range(40)), *map(damaged, range(40, 60))]
    assert since(pictures) == pytest.approx(40 / 25, abs=0.1)


def test_one_damaged_picture_is_not_enough():
    assert since([*map(film, range(40)), damaged(40), *map(film, range(41, 60))]) is None


def test_damage_is_over_when_the_pictures_are_whole_again():
    pictures = [*map(film, range(40)), *map(damaged, range(40, 60)), *map(film, range(60, 100))]
    assert since(pictures) is None


def test_the_same_blocks_off_the_grid_are_what_the_picture_shows():
    pictures = [*map(film, range(40)), *map(damaged, range(40, 60))]
    assert since(np.roll(plane, (3, 3), (0, 1)) for plane in pictures) is None


def test_a_picture_of_another_size_is_a_cut():
    assert since([*map(film, range(20)), *(film(n)[:176] for n in range(20, 60))]) is None
