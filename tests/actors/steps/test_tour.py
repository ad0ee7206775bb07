"""The step tour, on the demo's map and on three screens of the simulated television."""

import pytest

from actors.errors import NotSupported
from actors.maps import load_map
from actors.outcome import Outcome
from actors.steps.tour import NAMED, Tour, ended
from actors.testcase import run
from navigation.errors import UnknownEdge
from navigation.failures import FRESH
from tests.actors.devices import DEMO, HOME, LIVE, app, case, simulated

THERE = {"from": "home", "to": "live", "do": [{"press": ["HOME", "UP", "RIGHT", "OK"], "gap": 0}]}
BACK = {"from": "live", "to": "home", "do": [{"press": "HOME"}]}
APPS = {"image": "apps.png", "region": [40, 16, 260, 84]}
BROKEN = {"from": "home", "to": "apps", "do": [{"press": "HOME"}], "name": "broken"}
AFTER = {"from": "apps", "to": "home", "do": [{"press": "HOME"}]}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr("navigation.hopper.PATIENCE", 0.2)


@pytest.fixture
def device():
    return simulated(app(THERE, BACK, home=HOME, live=LIVE), size=(1280, 720))


@pytest.fixture
def damaged():
    return simulated(
        app(BROKEN, THERE, BACK, AFTER, home=HOME, live=LIVE, apps=APPS), size=(1280, 720)
    )


def test_all_edges_are_tried_and_the_device_is_where_it_ended(device):
    verdict = Tour().run(device)
    assert verdict.reason == "2 of 2 edges arrived, in 2 steps, 2 planned"
    assert [measure.name for measure in verdict.measures] == ["tour", "as planned"]
    assert [(hop.edge.name, hop.arrival) for hop in device.hops] == [
        ("home → live", "arrived"),
        ("live → home", "arrived"),
    ]
    assert (bool(verdict), device.here) == (True, "home")


def test_only_the_edges_that_are_named_are_tried(device):
    Tour.model_validate({"edges": [{"from": "live", "to": "home"}]}).run(device)
    assert [hop.edge.name for hop in device.hops] == ["home → live", "live → home"]


def test_edges_between_the_same_two_screens_are_chosen_by_name():
    map = app(THERE, {**THERE, "name": "again"}, BACK, home=HOME, live=LIVE)
    both = {"from": "home", "to": "live"}
    names = [edge.name for edge in Tour.model_validate({"edges": [both]}).edges[0].on(map)]
    [one] = Tour.model_validate({"edges": [{**both, "name": "again"}]}).edges[0].on(map)
    assert (names, one.name) == (["home → live", "again"], "again")


@pytest.mark.parametrize("name", [{}, {"name": "zap"}])
def test_an_edge_that_the_map_lacks_is_unknown(device, name):
    ends = {"from": "live", "to": "home"} if name else {"from": "home", "to": "shop"}
    with pytest.raises(UnknownEdge, match="zap" if name else "'home' to 'shop'"):
        Tour.model_validate({"edges": [{**ends, **name}]}).run(device)


def test_what_fails_is_named_with_what_it_keeps_from_being_tried(damaged):
    started, record = run(case({"tour": []}), damaged)
    assert (started.what, record.outcome) == ("tour of all edges", Outcome.FAIL)
    assert record.reason == (
        "2 of 4 edges arrived, in 5 steps, 4 planned; broken left the device at 'home'; "
        "not tried: apps → home, as broken left the device at 'home'"
    )
    assert [hop.edge for hop in record.hops].count("broken") == FRESH
    assert record.frame is not None


def test_of_many_edges_that_were_not_tried_some_are_named():
    after = [{**AFTER, "name": f"edge {number}"} for number in range(NAMED + 2)]
    device = simulated(app(BROKEN, *after, home=HOME, apps=APPS), size=(1280, 720))
    assert ", 2 more, as broken left" in Tour().run(device).reason


def test_it_ends_in_time_and_says_so(device):
    verdict = Tour(within=0.3).run(device)
    assert (bool(verdict), device.hops) == (False, [])
    assert verdict.reason.startswith("the 0.3 s for the tour were over; 0 of 2 edges arrived")


def test_why_it_went_no_further_is_known_from_its_reason(device, damaged):
    assert ended(Tour(within=0.3).run(device).reason) == "the 0.3 s for the tour were over"
    assert ended(Tour().run(device).reason) == ended(Tour().run(damaged).reason) == ""
    assert ended("tv-1 was told to stop") == "tv-1 was told to stop"


def test_without_a_map_there_is_nothing_to_tour():
    with pytest.raises(NotSupported, match="tv-1 has no driver that gives a map"):
        Tour().run(simulated())


def test_it_is_written_as_other_steps_are():
    written = {"tour": [{"from": "home", "to": "live"}], "within": 60}
    [step] = case(written).steps
    assert (str(step), step.within) == ("tour of 1 edges", 60)
    assert case(written).capabilities() == {"remote", "picture"}


def test_edges_of_the_demo_arrive():
    device = simulated(load_map(DEMO / "maps" / "launcher.yaml"), size=(1280, 720))
    verdict = Tour.model_validate({"edges": [{"from": "home", "to": "search"}]}).run(device)
    assert verdict.reason == "1 of 1 edges arrived, in 1 steps, 1 planned"
