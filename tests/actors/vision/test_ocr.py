"""Lines of text, read from drawn pictures."""

import unicodedata

import cv2
import numpy as np
import pytest

from actors.vision.lines import only_line
from actors.vision.ocr import READER, Line, Reader, joined
from actors.vision.wording import SCRIPTS, script

FONT = cv2.FontFace("sans")


def strip(text, size=24, ink=(235, 235, 235), ground=(40, 30, 20)):
    picture = np.full((60, 460, 3), ground, np.uint8)
    cv2.putText(picture, text, (20, 40), ink, FONT, size, 400)
    return picture


def page(*texts):
    return np.vstack([strip(text) for text in texts])


def test_a_single_line_is_found_with_a_margin():
    left, top, width, height = only_line(strip("Network", 30))
    assert left < 22
    assert left + width > 110
    assert top < 20
    assert 40 < top + height < 60


@pytest.mark.parametrize("picture", [strip(""), page("One", "Two"), page("A", "B", "C", "D", "E")])
def test_none_or_several_lines_are_no_single_line(picture):
    assert only_line(picture) is None


def test_a_page_is_read_line_by_line_from_the_top():
    lines = READER.read(page("Network", "Sound", "Picture"))
    assert [line.text for line in lines] == ["Network", "Sound", "Picture"]
    assert lines[0].box[1] < 60 < lines[1].box[1] < 120 < lines[2].box[1]


def test_a_picture_without_text_has_no_lines():
    assert READER.read(np.zeros((200, 300, 3), np.uint8)) == ()


def test_the_same_picture_is_read_once(monkeypatch):
    reader, looked = Reader(), []
    monkeypatch.setattr(Reader, "_look", lambda _, picture: looked.append(picture) or ())
    for picture in (strip("One"), strip("Two"), strip("One").copy()):
        reader.read(picture)
    assert len(looked) == 2


def test_old_pictures_are_forgotten(monkeypatch):
    reader, looked = Reader(), []
    monkeypatch.setattr(Reader, "_look", lambda _, picture: looked.append(picture) or ())
    for shade in [*range(40), 0]:
        reader.read(np.full((9, 9, 3), shade, np.uint8))
    assert len(looked) == 41


@pytest.mark.parametrize("letter", "ßłźΩ設カあЖשع한กहა")
def test_the_scripts_that_are_said_to_be_read_are_those_of_the_engine(letter):
    assert (READER.lacks(letter) == "") is (script(letter) in SCRIPTS)


def test_the_end_of_a_bar_behind_the_text_is_no_stroke():
    bar = cv2.rectangle(strip("Network"), (8, 2), (450, 57), (160, 80, 20), -1)
    cv2.putText(bar, "Network", (20, 40), (255, 255, 255), FONT, 18, 400)
    assert only_line(bar)[3] < 30


def test_a_rare_letter_of_a_known_script_is_known_to_lack():
    rare = "\U0002a6d6"
    assert unicodedata.name(rare).startswith("CJK")
    assert READER.lacks(f"設{rare}") == rare


def test_a_line_in_two_parts_and_the_next_line_are_joined_and_others_are_not():
    title, time = Line("News", (10, 10, 80, 20), 1.0), Line("20:15", (300, 11, 60, 20), 1.0)
    below, far = Line("at nine", (10, 34, 90, 20), 1.0), Line("Help", (10, 400, 80, 20), 1.0)
    pairs = [line.text for line in joined([title, time, below, far])]
    assert pairs == ["News 20:15", "News at nine"]
