"""Maps of steps and checks, and the demo's map walked on a simulated television."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from actors.checks.text import Text
from actors.errors import ConfigError
from actors.maps import AppMap, AppMapFile, load_map
from actors.steps.press import Press
from navigation.errors import Lost
from navigation.walk import walk
from tests.actors.devices import simulated, television

DEMO = Path(__file__).parents[2] / "configs" / "demo" / "maps" / "launcher.yaml"
HEAD = "name: m\nscreens:\n  home: {shows: [{text: Home}], start: true}\n"


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "m.yaml"
        path.write_text(text)
        return path

    return write


def test_a_map_is_read_with_its_steps_and_checks(written):
    text = (
        HEAD
        + "  live: {shows: [{text: Live}]}\nedges:\n- {from: home, to: live, do: [press: OK]}\n"
    )
    map = load_map(written(text))
    assert map.screens["live"].shows == (Text(expected="Live"),)
    assert map.leaving["home"][0].actions == (Press(keys=("OK",)),)


@pytest.mark.parametrize(
    ("text", "line", "field", "reason"),
    [
        (HEAD + "edges:\n- from: home\n  to: shop\n  do: [{press: OK}]\n", 6, "edges.0.to",
         "no screen 'shop' (the map has home)"),
        (HEAD + "edges:\n- from: home\n  to: home\n  do: [{prss: OK}]\n", 7, "edges.0.do.0",
         "no kind 'prss' (there are close, expect, goto"),
        (HEAD + "edges:\n- from: home\n  to: home\n  do: [{press: OK}, {goto: home}]\n", 7,
         "edges.0.do.1", "nothing that a map does can walk on it"),
        (HEAD + "recover:\n- do: [{measure: {name: a, do: [{goto: home}], until: {black: {}},"
         " within: 9}}]\n", 5, "recover.0.do.0", "nothing that a map does can walk on it"),
        (HEAD + "edges:\n- from: home\n  two: home\n  do: [{press: OK}]\n", 6, "edges.0.two",
         "unknown field"),
        ("name: m\nscreens:\n  home: {shows: [{text: Home}]}\n", 2, "screens",
         "exactly one needs 'start: true', but none has it"),
        ("name: m\nscreens:\n  home:\n    start: true\n    shows:\n    - {image: none.png}\n", 6,
         "screens.home.shows.0.reference", "no picture 'none.png'"),
        ("name: m\nscreens:\n  home:\n    start: true\n    shows:\n    - {image: bad.png}\n", 6,
         "screens.home.shows.0.reference", "bad.png is not a picture"),
    ],
)  # fmt: skip
def test_a_bad_map_is_told_with_line_and_field(written, text, line, field, reason):
    path = written(text)
    (path.parent / "bad.png").write_text("no picture")
    with pytest.raises(ConfigError) as caught:
        load_map(path)
    error = caught.value
    assert (error.file, error.line, error.field) == (str(path), line, field)
    assert error.reason.startswith(reason)


def test_a_map_is_the_same_after_it_was_written_as_json():
    map = load_map(DEMO)
    again = AppMap.model_validate(map.model_dump(mode="json"), context={"folder": DEMO.parent})
    assert again == map


def test_a_change_of_a_picture_is_a_change_of_the_map(tmp_path):
    exact = []
    for shade in (50, 60):
        picture = np.full((40, 40, 3), shade, np.uint8)
        cv2.circle(picture, (20, 20), 10, (255, 255, 255), -1)
        cv2.imwrite(str(tmp_path / "a.png"), picture)
        (tmp_path / "m.yaml").write_text(HEAD.replace("text: Home", "image: a.png"))
        exact.append(load_map(tmp_path / "m.yaml").model_dump_json(context={"exact": True}))
    assert exact[0] != exact[1]


@pytest.fixture
def demo():
    """The demo's map, whose screens get less time than in a lab that is busy."""
    map = load_map(DEMO)
    screens = {
        name: screen.model_copy(update={"timeout": 1.0}) for name, screen in map.screens.items()
    }
    return map.model_copy(update={"screens": screens})


def test_the_demo_is_walked_there_and_back(demo):
    device = simulated(demo, size=(1280, 720))
    assert str(walk(demo, "sound", device)) == "home → settings → sound"
    assert television(device).elements()[1].text == "Sound"
    assert str(walk(demo, "live", device, here="sound")) == "sound → home → live"


@pytest.mark.parametrize("seed", [8, 17])
def test_keys_that_get_lost_cost_detours_but_not_the_goal(demo, seed):
    device = simulated(demo, size=(1280, 720), faults="drop_key=0.2", seed=seed)
    way = walk(demo, "live", device)
    assert len(way.failed) > 0
    assert television(device).foreground == "tv.simulated.live"


def test_where_every_key_gets_lost_the_walk_is_too(demo):
    device = simulated(demo, size=(1280, 720), faults="drop_key=1")
    with pytest.raises(Lost, match="home → live left the device at 'home'"):
        walk(demo, "live", device)


def test_what_a_test_case_reads_is_not_known_in_a_map():
    screens = {"home": {"shows": [{"text": "${about.version}", "absent": True}], "start": True}}
    with pytest.raises(ValidationError, match=r"\$\{about.version\} is read by a test case"):
        AppMapFile.model_validate({"name": "app", "screens": screens})
