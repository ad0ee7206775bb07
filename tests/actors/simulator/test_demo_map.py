"""The demo's map is right for the interface of the simulated television."""

import random
from pathlib import Path
from typing import Any

import cv2
import pytest
import yaml

from actors.simulator.television import Television
from navigation.map import Edge, Map
from navigation.route import route

DEMO = Path(__file__).parents[3] / "configs" / "demo"
MAP = Map[Any, Any].model_validate(yaml.safe_load((DEMO / "maps" / "launcher.yaml").read_text()))
EDGES = [edge for edges in MAP.leaving.values() for edge in edges]
ARROWS = ("UP", "DOWN", "LEFT", "RIGHT")


def follow(tv: Television, *edges: Edge[Any]) -> None:
    for action in (action for edge in edges for action in edge.actions):
        keys = action["press"]
        for key in [keys] if isinstance(keys, str) else keys:
            tv.press(key)


def shows(tv: Television, name: str) -> bool:
    return all(holds(tv, check) for check in MAP.screens[name].shows)


def holds(tv: Television, check: dict[str, Any]) -> bool:
    left, top, width, height = check["region"]
    if "text" in check:
        title = next((e for e in tv.elements() if e.resource_id.endswith("/title")), None)
        return title is not None and title.text == check["text"]
    wanted = cv2.imread(str(DEMO / "references" / check["image"]))
    seen = tv.picture()[top : top + height, left : left + width]
    return bool(cv2.matchTemplate(seen, wanted, cv2.TM_SQDIFF_NORMED).min() < 0.01)


@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_each_edge_leads_where_it_says_from_any_focus(tv, clock, edge):
    follow(tv, *route(MAP, MAP.start, edge.start))
    for key in random.Random(str(edge)).choices(ARROWS, k=9):
        tv.press(key)
    clock.wait(1)
    assert shows(tv, edge.start)
    follow(tv, edge)
    clock.wait(1)
    assert shows(tv, edge.goal)


@pytest.mark.parametrize("screen", MAP.screens)
def test_each_screen_is_taken_for_no_other(tv, clock, screen):
    follow(tv, *route(MAP, MAP.start, screen))
    clock.wait(1)
    assert [name for name in MAP.screens if shows(tv, name)] == [screen]


def test_every_screen_can_be_reached():
    assert MAP.unreachable() == []


def test_references_are_small():
    for path in (DEMO / "references").glob("*.png"):
        height, width = cv2.imread(str(path)).shape[:2]
        assert width <= 300 and height <= 120
