"""Pictures that are black, and how long."""

import numpy as np
import pytest

from actors.monitor.black import BlackDetector, brightest, is_black
from tests.actors.monitor import drawn
from tests.actors.monitor.drawn import shown


def with_patch(level, rows, columns=slice(100, 110)):
    plane = np.full((180, 320), 5, np.uint8)
    plane[rows, columns] = level
    return drawn.luma(plane)


@pytest.mark.parametrize(("level", "black"), [(0, True), (20, True), (21, False), (255, False)])
def test_a_picture_is_black_up_to_eight_percent(level, black):
    assert is_black(with_patch(level, slice(10, 20))) is black


def test_a_banner_in_the_lowest_part_does_not_count():
    assert is_black(with_patch(200, slice(130, 170)))
    assert not is_black(with_patch(200, slice(110, 170)))


def test_the_bars_of_a_letterbox_do_not_make_a_picture_black():
    plane = drawn.texture()
    plane[:25] = plane[-25:] = 0
    assert not is_black(drawn.luma(plane))


def test_the_brightest_level_is_told():
    assert brightest(with_patch(77, slice(10, 20))) == 77


def test_a_black_begins_with_its_first_picture_and_ends_with_the_next_bright_one():
    detector = BlackDetector()
    pictures = [drawn.page()] * 10 + [drawn.black()] * 20 + [drawn.page()] * 5
    (span,) = shown(detector, pictures.__getitem__, 35)
    assert (span.kind, span.start, span.end) == ("black", 0.4, 1.2)


def test_a_short_black_is_not_told_and_one_that_lasts_to_the_end_is():
    detector = BlackDetector()
    pictures = [drawn.black()] * 7 + [drawn.page()] * 5 + [drawn.black()] * 10
    assert shown(detector, pictures.__getitem__, 22) == []
    assert detector.since == 0.48
    (span,) = detector.end(0.88)
    assert (span.start, span.end) == (0.48, 0.88)
