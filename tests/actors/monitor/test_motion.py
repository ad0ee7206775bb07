"""What moves, and what only seems to."""

import numpy as np
import pytest

from actors.monitor.motion import MotionDetector, change
from tests.actors.monitor import drawn


def moves(draw, count=40, rate=25.0):
    detector = MotionDetector()
    return [detector.then(draw(number), number / rate).moves for number in range(count)]


@pytest.mark.parametrize("draw", [drawn.page, drawn.black, drawn.noisy, drawn.popping])
def test_what_only_seems_to_move_does_not(draw):
    assert not any(moves(draw))


@pytest.mark.parametrize("rate", [10.0, 25.0, 50.0])
def test_a_spinner_moves_all_the_time(rate):
    assert sum(moves(drawn.spinner, rate=rate)[1:]) >= 35


@pytest.mark.parametrize("speed", [0.04, 0.15, 1.0])
def test_a_pan_moves_however_slow(speed):
    told = moves(lambda number: drawn.panned(number, speed), 50)
    assert all(told[20:])


def test_a_fade_moves():
    faded = [drawn.luma(drawn.texture(low=80) - np.uint8(number)) for number in range(40)]
    assert all(moves(faded.__getitem__)[10:])


def test_a_cut_moves_once():
    told = moves(lambda number: drawn.luma(drawn.texture(1 + (number >= 20))))
    assert [number for number, moved in enumerate(told) if moved] == [20]


def test_what_moved_is_told_in_pixels_of_the_picture():
    told = change(drawn.spinner(0), drawn.spinner(6))
    left, top, width, height = told.box
    assert 600 <= left < left + width <= 680
    assert 320 <= top < top + height <= 400
    assert 0 < told.share < 0.01


def test_pictures_of_two_sizes_differ_everywhere():
    small = drawn.luma(drawn.texture()[:90, :160])
    told = change(drawn.page(), small)
    assert (told.moves, told.share, told.box) == (True, 1.0, (0, 0, 640, 360))


def test_a_flash_of_one_picture_does_not_end_the_stillness():
    detector = MotionDetector()
    for number in range(40):
        plane = drawn.texture(2) if number == 20 else drawn.texture()
        detector.then(drawn.luma(plane), number / 25)
    assert detector.still_since == 0.0


def test_what_flashes_again_and_again_moves():
    detector = MotionDetector()
    told = [
        detector.then(drawn.luma(drawn.texture(1 + (number % 6 == 5))), number / 25)
        for number in range(60)
    ]
    assert detector.still_since is None or detector.still_since > 1.5
    assert told[11].since == pytest.approx(5 / 25)


def test_stillness_begins_with_the_first_picture_that_stays():
    detector = MotionDetector()
    for number in range(60):
        detector.then(drawn.spinner(min(number, 30)), number / 25)
    assert detector.still_since == pytest.approx(30 / 25)
