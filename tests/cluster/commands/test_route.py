"""`vpt route`: the way between two screens, for people and for programs."""

import json

import pytest

from tests.cluster.commands.conftest import sentence

MAP = """\
name: m
screens:
  a: {shows: [{text: A}], start: true}
  b: {shows: [{text: B}]}
  c: {shows: [{text: C}]}
edges:
  - {from: a, to: b, do: [{press: [UP, OK]}], seconds: 2, success: 0.5}
  - {from: b, to: c, do: [{press: RIGHT}], seconds: 1.5, success: 0.5}
  - {from: a, to: c, do: [{press: DOWN}], seconds: 8}
"""


@pytest.fixture
def map(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text(MAP)
    return path


def test_one_json_document_has_the_way_its_time_and_how_likely_it_arrives(vpt, map):
    ended = vpt("route", map, "--from", "a", "--to", "c", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == {
        "edges": [{"from": "a", "to": "b"}, {"from": "b", "to": "c"}],
        "expected_seconds": 7.0,
        "success": 0.25,
    }


def test_people_are_told_what_is_done_from_the_start_on(vpt, map):
    assert vpt("route", map, "--to", "c").out.splitlines() == [
        "a → b: press UP, OK",
        "b → c: press RIGHT",
        "7.0 s expected, 25% at the first try",
    ]


def test_where_one_is_already_there_is_nothing_to_do(vpt, map):
    told = json.loads(vpt("route", map, "--from", "b", "--to", "b", "--json").out)
    assert told == {"edges": [], "expected_seconds": 0, "success": 1}


def test_no_way_and_an_unknown_screen_are_told_apart(vpt, map):
    ended = vpt("route", map, "--from", "c", "--to", "a")
    assert (ended.code, sentence(ended.err)) == (3, "no way from 'c' to 'a'")
    ended = vpt("route", map, "--to", "shop")
    assert ended.code == 2
    assert sentence(ended.err).startswith("no screen 'shop'")
