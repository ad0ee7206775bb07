"""Changes of channel whose moments are known, at several rates and from several seeds."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from actors.monitor.luma import Luma, of_pixels
from actors.monitor.zap import ZapDetector

SIZE = (320, 180)
KEY = 1.0  # when the key is pressed
RATE = 48_000


class Programme:
    """A moving picture of one channel: a texture that drifts, with something that crosses it."""

    def __init__(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        coarse = random.integers(10, 250, (12, 40, 3), np.uint8)
        self._scene = cv2.resize(coarse, (800, 180), interpolation=cv2.INTER_CUBIC)
        self._speed = random.uniform(20, 60)  # pixels a second

    def at(self, time: float):
        left = int(self._speed * time) % 480
        picture = self._scene[:, left : left + 320].copy()
        cv2.circle(picture, (int(70 * time) % 320, 60), 14, (255, 255, 255), -1)
        return picture


BLACK = np.zeros((180, 320, 3), np.uint8)
Draw = Callable[[float], np.ndarray]


def zap(seed: int, *, ends: float, comes: float, how: str, moves: float | None = None) -> Draw:
    """Draw the old picture until ENDS, what is between, and from COMES on the new one.

    how: what is between, "black" or "freeze"; moves: until when the new one stands still.
    """
    old, new = Programme(seed), Programme(seed + 1000)

    def draw(time: float):
        if time < ends:
            return old.at(time)
        if time < comes:
            return BLACK if how == "black" else old.at(ends)
        return new.at(max(time, moves or 0.0))

    return draw


def over(draw: Draw, paint: Callable[[np.ndarray, float], None]) -> Draw:
    def drawn(time: float):
        picture = draw(time).copy()
        paint(picture, time)
        return picture

    return drawn


def faded(draw: Draw, ends: float, comes: float, seconds: float) -> Draw:
    """Dim the picture before ENDS, and brighten it after COMES, over SECONDS."""
    times = [ends - seconds, ends, comes, comes + seconds]
    return lambda time: cv2.convertScaleAbs(draw(time), alpha=np.interp(time, times, [1, 0, 0, 1]))


def watched(draw: Draw, *, rate: float = 25.0, noise: float = 1.5, seconds: float = 3.5):
    detector, random = ZapDetector(), np.random.default_rng(7)
    grain = random.normal(0, noise, (200, 340, 3)).astype(np.int8)
    for n in range(round(seconds * rate)):
        down, right = random.integers(0, 20, 2)
        grainy = cv2.add(draw(n / rate), grain[down : down + 180, right : right + 320],
                         dtype=cv2.CV_8U)  # fmt: skip
        detector.then(small(grainy), n / rate)
    return detector.told(KEY)


def small(picture) -> Luma:
    return of_pixels(picture)


def agree(moment, truth: float, rate: float) -> None:
    """Check that TRUTH lies between the picture of MOMENT and the one before, or at it."""
    assert moment is not None
    assert moment.at - moment.gap - 1e-6 <= truth <= moment.at + 1e-6
    assert moment.gap <= 1 / rate + 1e-6


SEEDS = range(3)


@pytest.mark.parametrize("rate", [50.0, 10.0])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("how", "ends", "comes"),
    [("black", 1.3, 2.1), ("freeze", 1.3, 2.1), ("black", 1.04, 1.3), ("cut", 1.5, 1.5)],
)
def test_the_old_picture_ends_and_the_new_one_comes(how, ends, comes, seed, rate):
    told = watched(zap(seed, ends=ends, comes=comes, how=how), rate=rate)
    assert told.how == how
    agree(told.ended, ends, rate)
    agree(told.moved, comes, rate)


@pytest.mark.parametrize("how", ["black", "freeze", "cut"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_picture_that_stands_still_at_first_moves_later(how, seed):
    comes = 1.4 if how == "cut" else 1.8
    told = watched(zap(seed, ends=1.4, comes=comes, how=how, moves=2.6))
    assert told.how == how
    assert told.moved.at == pytest.approx(2.6, abs=0.09)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_picture_that_fades_ends_when_it_is_black(seed):
    draw = faded(zap(seed, ends=1.6, comes=2.2, how="black"), 1.6, 2.2, 0.3)
    told = watched(draw)
    assert told.how == "black"
    assert told.ended.at == pytest.approx(1.6, abs=0.09)
    assert told.moved.at == pytest.approx(2.2, abs=0.13)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_freeze_before_black_ends_the_old_picture(seed):
    def between(picture, time):
        if 1.8 <= time < 2.2:
            picture[:] = 0

    told = watched(over(zap(seed, ends=1.2, comes=2.2, how="freeze"), between))
    assert told.how == "freeze"
    agree(told.ended, 1.2, 25.0)
    agree(told.moved, 2.2, 25.0)


@pytest.mark.parametrize("since", [1.1, 1.6, 2.4])
@pytest.mark.parametrize("how", ["black", "freeze", "cut"])
def test_a_banner_that_slides_in_is_not_the_new_picture(how, since):
    def banner(picture, time):
        if time >= since:
            top = max(135, round(180 - (time - since) * 200))
            cv2.rectangle(picture, (10, top), (310, 179), (60, 20, 20), -1)
            cv2.putText(picture, f"Channel {time:.1f}", (20, top + 20), 0, 0.5, (255,) * 3)

    comes = 1.4 if how == "cut" else 2.0
    told = watched(over(zap(3, ends=1.4, comes=comes, how=how), banner))
    assert told.how == how
    agree(told.ended, 1.4, 25.0)
    agree(told.moved, comes, 25.0)


def test_an_old_picture_that_goes_on_after_a_pause_has_not_ended():
    old = Programme(5)
    told = watched(lambda time: old.at(time if time < 1.3 else max(1.3, time - 0.4)))
    assert (told.ended, told.how, told.moved) == (None, None, None)


def test_a_new_picture_that_never_moves_is_said_not_to():
    told = watched(zap(2, ends=1.4, comes=2.0, how="black", moves=99))
    assert told.how == "black"
    assert told.moved is None


def test_a_flash_of_the_picture_amid_black_is_not_the_new_one():
    def flash(picture, time):
        if 1.5 <= time < 2.4 and not 1.9 <= time < 1.93:
            picture[:] = 0

    told = watched(over(zap(4, ends=1.5, comes=1.9, how="black"), flash))
    agree(told.moved, 2.4, 25.0)


def tone(start: float, seconds: float, loud: float = 0.3):
    times = np.arange(round(seconds * RATE)) / RATE + start
    return (32767 * loud * np.sin(2 * np.pi * 330 * times)).astype(np.int16)


def listened(*silences: tuple[float, float], seconds: float = 3.6, ended: float = 1.2):
    """Return a detector that saw a zap, and heard a tone but for SILENCES, piece by piece."""
    detector = ZapDetector()
    draw = zap(1, ends=ended, comes=ended + 0.5, how="black")
    for n in range(round(seconds * 25)):
        detector.then(small(draw(n / 25)), n / 25)
    sound = tone(0, seconds)
    for start, end in silences:
        sound[round(start * RATE) : round(end * RATE)] = 0
    for first in range(0, len(sound), 4801):
        detector.hear(sound[first : first + 4801], RATE, first / RATE)
    return detector, detector.told(KEY).ended


def test_sound_is_back_when_the_silence_of_the_zap_is_over():
    detector, ended = listened((0.7, 0.9), (1.1, 1.9), (3.0, 3.3))
    assert detector.sound_back(ended).at == pytest.approx(1.9, abs=0.05)
    assert detector.is_heard(ended)


def test_a_click_amid_the_silence_is_no_sound():
    detector, ended = listened((1.1, 1.9), (1.95, 2.5))
    assert detector.sound_back(ended).at == pytest.approx(2.5, abs=0.05)


def test_sound_that_never_stopped_is_not_back():
    detector, ended = listened()
    assert detector.sound_back(ended) is None
    assert detector.is_heard(ended)


def test_sound_that_is_still_gone_is_not_heard():
    detector, ended = listened((1.1, 3.6))
    assert detector.sound_back(ended) is None
    assert not detector.is_heard(ended)
