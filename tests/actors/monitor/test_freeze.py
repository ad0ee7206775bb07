"""Spans in which the picture is frozen."""

import pytest

from actors.monitor.freeze import FreezeDetector
from tests.actors.monitor import drawn
from tests.actors.monitor.drawn import shown


def freezes(draw, count=100, rate=25.0):
    detector = FreezeDetector()
    spans = [*shown(detector, draw, count, rate=rate), *detector.end(count / rate)]
    assert {span.kind for span in spans} <= {"freeze"}
    return [(round(span.start, 2), round(span.end, 2)) for span in spans]


def stopping(first, length):
    """A film that stands still from its picture FIRST on, for LENGTH pictures."""
    return lambda number: drawn.panned(stopped(number, first, length), 2.0)


def stopped(number, first, length):
    return number if number < first else max(first, number - length)


@pytest.mark.parametrize("draw", [drawn.page, drawn.noisy, drawn.popping])
def test_what_does_not_move_is_frozen_from_beginning_to_end(draw):
    assert freezes(draw) == [(0, 4)]


@pytest.mark.parametrize("draw", [drawn.spinner, drawn.panned, drawn.black])
def test_what_moves_and_what_is_black_is_not_frozen(draw):
    assert freezes(draw) == []


def test_a_freeze_begins_and_ends_with_its_own_pictures():
    assert freezes(stopping(30, 40)) == [(1.2, 2.84)]


def test_what_stands_still_for_less_than_half_a_second_is_not_frozen():
    assert freezes(stopping(30, 10)) == []


def test_five_pictures_a_second_in_a_stream_of_more_are_not_frozen():
    assert freezes(lambda number: drawn.panned(number // 5 * 5, 2.0)) == []


@pytest.mark.parametrize("rate", [2.0, 5.0])
def test_pictures_of_a_slow_stream_are_not_frozen(rate):
    assert freezes(lambda number: drawn.panned(number, 3.0), 20, rate) == []


def test_a_black_picture_ends_a_freeze_and_another_begins_after_it():
    pictures = [drawn.page()] * 40 + [drawn.black()] * 20 + [drawn.page()] * 40
    assert freezes(pictures.__getitem__) == [(0, 1.6), (2.4, 4)]


def test_a_page_whose_clock_ticks_is_not_frozen():
    assert freezes(drawn.ticking, 200) == []


def test_a_page_whose_clock_stops_is_frozen_from_its_last_tick_on():
    assert freezes(lambda number: drawn.ticking(min(number, 110)), 200) == [(4, 8)]


def test_a_film_that_stops_with_its_clock_is_frozen():
    def draw(number):
        still = stopped(number, 60, 25)
        plane = drawn.panned(still, 2.0).plane.copy()
        plane[4:10, 280:300] = 40 + 150 * (still // 25 % 2)
        return drawn.luma(plane)

    assert freezes(draw, 150) == [(2.4, 3.44)]


def test_a_spinner_that_stops_for_a_second_is_frozen():
    assert freezes(lambda number: drawn.spinner(stopped(number, 50, 25))) == [(2.0, 3.04)]


def test_it_is_known_since_when_it_is_frozen():
    detector = FreezeDetector()
    shown(detector, drawn.page, 10, start=5.0)
    assert detector.since == 5.0
    shown(detector, drawn.black, 1, start=5.4)
    assert detector.since is None


def test_between_two_ticks_it_is_not_said_to_be_frozen():
    detector = FreezeDetector()
    shown(detector, drawn.ticking, 115)
    assert detector.since is None
