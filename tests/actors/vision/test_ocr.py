"""Lines of text, read from drawn pictures."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.vision.choice import Choice, choose
from actors.vision.lines import only_row
from actors.vision.ocr import Reader, reader
from tests.actors.vision.drawn import page, strip

RAPID = Choice("rapidocr")


def texts(picture, choice=RAPID):
    return [line.text for line in reader(choice).read(picture)]


class Counting:
    """An engine that reads nothing, and counts how often it is asked."""

    def __init__(self, certainty=1.0):
        self.strips, self.certainty = [], certainty

    def read(self, strip):
        self.strips.append(strip)
        return "read", self.certainty

    def lacks(self, text):
        return ""


def test_a_page_is_read_line_by_line_from_the_top():
    lines = list(reader(RAPID).read(page("Network", "Sound", "Picture")))
    assert [line.text for line in lines] == ["Network", "Sound", "Picture"]
    assert lines[0].box[1] < 60 < lines[1].box[1] < 120 < lines[2].box[1]


def test_a_picture_without_text_has_no_lines():
    assert texts(np.zeros((200, 300, 3), np.uint8)) == []


def test_a_page_of_cyrillic_is_read_with_its_numbers_and_units():
    wanted = ["Настройки", "Громкость 57 %", "688 MHz", "S12E06"]
    assert texts(page(*wanted), choose("", "ru")) == wanted


def test_the_same_line_is_read_once_on_whatever_page_it_stands():
    engine = Counting()
    reader = Reader(engine)
    for number in range(5):
        list(reader.read(page("Network", "Sound", f"20:1{number}")))
    assert len(engine.strips) <= 10  # of the fifteen, where the last one changes


def test_no_more_than_two_lines_are_read_before_they_are_asked_for():
    engine = Counting()
    lines = Reader(engine).read(page("Network", "Sound", "Picture", "Account"))
    next(lines)
    list(Reader(Counting()).read(page("Later")))  # comes after whatever has been handed out
    assert len(engine.strips) <= 2
    assert len(list(lines)) == 3


def test_what_the_engine_is_not_certain_of_is_no_text():
    assert list(Reader(Counting(certainty=0.4)).read(page("Network", "Sound"))) == []


def test_two_texts_in_a_row_are_two_lines():
    row = strip("Version")
    cv2.putText(row, "1.2.3", (300, 40), (235,) * 3, cv2.FontFace("sans"), 24, 400)
    assert texts(row) == ["Version", "1.2.3"]


def test_a_wide_border_is_not_blown_up_to_be_read():
    border = np.full((16, 2000, 3), 30, np.uint8)
    border[4:12, ::12] = border[4:12, 1::12] = 255
    engine = Counting()
    assert len(only_row(border)) == 1
    assert list(Reader(engine).read(border)) == []
    assert all(strip.shape[1] < 64 * strip.shape[0] for strip in engine.strips)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 2**32 - 1))
def test_any_picture_is_read_without_an_error(width, height, seed):
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    for choice in (RAPID, choose("", "ru")):
        for line in reader(choice).read(noise):
            left, top, across, down = line.box
            assert 0 <= left < left + across <= width
            assert 0 <= top < top + down <= height


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (3, 900), (2160, 3840)])
@pytest.mark.parametrize("shade", [0, 255])
def test_a_picture_of_any_shape_is_read_without_an_error(shape, shade):
    assert texts(np.full((*shape, 3), shade, np.uint8)) == []
