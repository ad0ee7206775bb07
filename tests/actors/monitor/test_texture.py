"""Detail that is not where it was."""

import cv2
import numpy as np
import pytest

from actors.monitor.texture import stray
from tests.actors.monitor import drawn


def test_an_equal_picture_keeps_all_its_detail():
    told = stray(drawn.page(), drawn.page())
    assert (told.levels, told.kept) == (0.0, pytest.approx(1.0))


def test_a_picture_that_went_far_keeps_none():
    told = stray(drawn.panned(0), drawn.panned(20, 2.0))
    assert told.kept < 0.4
    assert told.levels > 5


def test_detail_that_only_a_better_coding_adds_is_not_gone():
    told = stray(drawn.popping(0), drawn.popping(30))
    assert told.kept > 0.98


def test_noise_on_a_plain_page_is_gone_and_is_not_coarse():
    def page(seed):
        noise = np.random.default_rng(seed).normal(80, 4, drawn.SIZE[::-1])
        return drawn.luma(cv2.GaussianBlur(noise, (3, 3), 0).astype(np.uint8))

    told = stray(page(1), page(2))
    assert told.kept < 0.2
    assert told.coarse < 0.6


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (9, 400)])
def test_the_smallest_pictures_can_be_compared(shape):
    one, other = (drawn.luma(np.full(shape, level, np.uint8)) for level in (10, 14))
    assert stray(one, other).levels == 0
