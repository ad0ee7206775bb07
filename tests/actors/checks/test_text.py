"""Texts on drawn screens."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.checks.text import Text, find
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.verdict import Verdict
from actors.vision import tessdata
from actors.vision.layout import Line

FONT = cv2.FontFace("sans")
SIZE = (640, 360)
GROUNDS = {
    "dark": ((30, 25, 20), (235, 235, 235)),
    "light": ((235, 230, 225), (30, 30, 30)),
    "blue bar": ((170, 80, 20), (255, 255, 255)),
    "red bar": ((40, 40, 190), (255, 255, 255)),
    "faint": ((30, 25, 20), (125, 125, 120)),
}


def screen(*rows, size=24, look="dark"):
    """Draw each of ROWS on a bar of its own across the screen, 60 pixels apart."""
    page = np.full((*SIZE[::-1], 3), (30, 25, 20), np.uint8)
    ground, ink = GROUNDS[look]
    for number, row in enumerate(rows):
        top = 20 + 60 * number
        cv2.rectangle(page, (20, top), (620, top + 50), ground, -1)
        cv2.putText(page, row, (40, top + 25 + size // 3), ink, FONT, size, 400)
    return page


NETWORK = screen("Network")


def seen(page):
    return Recording([Frame(page, 1.0)], SIZE)


def first_number(number):
    return Text(number=number, region=(10, 20, 620, 50))


def first_row(text, **fields):
    return Text(expected=text, region=(10, 20, 620, 50), **fields)


@pytest.mark.parametrize("look", GROUNDS)
@pytest.mark.parametrize("size", [16, 22, 34])
@pytest.mark.parametrize(
    "text", ["Network & Internet", "12:45", "Größe ändern", "Ustawienia języka", "Channel 107"]
)
def test_a_line_is_read_in_every_size_and_colour(text, size, look):
    verdict = first_row(text, match="equals").judge(seen(screen(text, size=size, look=look)))
    assert verdict, verdict.reason


@pytest.mark.parametrize("text", ["12:46", "Channel 101", "Channel 17", "Channel 10"])
def test_a_wrong_number_never_passes(text):
    assert not first_row(text).judge(seen(screen("Channel 107  12:45")))


def test_the_whole_page_is_searched_and_the_line_is_told():
    verdict = Text(expected="Sound").judge(seen(screen("Network", "Sound", "Picture")))
    left, top, width, height = verdict.region
    assert verdict
    assert (verdict.searched, verdict.score) == (None, 1)
    assert 80 <= top < top + height <= 130
    assert 20 <= left < left + width < 160


def test_regions_scale_with_the_frame():
    page = cv2.resize(screen("Network", "Sound"), (1280, 720), interpolation=cv2.INTER_CUBIC)
    verdict = Text(expected="Sound", region=(10, 80, 620, 50)).judge(seen(page))
    assert verdict
    assert verdict.searched == (20, 160, 1240, 100)
    assert 160 <= verdict.region[1] < 260


def test_a_text_outside_the_region_does_not_count():
    assert not first_row("Sound").judge(seen(screen("Network", "Sound")))


def test_a_miss_says_what_was_read_instead():
    verdict = first_row("Notebook").judge(seen(screen("Network")))
    assert verdict.reason.startswith("read 'Network', wanted 'Notebook' (0.")
    assert 0 < verdict.score < 1


def test_an_empty_screen_reads_nothing():
    verdict = Text(expected="Home").judge(seen(screen()))
    assert (verdict.holds, verdict.score, verdict.region) == (False, 0, None)
    assert verdict.reason.startswith("read nothing, wanted 'Home'")


def test_absent_turns_the_answer():
    page = seen(screen("Network"))
    assert Text(expected="Sound", absent=True).judge(page)
    gone = Text(expected="Network", absent=True).judge(page)
    assert not gone
    assert gone.reason == "read 'Network', wanted no 'Network'"


@pytest.mark.parametrize("look", GROUNDS)
@pytest.mark.parametrize("size", [16, 24])
@pytest.mark.parametrize("text", ["Настройки", "Сеть и интернет", "Громкость 57 %"])
def test_cyrillic_is_read_in_every_size_and_colour(text, size, look):
    assert first_row(text).judge(seen(screen(text, size=size, look=look)))


def test_cyrillic_that_is_not_there_is_missed():
    page = seen(screen("Настройки"))
    assert not first_row("Громкость").judge(page)
    assert first_row("Громкость", absent=True).judge(page)
    assert not first_row("Настройки", absent=True).judge(page)


@pytest.mark.parametrize("look", ["blue bar", "red bar", "light"])
def test_the_focused_row_is_read_as_the_others_are(look):
    rows = ["Network", "Sound", "Picture", "Account"]
    page = screen(*rows)
    page[80:130, 20:620] = screen(*rows, look=look)[80:130, 20:620]
    assert all(Text(expected=row, match="equals").judge(seen(page)) for row in rows)


@pytest.mark.parametrize(
    ("shown", "number", "fields", "holds"),
    [
        ("Signal 85 %", ">= 20", {}, True),
        ("Signal 85 %", "> 85", {}, False),
        ("-24 dB", "> -30 and < -20", {}, True),
        ("42,5 GB", 42.5, {}, True),
        ("1.234 MB", "> 1000", {"language": "de"}, True),
        ("1.234 MB", "> 1000", {}, False),
        ("Громкость 57 %", "57", {"language": "ru"}, True),
    ],
)
def test_the_number_in_a_region_is_compared(shown, number, fields, holds):
    region = (10, 20, 620, 50)
    check = Text(number=number, region=region, **fields)
    verdict = check.judge(seen(screen(shown)))
    assert verdict.holds is holds, verdict.reason


def test_the_measured_number_is_told_and_is_a_fact():
    verdict = first_number(">= 90").judge(seen(screen("Signal 85 %")))
    assert verdict.reason == "read 85 in 'Signal 85 %', wanted >= 90"
    assert verdict.facts == {"number": "85"}
    assert str(first_number(">= 90")) == "number >= 90 in [10, 20, 620, 50]"


@pytest.mark.parametrize(
    ("shown", "read"), [("20:15", "no number"), ("7 of 12", "2 numbers, 7, 12, where it takes one")]
)
def test_no_number_and_several_are_said_and_do_not_hold(shown, read):
    verdict = first_number("> 0").judge(seen(screen(shown)))
    assert not verdict
    assert verdict.reason == f"read {read}; wanted > 0"


def test_what_an_expression_names_is_a_fact():
    verdict = first_row(r"Now (?P<time>\d\d:\d\d)", match="regex").judge(seen(screen("Now 20:15")))
    assert verdict.facts == {"time": "20:15"}


def test_no_more_lines_are_read_once_the_text_is_found():
    lines = iter([Line("Network", (0, 0, 90, 20), 1.0), Line("Sound", (0, 40, 90, 20), 1.0)])
    assert find(lines, "Network", "contains")[0] == 1
    assert next(lines).text == "Sound"


def test_a_node_without_the_engine_cannot_judge(monkeypatch):
    check = first_row("Настройки")
    monkeypatch.setattr(tessdata, "find_spec", lambda _: None)
    with pytest.raises(CannotJudge, match="pip install"):
        check.judge(seen(screen("Home")))


def test_an_expression_finds_a_time():
    page = seen(screen("Now 20:15 News"))
    assert first_row(r"\b\d\d:\d\d\b", match="regex").judge(page)
    assert not first_row(r"^\d\d:\d\d$", match="regex").judge(page)


def test_a_title_over_two_lines_is_found():
    page = np.full((*SIZE[::-1], 3), 30, np.uint8)
    cv2.putText(page, "Continue", (40, 100), (240,) * 3, FONT, 28, 400)
    cv2.putText(page, "watching", (40, 136), (240,) * 3, FONT, 28, 400)
    assert Text(expected="Continue watching").judge(seen(page))


def test_a_number_is_taken_as_it_is_written():
    assert Text(expected=7).expected == "7"
    assert str(Text(expected=7)) == "text '7'"
    assert str(first_row("Network")) == "text 'Network' in [10, 20, 620, 50]"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"expected": "ሰላም"}, "no text engine here reads ETHIOPIC"),
        ({"expected": "Настройки", "engine": "rapidocr"}, "does not read CYRILLIC"),
        ({"expected": "  "}, "no text"),
        ({"expected": ""}, "no text"),
        ({}, "either the text that is expected, or a comparison"),
        ({"expected": "7", "number": 7}, "either the text"),
        ({"number": ""}, "no comparison"),
        ({"number": "about 7"}, "no comparison"),
        ({"number": 7, "absent": True}, "only compared"),
        ({"number": 7, "match": "regex"}, "only compared"),
        ({"expected": "Home", "language": "xx"}, "no language 'xx' is known"),
        ({"expected": "Home", "engine": "eyes"}, "rapidocr"),
        ({"expected": "a*", "match": "regex"}, "found in everything"),
        ({"expected": True}, "quotes"),
        ({"expected": "(", "match": "regex"}, "no regular expression"),
        ({"expected": "20:15 – 22:00", "match": "regex"}, "'–' is never found: write '-'"),
        ({"expected": "[ሀ-ፐ]", "match": "regex", "absent": True}, "reads ETHIOPIC"),
        ({"expected": "Ŧ", "absent": True}, "'Ŧ'"),
        ({"expected": "Home", "match": "like"}, "contains"),
        ({"expected": "Home", "region": [0, 0, 0, 9]}, "nothing in it"),
    ],
)
def test_wrong_settings_are_refused(fields, why):
    with pytest.raises(ValidationError, match=why):
        Text(**fields)


def test_a_letter_that_the_engine_lacks_is_never_a_pass():
    with pytest.raises(CannotJudge, match="cannot read"):
        Text(expected="\U0002a6d6", absent=True).judge(seen(screen("Network")))


def test_a_region_outside_the_picture_cannot_be_judged():
    with pytest.raises(CannotJudge, match="lies outside"):
        Text(expected="Home", region=(700, 0, 10, 10)).judge(seen(screen()))


@settings(max_examples=15, deadline=None)
@given(st.tuples(*[st.integers(0, 600)] * 2, *[st.integers(1, 640)] * 2))
def test_every_region_gives_a_verdict_or_cannot_be_judged(region):
    try:
        verdict = Text(expected="Sound", region=region).judge(seen(screen("Network", "Sound")))
    except CannotJudge:
        return
    assert 0 <= verdict.score <= 1
    assert verdict.holds == (verdict.score == 1)


ANY = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.integers())
NAMES = ["expected", "number", "region", "match", "absent", "language", "engine", "other"]
PLAUSIBLE = {
    "expected": st.text(max_size=8) | st.from_regex(r"[a-z0-9.*+?()|\[\]]{1,6}", fullmatch=True),
    "match": st.sampled_from(["contains", "equals", "regex"]),
    "language": st.sampled_from(["en", "de", "ru", "he"]),
    "absent": st.booleans(),
}


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), ANY) | st.fixed_dictionaries({}, optional=PLAUSIBLE))
def test_any_settings_are_refused_or_give_a_verdict(fields):
    try:
        verdict = Text(**fields).judge(seen(NETWORK))
    except (ValidationError, CannotJudge):
        return
    assert isinstance(verdict, Verdict)
    assert verdict.reason


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (2160, 3840)])
@pytest.mark.parametrize("question", [{"expected": "Home"}, {"number": 7}, {"expected": "Звук"}])
def test_a_picture_of_any_shape_gives_a_verdict(question, shape):
    frame = Frame(np.zeros((*shape, 3), np.uint8), 1.0)
    assert not Text(**question).judge(Recording([frame]))


@pytest.mark.parametrize(
    "expected", [r"[а-я]{3,}", r"[\u0400-\u04ff]+", r"\u0430\u0441", r"С\w+", r"(?P<a>[А-я]+)"]
)
def test_an_expression_tells_which_engine_must_read(expected):
    page = seen(screen("Настройки Система класс"))
    assert first_row(expected, match="regex").judge(page)
    assert not first_row(expected, match="regex", absent=True).judge(page)


@pytest.mark.parametrize("expected", ["►", r"\u25ba+", "Play|✓", "[►▶]"])
def test_an_expression_with_a_sign_that_is_not_read_is_never_a_pass(expected):
    with pytest.raises(CannotJudge, match="cannot read"):
        Text(expected=expected, match="regex", absent=True).judge(seen(screen("► Play")))


@pytest.mark.parametrize("sign", ["✓", "►"])
def test_a_sign_that_is_not_read_is_never_absent(sign):
    with pytest.raises(CannotJudge, match="cannot read"):
        Text(expected=sign, absent=True).judge(seen(screen(f"{sign} Done")))
