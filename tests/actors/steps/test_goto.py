"""The step goto, on two screens of the simulated television."""

import re
import threading

import pytest

from actors.errors import NotSupported, Stopped, Unreachable
from actors.maps import AppMap
from actors.steps.goto import Goto
from actors.steps.press import Press
from navigation.errors import Lost, UnknownScreen
from tests.actors.devices import DEMO, HOME, LIVE, app, simulated, television

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


def test_what_was_pressed_since_it_was_last_seen_is_given_time_to_show(device):
    Goto(screen="live").run(device)
    Press(keys=("HOME",)).run(device)
    Goto(screen="live").run(device)
    assert television(device).foreground.endswith("live")
    assert len(device.hops) == 2


def test_a_screen_known_by_any_of_its_checks_holds_where_the_first_does_not():
    screens = {"home": {"shows": [LIVE, HOME], "match": "any", "start": True}}
    map = AppMap.model_validate({"name": "app", "screens": screens}, context={"folder": DEMO})
    assert Goto(screen="home").run(simulated(map, size=(1280, 720)))


def waiting(seconds=3600):
    """Return a ladder of one rung that takes so many SECONDS."""
    screens = {"home": {"shows": [HOME], "start": True}}
    rung = {"do": [{"sleep": seconds}]}
    written = {"name": "app", "screens": screens, "recover": [rung]}
    return AppMap.model_validate(written, context={"folder": DEMO}).recover


@pytest.mark.parametrize(
    ("edge", "faults"),
    [
        (THERE | {"do": [{"press": ["HOME", "UP"], "gap": 3600}]}, {}),  # between two keys
        (THERE, {"drop_key": 1.0}),  # while it waits for the screen
        (THERE, {"black": True}),  # while it is rescued
    ],
)
def test_a_stop_ends_a_walk_wherever_it_is(edge, faults, monkeypatch):
    monkeypatch.setattr("navigation.hopper.PATIENCE", 0.05)
    screens = {"home": HOME, "live": LIVE}
    map = app(edge, **screens).model_copy(update={"recover": waiting()})
    device = simulated(map, size=(1280, 720))
    television(device).faults.set(**faults)
    stop = threading.Timer(0.3, device.stopping.set)
    stop.start()
    with pytest.raises(Stopped):
        Goto(screen="live", within=9999).run(device)
    stop.join()
    assert device.here is None


def test_a_device_that_is_gone_during_a_rescue_says_so(monkeypatch):
    monkeypatch.setattr("navigation.hopper.PATIENCE", 0.05)
    map = app(THERE, home=HOME, live=LIVE).model_copy(update={"recover": waiting(0.5)})
    device = simulated(map, size=(1280, 720))
    television(device).faults.set(black=True)
    gone = threading.Timer(0.3, television(device).faults.set, kwargs={"cable_out": True})
    gone.start()
    with pytest.raises(Unreachable):
        Goto(screen="live").run(device)
    gone.join()


def test_it_says_what_it_does_and_needs():
    assert str(Goto(screen="live")) == "goto live"
    assert Goto(screen="live").needs() == {"remote", "picture"}
