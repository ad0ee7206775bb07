"""Pictures that a device without a signal shows."""

import cv2
import numpy as np
import pytest

from actors.monitor.no_signal import NoSignalDetector, bars_share, flat_share
from tests.actors.monitor import drawn

WHITE_TO_BLUE = ((180, 180, 180), (16, 180, 180), (180, 180, 16), (16, 180, 16), (180, 16, 180),
                 (16, 16, 180), (180, 16, 16))  # fmt: skip


def flat(colour=(200, 20, 20), caption=None):
    picture = np.full((720, 1280, 3), colour, np.uint8)
    if caption:
        cv2.putText(picture, "NO SIGNAL", caption, cv2.FONT_HERSHEY_SIMPLEX, 1.5, (255,) * 3, 3)
    return picture


def bars(colours=WHITE_TO_BLUE, *, smpte=False):
    row = np.repeat(np.array(colours, np.uint8), -(-1280 // len(colours)), axis=0)[:1280]
    picture = np.repeat(row[None], 720, axis=0)
    if smpte:
        picture[500:] = 40
    return picture


def film(number):
    return cv2.cvtColor(drawn.panned(number, 3.0).plane, cv2.COLOR_GRAY2BGR)


def since(pictures, sound=None):
    detector = NoSignalDetector()
    for number, picture in enumerate(pictures):
        detector.picture(picture, number / 5)
        if sound is not None:
            detector.sound(sound, 1000, number / 5)
    return detector.since


@pytest.mark.parametrize("colour", [(0, 0, 0), (200, 20, 20), (128, 128, 128)])
def test_a_flat_picture_with_a_small_caption_is_no_signal(colour):
    assert flat_share(flat(colour)) == 1
    assert since([flat(colour, (500, 360))] * 10) == 0


@pytest.mark.parametrize("picture", [bars(), bars(smpte=True), bars((*WHITE_TO_BLUE, (0, 0, 0)))])
def test_colour_bars_are_no_signal(picture):
    assert bars_share(picture) > 0.98
    assert since([picture] * 10) == 0


@pytest.mark.parametrize("picture", [film(0), bars(WHITE_TO_BLUE[::-1]), bars(WHITE_TO_BLUE[:5])])
def test_films_and_other_stripes_are_a_signal(picture):
    assert max(flat_share(picture), bars_share(picture)) < 0.98
    assert since([picture] * 10) is None


def test_a_dark_photograph_that_stays_is_a_signal():
    dark = cv2.convertScaleAbs(drawn.panned(0, 3.0).plane, alpha=30 / 255)
    assert since([cv2.cvtColor(dark, cv2.COLOR_GRAY2BGR)] * 10) is None


def test_a_caption_that_moves_is_a_signal():
    assert since([flat(caption=(100 + 40 * number, 360)) for number in range(10)]) is None


def test_what_is_heard_is_a_signal_and_silence_is_none():
    loud = np.full(200, 8000, np.int16)
    assert since([flat()] * 10, loud) is None
    assert since([flat()] * 10, loud * 0) == pytest.approx(0, abs=0.01)


def test_it_begins_when_the_picture_is_gone():
    assert since([film(number) for number in range(5)] + [flat()] * 10) == 1.0
