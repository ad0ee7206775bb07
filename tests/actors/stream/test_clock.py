"""The time of a stream's pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.stream.clock import StreamClock


def times(jitter, *, sent=0.0, began=1000.0):
    clock = StreamClock()
    pictures = [(sent + number / 25, late) for number, late in enumerate(jitter)]
    return [clock.at(at, began + at + late) for at, late in pictures]


def test_jitter_of_the_network_is_taken_out():
    at = times([0.0, 0.2, 0.01, 0.0, 0.15])
    assert at == pytest.approx([1000.0, 1000.04, 1000.08, 1000.12, 1000.16], abs=0.003)


def test_a_picture_held_back_at_first_does_not_make_all_others_late():
    assert times([0.5, 0.4, 0.0, 0.0])[-1] == pytest.approx(1000.12, abs=0.001)


def test_a_stream_that_begins_anew_is_timed_by_its_arrival():
    clock = StreamClock()
    clock.at(500.0, 1000.0)
    assert clock.at(0.0, 1000.04) == 1000.04


def test_a_sender_whose_clock_is_slow_is_followed():
    clock = StreamClock()
    for second in range(0, 600):
        late = clock.at(second * 0.9999, 1000.0 + second)
    assert late == pytest.approx(1599.0, abs=0.1)


@given(st.lists(st.floats(0, 0.9), min_size=2, max_size=50))
def test_time_never_goes_back_nor_beyond_the_arrival(delays):
    clock, arrived, before = StreamClock(), 0.0, float("-inf")
    for number, delay in enumerate(delays):
        arrived = max(arrived, 1000 + number / 25 + delay)
        at = clock.at(number / 25, arrived)
        assert before <= at <= arrived + 1e-6
        before = at
