"""The question whether a screen of the map is shown, and what it answers."""

import numpy as np
import pytest
from pydantic import ValidationError

from actors.checks.screen import Screen
from actors.checks.text import Text
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.maps import AppMap, AppMapFile
from tests.bench.screen_pages import SIZE, TITLE, app, as_map
from tests.bench.screens import seen

APP = app(21, screens=124)
MAP = as_map(APP)
HOME, OTHER = [page for page in APP.pages if page.kind == "page" and page.marked is None][:2]


def judged(name, page=HOME, map=MAP):
    picture = APP.drawn(page, np.random.default_rng(5))
    return Screen(name=name).judge(seen(map, picture))


def test_it_holds_where_the_screen_is_shown_and_says_what_comes_next():
    verdict = judged(HOME.name)
    assert verdict
    assert (verdict.score, verdict.region) == (1, (60, 84, 420, 56))
    assert verdict.reason.startswith(f"{HOME.name} 1.00, next ")


def test_it_does_not_hold_where_another_is_shown_and_says_which():
    verdict = judged(HOME.name, OTHER)
    assert not verdict
    assert verdict.score < 0.5
    assert verdict.reason == f"{OTHER.name} 1.00 is shown, wanted {HOME.name} {verdict.score:.2f}"


def test_of_no_screen_it_says_what_is_nearest():
    verdict = judged(HOME.name, APP.strangers[-1])
    assert not verdict
    assert verdict.reason.startswith("no screen of the map; the nearest is ")
    assert verdict.frame.size == SIZE


def test_without_a_map_it_cannot_be_judged():
    black = Frame(np.zeros((720, 1280, 3), np.uint8), 1.0)
    with pytest.raises(CannotJudge, match="no map is known, so no screen 'home'"):
        Screen(name="home").judge(Recording([black]))


def test_an_unknown_screen_cannot_be_judged():
    with pytest.raises(CannotJudge, match="no screen 'hoome'"):
        judged("hoome")


def test_the_screens_of_a_map_that_are_known_by_their_texts_are_told_too():
    screens = {
        page.name: {"shows": [Text(expected=page.title, region=TITLE)], "start": page is HOME}
        for page in (HOME, OTHER)
    }
    map = AppMap.model_validate({"name": "texts", "screens": screens})
    assert judged(OTHER.name, OTHER, map)
    assert not judged(HOME.name, OTHER, map)


def test_a_screen_of_a_map_is_not_known_by_being_one():
    written = {"home": {"shows": [{"screen": "home"}], "start": True}}
    with pytest.raises(ValidationError, match="cannot be known by being a screen"):
        AppMapFile.model_validate({"name": "round", "screens": written})
