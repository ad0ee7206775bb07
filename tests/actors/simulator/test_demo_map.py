"""The demo's map is right for the interface of the simulated television."""

import random
from pathlib import Path
from typing import Any

import cv2
import pytest

from actors.checks import Check
from actors.checks.image import Image
from actors.evidence import Recording
from actors.interface import Frame
from actors.maps import load_map
from actors.simulator.television import Television
from navigation.edge import Edge
from navigation.graph import Graph
from navigation.route import route

DEMO = Path(__file__).parents[3] / "configs" / "demo"
MAP = load_map(DEMO / "maps" / "launcher.yaml")
GRAPH = Graph(MAP)
ARROWS = ("UP", "DOWN", "LEFT", "RIGHT")


def follow(tv: Television, *edges: Edge[Any]) -> None:
    for key in (key for edge in edges for action in edge.actions for key in action.keys):
        tv.press(key)


def shows(tv: Television, name: str) -> bool:
    return all(holds(tv, check) for check in MAP.screens[name].shows)


def holds(tv: Television, check: Check) -> bool:
    if isinstance(check, Image):
        return bool(check.judge(Recording([Frame(tv.picture(), 0.0)], MAP.size)))
    title = next((e for e in tv.elements() if e.resource_id.endswith("/title")), None)
    return title is not None and title.text == check.expected


@pytest.mark.parametrize("edge", MAP.every, ids=str)
def test_each_edge_leads_where_it_says_from_any_focus(tv, clock, edge):
    follow(tv, *route(GRAPH, MAP.start, edge.start))
    for key in random.Random(str(edge)).choices(ARROWS, k=9):
        tv.press(key)
    clock.wait(1)
    assert shows(tv, edge.start)
    follow(tv, edge)
    clock.wait(1)
    assert shows(tv, edge.goal)


@pytest.mark.parametrize("screen", MAP.places)
def test_each_screen_is_taken_for_no_other(tv, clock, screen):
    follow(tv, *route(GRAPH, MAP.start, screen))
    clock.wait(1)
    assert [name for name in MAP.screens if shows(tv, name)] == [screen]


@pytest.mark.parametrize("popup", MAP.popups)
def test_a_popup_is_told_and_not_what_it_covers_until_it_is_dismissed(tv, popup):
    tv.faults.set(popup=True)
    assert [name for name in MAP.screens if shows(tv, name)] == [popup]
    for action in MAP.screens[popup].dismiss:
        for key in action.keys:
            tv.press(key)
    assert shows(tv, MAP.start)


def test_every_screen_can_be_reached():
    assert MAP.unreachable() == []


def test_references_are_small():
    for path in (DEMO / "references").glob("*.png"):
        height, width = cv2.imread(str(path)).shape[:2]
        assert width <= 300 and height <= 120
