"""The last seconds of sound."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.interface import Samples
from actors.stream.recent import RecentSound


@given(st.lists(st.integers(0, 30), max_size=20), st.integers(0, 20))
def test_the_newest_samples_are_returned_in_order_whatever_their_parts(sizes, wanted):
    sound, at = RecentSound(rate=10, seconds=2), 0
    for size in sizes:
        sound.add(Samples(np.arange(at, at + size, dtype=np.int16), 10, at / 10))
        at += size
    newest = sound.newest(wanted / 10)
    assert list(newest.samples) == list(range(max(0, at - wanted), at))
    assert newest.end == pytest.approx(at / 10)
    assert sound.holds(wanted / 10) == (at >= wanted)


def test_no_more_is_kept_than_was_asked_for():
    sound = RecentSound(rate=10, seconds=2)
    for _ in range(100):
        sound.add(Samples(np.zeros(7, np.int16), 10, 0.0))
    assert 20 <= len(sound.newest(60).samples) < 27


@pytest.mark.parametrize("seconds", [0, 1])
def test_nothing_came_yet(seconds):
    assert len(RecentSound(10, 2).newest(seconds).samples) == 0
