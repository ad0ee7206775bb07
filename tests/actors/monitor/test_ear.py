"""Sound is heard once, a hole in it is told, and where there is none it is left alone."""

import numpy as np
import pytest

from actors.errors import NotSupported, Unreachable
from actors.interface import Samples, Sound
from actors.monitor.ear import DEAF, LONGEST, PIECE, Ear

RATE = 100


class Playing(Sound):
    """Plays a ramp, one level a sample from time 0 on; and is the clock, and the device."""

    def __init__(self):
        self.now, self.asked, self.trouble = 50.0, 0, None

    def time(self):
        return self.now

    monotonic = time

    def has(self, face):
        return self.trouble != "mute"

    def look(self, face):
        return self

    def sound(self, seconds):
        self.asked += 1
        if self.trouble:
            raise self.trouble
        ends = round(self.now * RATE)
        starts = ends - round(seconds * RATE)
        return Samples(np.arange(starts, ends, dtype=np.int16), RATE, starts / RATE)


@pytest.fixture
def playing(monkeypatch):
    playing = Playing()
    monkeypatch.setattr("actors.monitor.ear.time", playing)
    return playing


def heard(ear, playing, seconds, step=0.04):
    """Let time go by and return all that was heard, and whether a part was missed."""
    pieces = []
    for _ in range(round(seconds / step)):
        playing.now += step
        pieces.append(ear.piece())
    return [piece.samples for piece in pieces if piece]


@pytest.mark.parametrize("step", [0.04, 0.33, 1.0, 4.5])
def test_every_sample_is_heard_once(playing, step):
    ear = Ear(playing)
    samples = np.concatenate(heard(ear, playing, 18, step))
    assert np.array_equal(samples, np.arange(5000, 5000 + len(samples)))
    assert len(samples) >= (18 - PIECE) * RATE
    assert not ear.missed


def test_it_is_asked_for_only_now_and_then(playing):
    heard(Ear(playing), playing, 8)
    assert playing.asked <= 8 / PIECE + 1


def test_what_was_not_heard_for_too_long_is_told(playing):
    ear = Ear(playing)
    heard(ear, playing, 1)
    playing.now += LONGEST + 1
    assert ear.piece()
    assert ear.missed


@pytest.mark.parametrize(
    "trouble", [NotSupported("tv-1", "sound"), Unreachable("video", "here", "no sound")], ids=repr
)
def test_where_nothing_plays_it_is_left_alone_for_a_while(playing, trouble):
    ear, playing.trouble = Ear(playing), trouble
    assert heard(ear, playing, DEAF - 1) == []
    assert playing.asked == 1
    playing.trouble = None
    assert heard(ear, playing, 2)


def test_a_device_that_hears_nothing_is_never_asked(playing):
    playing.trouble = "mute"
    assert heard(Ear(playing), playing, 2 * DEAF, 1.0) == []
    assert playing.asked == 0


def test_a_hiccup_of_the_driver_is_told_once_when_it_comes_and_when_it_is_over(playing):
    ear = Ear(playing)
    heard(ear, playing, 1)
    told, playing.trouble = [], Unreachable("video", "here", "hiccup")
    for _ in range(round(DEAF) + 5):
        playing.now += 1
        ear.piece()
        told.append(ear.missed)
        playing.trouble = None
    assert [second for second, missed in enumerate(told) if missed] == [0, round(DEAF)]
