"""The map that is drawn after an interface is right for it."""

import random

import pytest

from actors.evidence import Recording
from actors.interface import Frame
from actors.maps import load_map
from actors.screens import identify
from actors.simulator.chart import Pace, chart
from actors.simulator.invented import interface
from actors.simulator.keystrokes import ways
from actors.simulator.television import Television

INTERFACE = interface(40, 5)
ARROWS = ("UP", "DOWN", "LEFT", "RIGHT")


@pytest.fixture(scope="module")
def map(tmp_path_factory):
    return load_map(chart(INTERFACE, tmp_path_factory.mktemp("maps"), name="invented"))


@pytest.fixture
def tv(clock):
    return Television("tv", interface=INTERFACE, clock=clock)


def visit(tv, page):
    if page == "home":
        tv.press("HOME")
        return
    visit(tv, INTERFACE.pages[page].parent)
    follow(tv, next(way for way in ways(INTERFACE)
                    if (way.start, way.goal) == (INTERFACE.pages[page].parent, page)))  # fmt: skip


def follow(tv, way):
    for key in way.keys:
        tv.press(key)


def title(tv):
    return next(e.text for e in tv.elements() if e.resource_id.endswith(("/title", "/badge")))


def shown(map, tv):
    seen = Recording([Frame(tv.picture(), 0.0)], map.size, map)
    best = identify(seen, map.told_apart).best
    return best and best.name


@pytest.mark.parametrize("way", ways(INTERFACE), ids=lambda way: f"{way.start} to {way.goal}")
def test_each_way_leads_where_it_says_from_any_focus(tv, clock, way):
    visit(tv, way.start)
    for key in random.Random(str(way)).choices(ARROWS, k=9):
        tv.press(key)
    follow(tv, way)
    clock.wait(1)
    goal = INTERFACE.pages[way.goal]
    assert title(tv) == ("LIVE" if goal.kind == "player" else goal.title)


def test_each_screen_is_known_by_its_picture_and_taken_for_no_other(map, tv, clock):
    for page in INTERFACE.pages:
        visit(tv, page)
        clock.wait(1)
        assert shown(map, tv) == page


def test_a_popup_is_told_and_not_the_page_that_it_covers(map, tv, clock):
    tv.press("MENU")
    tv.faults.set(popup=True)
    clock.wait(1)
    assert shown(map, tv) == "software-update"


def test_a_sleeping_television_shows_no_screen(map, tv):
    tv.faults.set(standby=True)
    assert shown(map, tv) is None


def test_every_screen_can_be_reached_and_home_from_everywhere(map):
    assert map.unreachable() == []
    assert all(any(edge.goal == "home" for edge in map.leaving[name])
               for name in map.places if name != "home")  # fmt: skip


def test_an_edge_is_expected_to_take_as_long_as_its_keys(map):
    edge = next(edge for edge in map.leaving["home"] if edge.goal == "live")
    [press] = edge.actions
    assert edge.seconds == pytest.approx(0.5 + 0.2 * (len(press.keys) - 1))


def test_a_map_can_be_walked_at_another_pace(tmp_path):
    quick = load_map(chart(interface(20, 5), tmp_path, name="quick", pace=Pace(0.01, 0.0, 1.0)))
    assert {action.gap for edge in quick.every for action in edge.actions} == {0.01}
    assert {edge.settle for edge in quick.every} == {0.0}
    assert {quick.screens[name].timeout for name in quick.places} == {1.0}
