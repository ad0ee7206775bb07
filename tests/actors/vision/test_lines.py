"""Single rows of text, found by their strokes."""

import cv2
import numpy as np
import pytest

from actors.vision.lines import only_row
from tests.actors.vision.drawn import FONT, page, strip


def test_a_single_line_is_found_with_a_margin():
    [(left, top, width, height)] = only_row(strip("Network", 30))
    assert left < 22
    assert left + width > 110
    assert top < 20
    assert 40 < top + height < 60


@pytest.mark.parametrize("picture", [strip(""), page("One", "Two"), page("A", "B", "C", "D", "E")])
def test_no_row_and_several_rows_are_no_single_row(picture):
    assert only_row(picture) == []


def test_a_wide_blank_parts_a_row_and_a_blank_between_words_does_not():
    row = strip("Audio language")
    cv2.putText(row, "English", (330, 40), (235,) * 3, FONT, 24, 400)
    (left, *_, first, _), (second, *_) = only_row(row)
    assert left < 22
    assert left + first < second < 330


def test_the_end_of_a_bar_behind_the_text_is_no_stroke():
    bar = cv2.rectangle(strip("Network"), (8, 2), (450, 57), (160, 80, 20), -1)
    cv2.putText(bar, "Network", (20, 40), (255, 255, 255), FONT, 18, 400)
    assert only_row(bar)[0][3] < 30


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 3), (2000, 2000)])
def test_a_picture_of_any_shape_without_text_has_no_row(shape):
    assert only_row(np.zeros((*shape, 3), np.uint8)) == []
