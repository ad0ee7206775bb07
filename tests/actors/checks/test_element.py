"""Elements of interfaces that tests describe."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.checks.element import Element
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Element as Part
from actors.interface import Frame
from actors.steps.expect import Expect
from actors.steps.tap import Tap
from tests.actors.devices import simulated, television

PLAY = Part("Play", "tv.app:id/play", "android.widget.Button", (40, 20, 20, 10), False, True, "Go")
STOP = Part("Stop", "tv.app:id/stop", "android.widget.Button", (80, 20, 20, 10), True, True)
TITLE = Part("Films – new", "title", "h1", (0, 0, 100, 15))


@dataclass
class Described:
    """Evidence that is a grey picture of some size, and PARTS of a screen of 100 x 50."""

    parts: list = field(default_factory=lambda: [TITLE, PLAY, STOP])
    picture: tuple[int, int] = (100, 50)

    def need(self, face):
        return self

    def elements(self):
        return self.parts

    def screen_size(self):
        return 100, 50

    def frame(self):
        return Frame(np.zeros((*self.picture[::-1], 3), np.uint8), 1.0)


def judged(**fields):
    return Element(**fields).judge(Described())


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Play"},
        {"text": " play "},
        {"text": "films - NEW"},
        {"text": "new", "match": "contains"},
        {"text": "^P.ay$", "match": "regex"},
        {"label": "Go"},
        {"id": "tv.app:id/play"},
        {"id": "play"},
        {"role": "button", "focused": True},
        {"clickable": False},
        {"text": "Play", "role": "Button", "clickable": True, "focused": False},
        {"role": "Button", "count": 2},
        {"text": "Pause", "absent": True},
        {"text": "Play", "focused": True, "absent": True},
    ],
)
def test_holds_where_one_element_is_all_that_is_wanted(fields):
    verdict = judged(**fields)
    assert verdict, verdict.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Pla"},
        {"text": "Play", "focused": True},
        {"text": "play$", "match": "regex", "id": "stop"},
        {"id": "lay"},
        {"role": "Button", "count": 1},
        {"text": "Play", "absent": True},
    ],
)
def test_fails_where_no_element_is_all_of_it(fields):
    assert not judged(**fields)


def test_the_reason_names_the_nearest_element():
    verdict = judged(text="Plays", clickable=True)
    assert verdict.reason == (
        "the nearest is 'Play' android.widget.Button #tv.app:id/play clickable, "
        "wanted element with text 'Plays', clickable"
    )
    assert 0.8 < verdict.score < 1


def test_the_region_is_where_it_is_in_the_picture():
    assert judged(text="Play").region == (40, 20, 20, 10)
    scaled = Element(text="Play").judge(Described(picture=(200, 200)))
    assert scaled.region == (80, 80, 40, 40)


def test_all_places_are_told_where_they_are_counted():
    verdict = judged(role="Button", count=3)
    assert verdict.regions == ((40, 20, 20, 10), (80, 20, 20, 10))
    assert (verdict.holds, round(verdict.score, 2)) == (False, 0.67)


def test_a_screen_without_elements_has_none():
    verdict = Element(text="Play").judge(Described([]))
    assert (verdict.holds, verdict.score, verdict.region) == (False, 0, None)
    assert verdict.reason.startswith("the device tells of no element")


def test_a_recording_has_no_elements():
    with pytest.raises(CannotJudge, match="elements"):
        Element(text="Play").judge(Recording([Described().frame()]))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "say what it is"),
        ({"text": " "}, "no text"),
        ({"text": "(", "match": "regex"}, "no regular expression"),
        ({"text": "a", "absent": True, "count": 1}, "which is it"),
        ({"text": True}, "quotes"),
        ({"text": "a", "count": 0}, "count"),
        ({"kind": "a"}, "kind"),
    ],
)
def test_wrong_settings_are_refused(fields, why):
    with pytest.raises(ValidationError, match=why):
        Element(**fields)


@given(st.text(min_size=1), st.text(), st.sampled_from(["equals", "contains"]))
def test_any_text_is_compared(wanted, told, match):
    try:
        check = Element(text=wanted, match=match)
    except ValidationError:
        assert not wanted.strip()
        return
    verdict = check.judge(Described([Part(told, "", "", (0, 0, 9, 9))]))
    assert 0 <= verdict.score <= 1
    assert verdict.holds == (verdict.score == 1)


def test_the_elements_of_a_device_are_asked_again_until_one_is_there():
    device = simulated()
    assert Expect(check=Element(text="Settings", clickable=True), within=1).run(device)
    assert not Expect(check=Element(text="Nowhere")).run(device)


def test_what_is_found_is_tapped_in_its_middle():
    device = simulated()
    [wanted] = [one for one in television(device).elements() if one.text == "Settings"]
    left, top, width, height = wanted.bounds
    assert Tap(on=Element(text="Settings")).run(device)
    touched = television(device).log[-1].partition("tap ")[2]
    assert touched == f"{left + width // 2} {top + height // 2}"


def test_it_says_what_it_asks_and_needs():
    check = Element(id="play", focused=False, count=2)
    assert str(check) == "2 element with id 'play', not focused"
    assert check.needs() == {"elements", "picture"}
