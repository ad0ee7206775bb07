"""Pages of settings, and what they say."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.checks.menu import Menu
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.verdict import Verdict

FONT = cv2.FontFace("sans")
SIZE = (1280, 720)
ABOUT = {
    "Model": "TV-7",
    "Version": "1.2.3",
    "Serial": "A48B12",
    "Free": "42,5 GB",
    "Clock": "20:15",
}


def columns(pairs, focus=None):
    """Draw a title, and PAIRS in two columns; the row FOCUS on a bar of white."""
    page = np.full((*SIZE[::-1], 3), (40, 30, 20), np.uint8)
    cv2.putText(page, "About this TV", (60, 70), (235,) * 3, FONT, 38, 400)
    for number, (key, value) in enumerate(pairs.items()):
        top, ink = 150 + 60 * number, (235, 235, 235)
        if number == focus:
            cv2.rectangle(page, (40, top - 32), (1000, top + 18), (240, 240, 240), -1)
            ink = (20, 20, 20)
        cv2.putText(page, key, (60, top), ink, FONT, 26, 400)
        cv2.putText(page, value, (700, top), ink, FONT, 26, 400)
    return page


def colons(pairs):
    page = np.full((*SIZE[::-1], 3), (40, 30, 20), np.uint8)
    for number, (key, value) in enumerate(pairs.items()):
        text = f"{key}: {value}"
        cv2.putText(page, text, (60, 150 + 60 * number), (235,) * 3, FONT, 26, 400)
    return page


def seen(page):
    return Recording([Frame(page, 1.0)], SIZE)


@pytest.mark.parametrize(
    "page", [columns(ABOUT), columns(ABOUT, focus=2), colons(ABOUT)], ids=["two", "bar", "colons"]
)
def test_all_pairs_of_a_page_are_facts(page):
    verdict = Menu(pairs=5).judge(seen(page))
    assert verdict
    assert verdict.facts == ABOUT
    assert len(verdict.regions) == 5


def test_a_page_of_cyrillic_is_read():
    about = {"Модель": "TV-7", "Версия": "1.2.3", "Память": "57 GB"}
    verdict = Menu(expected=about).judge(seen(columns(about)))
    assert verdict.facts == about, verdict.reason
    assert verdict


def test_what_is_expected_is_compared_and_the_worst_pair_is_told():
    verdict = Menu(expected={"Model": "tv-7", "Version": "1.2.4"}).judge(seen(columns(ABOUT)))
    assert not verdict
    assert 0 < verdict.score < 1
    assert verdict.reason == "read 5 pairs; 'Version' is '1.2.3', wanted '1.2.4'"
    left, top, width, height = verdict.region
    assert left <= 62
    assert top < 205 < top + height
    assert left + width > 700


def test_a_key_that_is_not_there_is_told_with_those_that_are():
    verdict = Menu(expected={"Address": "::1"}).judge(seen(columns(ABOUT)))
    assert (verdict.holds, verdict.score) == (False, 0)
    assert "no 'Address' among 'Model', 'Version'" in verdict.reason


def test_too_few_pairs_do_not_hold():
    verdict = Menu(pairs=6).judge(seen(columns(ABOUT)))
    assert not verdict
    assert verdict.reason == "read 5 pairs, needs 6"
    assert verdict.facts == ABOUT


def test_only_the_region_is_read():
    verdict = Menu(region=(40, 170, 1000, 60)).judge(seen(columns(ABOUT)))
    assert verdict.facts == {"Version": "1.2.3"}
    assert verdict.searched == (40, 170, 1000, 60)


def test_an_empty_screen_has_no_pairs():
    verdict = Menu().judge(seen(columns({})))
    assert (verdict.holds, verdict.facts) == (False, {})


def test_numbers_are_taken_as_they_are_written():
    assert Menu(expected={"Channels": 7}).expected == {"Channels": "7"}
    assert Menu(expected={1: 2}).expected == {"1": "2"}
    assert str(Menu(expected={"Channels": 7})) == "menu with 'Channels': '7'"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"expected": {"": "7"}}, "both a key and a value"),
        ({"expected": {"Key": " "}}, "both a key and a value"),
        ({"expected": {"Key": True}}, "quotes"),
        ({"expected": {"ሰላም": "7"}}, "ETHIOPIC"),
        ({"pairs": 0}, "greater than or equal to 1"),
        ({"language": "xx"}, "no language 'xx'"),
    ],
)
def test_wrong_settings_are_refused(fields, why):
    with pytest.raises(ValidationError, match=why):
        Menu(**fields)


WORDS = st.text(max_size=6) | st.integers() | st.booleans()


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=6), WORDS, max_size=3), st.integers(-1, 4))
def test_any_settings_are_refused_or_give_a_verdict(expected, count):
    try:
        verdict = Menu(expected=expected, pairs=count).judge(seen(SMALL))
    except (ValidationError, CannotJudge):
        return
    assert isinstance(verdict, Verdict)


SMALL = colons({"Model": "TV-7"})
