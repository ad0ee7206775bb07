"""Sound, and where there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.monitor.silence import SilenceDetector, loudness

RATE = 48_000


def tone(seconds, level=-20.0, hertz=440.0, rate=RATE):
    """A sine with an RMS of LEVEL dB."""
    times = np.arange(round(seconds * rate)) / rate
    return (2**0.5 * 10 ** (level / 20) * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def quiet(seconds, rate=RATE):
    return np.zeros(round(seconds * rate), np.float32)


def silences(samples, *, rate=RATE, chunk=1024, start=0.0, end=None):
    detector, spans, length = SilenceDetector(), [], samples.shape[-1]
    for first in range(0, length, chunk):
        part = samples[..., first : first + chunk]
        spans += detector.then(part, rate, start + first / rate)
    spans += detector.end(start + length / rate if end is None else end)
    return [(span.start, span.end) for span in spans]


@pytest.mark.parametrize("level", [-50.5, -60.0, -48.0, -6.0])
def test_loudness_is_the_rms_in_decibels(level):
    assert loudness(tone(1.0, level)) == pytest.approx(level, abs=0.05)
    whole = np.rint(tone(1.0, level) * 32767).astype(np.int16)
    assert loudness(whole) == pytest.approx(level, abs=0.2)


def test_no_sound_at_all_is_infinitely_quiet():
    assert loudness(quiet(0.1)) == -np.inf


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("chunk", [160, 1024, 30_000])
def test_a_silence_is_told_to_the_hundredth(rate, chunk):
    sound = np.concatenate([tone(1.0, rate=rate), quiet(1.5, rate), tone(1.0, rate=rate)])
    ((start, end),) = silences(sound, rate=rate, chunk=chunk)
    assert (start, end) == (pytest.approx(1.0, abs=0.015), pytest.approx(2.5, abs=0.015))


@pytest.mark.parametrize(("level", "count"), [(-51.0, 1), (-49.0, 0)])
def test_what_is_below_fifty_decibels_is_silent(level, count):
    assert len(silences(tone(2.0, level))) == count


@pytest.mark.parametrize("hertz", [30.0, 50.0, 12_000.0])
def test_a_deep_tone_is_heard_all_the_time(hertz):
    assert silences(tone(2.0, -45.0, hertz)) == []


def test_a_pause_of_less_than_half_a_second_is_none():
    assert silences(np.concatenate([tone(1.0), quiet(0.45), tone(1.0)])) == []


def test_one_channel_that_is_heard_is_enough_and_channels_never_cancel_out():
    assert silences(np.stack([tone(2.0, -30.0), quiet(2.0)])) == []
    assert silences(np.stack([tone(2.0, -30.0), -tone(2.0, -30.0)])) == []


def test_a_hole_in_the_sound_is_silent():
    detector = SilenceDetector()
    assert detector.then(tone(1.0), RATE, 0.0) == []
    (span,) = detector.then(tone(1.0), RATE, 3.0)
    assert (span.start, span.end) == (pytest.approx(1.0, abs=0.06), pytest.approx(3.0, abs=0.06))


def test_what_is_missing_at_the_end_is_silent():
    ((start, end),) = silences(tone(1.0), end=3.0)
    assert (start, end) == (pytest.approx(1.0, abs=0.06), pytest.approx(3.0, abs=0.06))


def test_it_is_known_since_when_it_is_silent():
    detector = SilenceDetector()
    detector.then(np.concatenate([tone(1.0), quiet(0.2)]), RATE, 10.0)
    assert detector.since == pytest.approx(11.0, abs=0.015)


@settings(max_examples=25, deadline=None)
@given(st.floats(0.6, 3.0), st.floats(0.1, 2.0), st.integers(100, 5000), st.floats(-100, 100))
def test_every_silence_is_found_wherever_it_is(length, before, chunk, start):
    sound = np.concatenate([tone(before, rate=8000), quiet(length, 8000), tone(0.3, rate=8000)])
    ((begin, end),) = silences(sound, rate=8000, chunk=chunk, start=start)
    assert begin - start == pytest.approx(before, abs=0.02)
    assert end - begin == pytest.approx(length, abs=0.03)


def test_since_when_it_is_silent_is_a_number_of_python():
    detector = SilenceDetector()
    detector.then(quiet(1.0), RATE, 2.0)
    assert type(detector.since) is float
    assert detector.since == pytest.approx(2.0)
