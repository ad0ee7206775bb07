"""`vpt cover`: tours of a map, for people and for programs."""

import json
from itertools import pairwise

import pytest

from tests.cluster.commands.conftest import sentence

MAP = """\
name: m
screens:
  a: {shows: [{text: A}], start: true}
  b: {shows: [{text: B}]}
  c: {shows: [{text: C}]}
edges:
  - {from: a, to: b, do: [{press: OK}], back: [{press: BACK}]}
  - {from: a, to: c, do: [{press: UP}], back: [{press: BACK}]}
  - {from: c, to: b, do: [{press: RIGHT}]}
"""


@pytest.fixture
def map(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(MAP)
    return path


def test_one_json_document_has_tours_whose_edges_join(vpt, map):
    ended = vpt("cover", map, "--walkers", 2, "--from", "b", "--json")
    assert (ended.code, ended.err) == (0, "")
    told = json.loads(ended.out)
    assert [tour[0]["from"] for tour in told["tours"]] == ["b", "b"]
    assert all(
        one["to"] == other["from"] for tour in told["tours"] for one, other in pairwise(tour)
    )
    assert len({(e["from"], e["to"]) for tour in told["tours"] for e in tour}) == 5
    assert told["steps"] == told["lower_bound"] == sum(lengths(told))
    assert told["longest"] == max(lengths(told))


def lengths(told):
    return [len(tour) for tour in told["tours"]]


def test_an_unknown_screen_is_told(vpt, map):
    ended = vpt("cover", map, "--from", "shop")
    assert ended.code == 2
    assert sentence(ended.err).startswith("no screen 'shop' in the map (it has a, b, c)")


def test_people_are_told_the_way_and_what_is_left_out(vpt, map):
    one_way = MAP.replace("[{press: UP}], back: [{press: BACK}]", "[{press: UP}]")
    map.write_text(one_way)
    lines = vpt("cover", map, "--from", "b").out.splitlines()
    assert lines[0].startswith("tour 1, 5 steps: b → a → ")
    assert lines[1] == "5 steps in all, at least 5 are needed; the longest tour has 5"
    map.write_text(one_way.replace("{from: c, to: b", "{from: b, to: c"))
    assert "left out: " in vpt("cover", map).out
