"""`vpt validate`: every edge of a map is tried on the devices that use it, and told about."""

import json
import xml.etree.ElementTree as ET

import pytest
import yaml

from cluster.commands.simulator import write_lab
from cluster.execute import prepare
from cluster.lab import load_lab
from cluster.placement import retire
from cluster.store import Store
from cluster.validation import plan
from tests.cluster.commands.conftest import bench_lab

SCREENS = {
    "home": {"shows": [{"image": "home.png", "region": [40, 16, 240, 84]}], "start": True},
    "live": {"shows": [{"image": "live.png", "region": [52, 32, 112, 56]}]},
    "apps": {"shows": [{"image": "apps.png", "region": [40, 16, 260, 84]}], "timeout": 1},
    "shop": {"shows": [{"text": "Shop"}]},
}
EDGES = [
    {
        "from": "home",
        "to": "live",
        "do": [{"press": ["HOME", "UP", "RIGHT", "OK"]}],
        "back": [{"press": "BACK"}],
    },
    {"from": "home", "to": "apps", "do": [{"press": "HOME"}], "back": [{"press": "BACK"}]},
    {"from": "home", "to": "shop", "do": [{"press": "OK"}], "when": {"model": "other"}},
]


@pytest.fixture
def small(tmp_path):
    """The file of a map of which one edge leads nowhere, and a lab of two devices that use it."""
    lab = tmp_path / "configs" / "lab.yaml"
    write_lab(bench_lab("near-1", "near-2", map="small", drivers=["simulated"]), lab)
    file = lab.parent / "maps" / "small.yaml"
    file.write_text(yaml.safe_dump({"name": "small", "screens": SCREENS, "edges": EDGES}))
    return file


def test_each_edge_is_told_with_what_keeps_others_from_being_tried(small, home, vpt, tmp_path):
    try:
        ended = vpt("validate", small, "--json", "--junit", tmp_path / "junit.xml")
    finally:
        retire(["near-1", "near-2"])
    told = json.loads(ended.out)
    edges = {edge["name"]: edge for edge in told["edges"]}
    assert (ended.code, told["devices"]) == (1, ["near-1", "near-2"])
    assert {name: (one["tries"], one["arrived"], one["holds"]) for name, one in edges.items()} == {
        "home → live": (1, 1, True),
        "live → home": (1, 1, True),
        "home → apps": (3, 0, False),
        "apps → home": (0, 0, False),
        "home → shop": (0, 0, True),
    }
    assert edges["apps → home"]["trouble"] == "home → apps left the device at 'home'"
    assert edges["home → live"]["seconds"] > 0
    assert told["steps"] == {"planned": 4, "done": 5}
    told = {one.get("name") for one in ET.parse(tmp_path / "junit.xml").iter("testcase")}
    assert {*edges, "validate small 1 of 2 #1", "validate small 2 of 2 #2"} == told


def test_the_tours_are_told_before_they_are_done(small, own_home, vpt):
    ended = vpt("validate", small, "--dry-run")
    assert ended.code == 0
    assert "tour 1, 2 steps, 2 s expected:\n  home → " in ended.out
    told = json.loads(vpt("validate", small, "--device", "near-2", "--dry-run", "--json").out)
    assert [tour["steps"] for tour in told["tours"]] == [4]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--model", "stb"], "no device was chosen of those that use the map"),
        (["--device", "tv-9"], "no device 'tv-9' (it has near-1, near-2)"),
        (["--lab", "none.yaml"], "none.yaml"),
    ],
)
def test_what_cannot_be_tried_on_is_refused(small, refused, words, said):
    assert said in refused("validate", small, *words)


def test_one_that_was_cut_off_is_not_resumed_but_begun_anew(small, own_home, vpt):
    wanted = plan(load_lab(small.parent.parent / "lab.yaml"), small)
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        prepare(wanted.campaign(9.0), store)
    ended = vpt("run", "--resume", 1)
    assert ended.code == 2
    assert "execution 1 tried its edges: begin anew, with `vpt validate`" in ended.err


def test_a_map_that_no_device_uses_is_refused(small, refused):
    other = small.with_name("other.yaml")
    other.write_text(small.read_text())
    assert "no device uses the map" in refused("validate", other)


def test_devices_of_several_models_are_not_mixed(small, refused):
    lab = small.parent.parent / "lab.yaml"
    written = yaml.safe_load(lab.read_text())
    written["devices"][0]["model"] = "stb"
    lab.write_text(yaml.safe_dump(written))
    assert "(android-tv, stb): use --model" in refused("validate", small)
