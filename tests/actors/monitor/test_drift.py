"""How much of a change movement and light explain."""

import cv2
import numpy as np
import pytest

from actors.monitor.drift import drift
from tests.actors.monitor import drawn


def test_two_equal_pictures_do_not_drift():
    told = drift(drawn.page(), drawn.page())
    assert (told.levels, told.moved, told.stirred) == (0, 0, 0)


def test_a_small_turn_is_movement():
    told = drift(drawn.panned(0), drawn.panned(4))
    assert told.moved_part > 0.9
    assert told.levels == pytest.approx(told.moved, rel=0.1)


def test_a_brighter_picture_is_light_and_no_movement():
    told = drift(drawn.page(), drawn.luma(drawn.texture() + np.uint8(6)))
    assert told.levels == pytest.approx(6.0, abs=0.1)
    assert told.part > 0.9
    assert told.moved < 0.1


def test_noise_is_hardly_explained():
    told = drift(drawn.noisy(1), drawn.noisy(2))
    assert told.part < 0.05
    assert told.stirred_part < 0.15


def test_what_moves_in_many_ways_is_told_in_pieces():
    across = np.tile(np.arange(drawn.SIZE[0], dtype=np.float32), (drawn.SIZE[1], 1))
    down = np.tile(np.arange(drawn.SIZE[1], dtype=np.float32)[:, None], (1, drawn.SIZE[0]))
    bent = cv2.remap(drawn.texture(), across + 0.8 * np.sin(across / 4), down, cv2.INTER_LINEAR)
    told = drift(drawn.page(), drawn.luma(bent))
    assert told.stirred_part > 1.5 * told.moved_part


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (5, 400), (400, 5)])
def test_the_smallest_pictures_can_be_compared(shape):
    one, other = (drawn.luma(np.full(shape, level, np.uint8)) for level in (10, 14))
    assert drift(one, other).levels == pytest.approx(4.0)
