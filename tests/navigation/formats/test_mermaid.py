"""Mermaid: maps drawn as flowcharts, and flowcharts read as maps."""

import pytest
from hypothesis import assume, given, settings

from navigation.formats import mermaid
from navigation.formats.errors import BadFormat
from tests.navigation.formats.sheets import joined, written_maps
from tests.navigation.maps import drawn

EDGES = {"edges": [{"from": "home", "to": "live", "do": ["OK"], "back": ["BACK"]}]}


def ways(text):
    """Return the edges that TEXT draws, as what is from and to, and pressed or said."""
    [sheet] = mermaid.read(text, "x").sheets.values()
    fields = (part.fields for part in sheet.edges)
    return [(each["from"], each["to"], each.get("name") or each.get("do")) for each in fields]


def test_screens_are_boxes_and_edges_are_arrows_both_ways():
    assert mermaid.drawn(drawn("home live", **EDGES)).splitlines() == [
        "flowchart LR",
        '  n0["home"]',
        '  n1["live"]',
        '  n0 -->|"OK"| n1',
        '  n1 -->|"BACK"| n0',
    ]


def test_a_held_map_is_a_subgraph_around_its_screens():
    inner = {"name": "i", "screens": {"a": {"shows": ["A"], "start": True}, "b": {"shows": ["B"]}}}
    screens = {"home": {"shows": ["H"], "start": True}, "set": {"map": "i.yaml"}}
    map = joined({"name": "m", "screens": screens}, {"set": joined(inner, {})})
    assert mermaid.drawn(map).splitlines()[1:] == [
        '  n0["home"]',
        '  subgraph n1_map["set"]',
        '    n1["set"]',
        '    n2["set/b"]',
        "  end",
    ]


def test_kinds_have_shapes_of_their_own_and_conditions_are_dotted():
    screens = {
        "ad": {"kind": "popup", "shows": ["ad"], "dismiss": ["x"]},
        "zap": {"kind": "action"},
    }
    edge = {"from": "*", "to": "zap", "do": ["UP"], "when": {"model": ["a", "b"]}}
    lines = mermaid.drawn(drawn("home", screens=screens, edges=[edge])).splitlines()
    assert '  n1{{"ad"}}' in lines and '  n2(["zap"])' in lines
    assert lines[-2:] == [
        '  everywhere(("everywhere"))',
        '  everywhere -.->|"UP [model: a or b]"| n2',
    ]


@given(written_maps())
@settings(max_examples=30, deadline=None)
def test_whatever_names_and_labels_are_they_are_read_back(written):
    outer, inner = written
    map = joined(outer, {name: joined(*each) for name, each in inner.items()})
    [sheet] = mermaid.read(mermaid.drawn(map), "x").sheets.values()
    names = [name.strip().replace("/", "-") for name in map.screens]
    assume(len(set(names)) == len(names) and all(names))
    assert set(names) == set(sheet.screens) - {"everywhere"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a --> b", [("a", "b", None)]),
        ("a[Home] -->|press UP, OK| b(Live TV)", [("Home", "Live TV", [{"press": ["UP", "OK"]}])]),
        ("a -- open it --> b", [("a", "b", "open it")]),
        ("a --> b -.-> c ==> d", [("a", "b", None), ("b", "c", None), ("c", "d", None)]),
        ("a & b --> c", [("a", "c", None), ("b", "c", None)]),
        ("a <--> b", [("a", "b", None), ("b", "a", None)]),
        ("a{{A}} --- b([B]);", [("A", "B", None)]),
        ('a["say #quot;hi#quot;"]:::big --> b', [('say "hi"', "b", None)]),
        ("tv-1 --> tv-2", [("tv-1", "tv-2", None)]),
    ],
)
def test_what_people_write_is_read(line, expected):
    assert ways(f"flowchart TD\n  {line}\n") == expected


def test_styles_are_passed_over_and_subgraphs_are_told():
    text = "graph LR;\n%% why\nsubgraph one\n a --> b\nend\nclassDef big fill:#f\nstyle a fill:#0\n"
    read = mermaid.read(text, "x")
    assert ways(text) == [("a", "b", None)]
    assert [(note.where, note.what) for note in read.notes] == [("line 3", "subgraph one")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("sequenceDiagram\n A->>B: hi", 1), ("flowchart LR\n a -->", 2), ("flowchart LR\na b", 2)],
)
def test_what_is_none_is_refused_with_its_line(text, line):
    with pytest.raises(BadFormat) as refused:
        mermaid.read(text, "x")
    assert refused.value.line == line
