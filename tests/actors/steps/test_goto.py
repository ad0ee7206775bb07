"""The step goto, on two screens of the simulated television."""

import re

import pytest

from actors.errors import NotSupported
from actors.steps.goto import Goto
from navigation.errors import Lost, UnknownScreen
from tests.actors.devices import HOME, LIVE, app, simulated, television

THERE = {"from": "home", "to": "live", "do": [{"press": ["HOME", "UP", "RIGHT", "OK"], "gap": 0}]}
BACK = {"from": "live", "to": "home", "do": [{"press": "HOME"}]}


@pytest.fixture
def device():
    return simulated(app(THERE, BACK, home=HOME, live=LIVE), size=(1280, 720))


def test_without_a_map_there_is_nowhere_to_go():
    with pytest.raises(NotSupported, match="tv-1 has no driver that gives a map"):
        Goto(screen="home").run(simulated())


def test_a_screen_that_the_map_lacks_is_unknown(device):
    with pytest.raises(UnknownScreen, match="shop"):
        Goto(screen="shop").run(device)


def test_it_arrives_and_tells_the_way(device):
    verdict = Goto(screen="live").run(device)
    assert re.fullmatch(r"at live: home → live \(.* s, 1\.0 s planned\)", verdict.reason)
    assert [measure.name for measure in verdict.measures] == ["walk", "walk as planned"]
    assert television(device).foreground.endswith("live")
    assert device.here == "live"


def test_where_it_got_lost_it_believes_no_longer_where_it_was(device):
    device.here = "home"
    television(device).faults.set(drop_key=1.0)
    with pytest.raises(Lost, match="'live'"):
        Goto(screen="live").run(device)
    assert device.here is None


def test_it_says_what_it_does_and_needs():
    assert str(Goto(screen="live")) == "goto live"
    assert Goto(screen="live").needs() == {"remote", "picture"}
