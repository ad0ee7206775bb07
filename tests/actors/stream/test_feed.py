"""Packets that are held back until they play, and those that are dropped as they come late."""

import io
from fractions import Fraction

import av
import numpy as np
import pytest

from actors.stream import feed
from actors.stream.feed import Backlog, Pace

FPS, KEY = 25, 10
OPEN = []  # as a packet asks its container what it is


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still unless it is moved, or slept on."""

    class Clock:
        now = 1000.0

        def monotonic(self):
            return self.now

        def sleep(self, seconds):
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr(feed, "time", clock)
    return clock


def packets(seconds):
    """Return the packets of a film with a key picture every KEY ones, and of its sound."""
    written = io.BytesIO()
    with av.open(written, "w", format="mpegts") as out:
        video = out.add_stream("mpeg2video", FPS)
        video.width, video.height = 64, 64
        video.codec_context.gop_size = KEY
        sound = out.add_stream("mp2", 48_000, layout="stereo")
        for number in range(round(seconds * FPS)):
            picture = av.VideoFrame.from_ndarray(
                np.full((96, 64), number % 256, np.uint8), "yuv420p"
            )
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            out.mux(video.encode(picture))
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 2 * 1920), np.int16), "s16", "stereo")
            silence.sample_rate, silence.pts = 48_000, number * 1920
            out.mux(sound.encode(silence))
    written.seek(0)
    OPEN.append(av.open(written))
    return [packet for packet in OPEN[-1].demux() if packet.dts is not None]


def pictures(seconds):
    return [packet for packet in packets(seconds) if packet.stream.type == "video"]


def decoded(film, clock, cost):
    """Return which of FILM a decoder takes that needs COST seconds each, and how late it ends.

    FILM is sent in its own time, and waits where the decoder is not ready yet.
    """
    backlog, began, taken = Backlog(), clock.now - float(film[0].dts * film[0].time_base), []
    for packet in film:
        asked = clock.now
        clock.now = max(clock.now, began + float(packet.dts * packet.time_base))
        taken.append(backlog.lets(packet, clock.now - asked))
        clock.now += cost if taken[-1] else 0
    return taken, clock.now - began - float(film[-1].dts * film[-1].time_base)


def test_a_decoder_that_keeps_up_drops_nothing(clock):
    taken, _ = decoded(pictures(4), clock, 0.035)
    assert all(taken)


@pytest.mark.parametrize("cost", [0.05, 0.08, 0.2])
def test_a_decoder_that_is_too_slow_drops_pictures_and_stays_near(clock, cost):
    taken, late = decoded(pictures(12), clock, cost)
    assert late < feed.LATE + feed.PATIENCE + cost
    assert sum(taken) > 12 / (cost + 0.1)


def test_after_a_drop_it_goes_on_with_a_picture_that_needs_no_other(clock):
    film = pictures(8)
    taken, _ = decoded(film, clock, 0.08)
    resumed = [film[at].is_keyframe for at in range(1, len(film)) if taken[at] > taken[at - 1]]
    assert resumed and all(resumed)


def test_a_pause_that_is_made_good_soon_drops_nothing(clock):
    film, backlog = pictures(4), Backlog()
    assert backlog.lets(film[0], 0)
    clock.now += 0.8  # all that was sent meanwhile is there at once
    for packet in film[1:21]:
        assert backlog.lets(packet, 0)
        clock.now += 0.01


def test_a_sender_that_is_later_than_it_was_is_followed(clock):
    backlog, began = Backlog(), clock.now
    for number, packet in enumerate(pictures(8)):
        clock.now = began + number / FPS + (0.7 if number > 25 else 0)
        assert backlog.lets(packet, 1 / FPS)


def test_pictures_that_all_need_no_other_are_dropped_too(clock):
    film = [packet for packet in pictures(60) if packet.is_keyframe]
    _, late = decoded(film, clock, 0.6)  # of the 0.4 there are
    assert late < feed.LATE + feed.PATIENCE + 2 * 0.6


def test_sound_is_never_dropped(clock):
    backlog = Backlog()
    for packet in packets(3):
        clock.now += 0.1
        assert packet.stream.type == "video" or backlog.lets(packet, 0)


def test_a_film_is_held_back_to_its_own_time(clock):
    pace = Pace()
    assert all(pace.lets(packet, 0) for packet in packets(3))
    assert clock.now - 1000 == pytest.approx(3, abs=0.1)


def test_a_film_that_begins_anew_is_not_waited_for(clock):
    pace = Pace()
    for packet in [*packets(3), *packets(1)]:
        pace.lets(packet, 0)
    assert clock.now - 1000 == pytest.approx(4, abs=0.2)


def test_what_was_late_for_a_moment_is_made_good(clock):
    pace, film = Pace(), pictures(3)
    pace.lets(film[0], 0)
    clock.now += 0.5
    for packet in film[1:]:
        pace.lets(packet, 0)
    assert clock.now - 1000 == pytest.approx(3, abs=0.1)
