"""Mermaid: maps drawn as flowcharts, and flowcharts read as maps."""

from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

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
    names = [" ".join(name.split()).replace("/", "-") for name in map.screens]
    assume(len(set(names)) == len(names) and all(names))
    assert set(names) == set(sheet.screens)
    everywhere = sum("*" in spec.starts for spec in map.edges for _ in spec.goals)
    assert sum(part.fields["from"] == "*" for part in sheet.edges) == everywhere


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
        ("a---b---c", [("a", "b", None), ("b", "c", None)]),
        ("a--go-->b-->|on|c", [("a", "b", "go"), ("b", "c", "on")]),
        ("a -. go .-> b == on ==> c", [("a", "b", "go"), ("b", "c", "on")]),
        ("a o--o b", [("a", "b", None), ("b", "a", None)]),
        ("a ~~~ b --x c", [("b", "c", None)]),
        ("a----->b-...->c", [("a", "b", None), ("b", "c", None)]),
        ('a -- "to -- b" --> b', [("a", "b", "to -- b")]),
        ("a e1@--> b", [("a", "b", None)]),
        ('a@{shape: rect, label: "A b"} --> b@{ shape: cyl }', [("A b", "b", None)]),
        ("a[(A)] --> b[/B\\] --> c(((C)))", [("A", "B", None), ("B", "C", None)]),
        ("a[A (1)] --> b>B]", [("A (1)", "B", None)]),
        ('a["`**A** b`"] --> b(fa:fa-tv B)', [("A b", "B", None)]),
        ('a["one\n two<br/>three"] --> b', [("one two three", "b", None)]),
        ("style-guide --> end-page", [("style-guide", "end-page", None)]),
        ("ä/b --> 日本[日]", [("ä-b", "日", None)]),
    ],
)
def test_what_people_write_is_read(line, expected):
    assert ways(f"flowchart TD\n  {line}\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n---\nflowchart LR\na --> b",
        "%%{init: {\n'theme': 'dark'}}%%\n\nflowchart-elk TD\n%% why\na --> b",
        "graph TD; a-->b; style a fill:#f9f",
        "graph\r\na --> b\r\n",
        "flowchart LR\naccTitle: c --> d\naccDescr {\n c --> d\n}\na --> b\nlinkStyle 0 stroke:red",
        'flowchart LR\na --> b\nclick a "https://a.example" "tip"\nclass a,b big',
    ],
)
def test_what_is_around_boxes_and_arrows_says_nothing(text):
    assert ways(text) == [("a", "b", None)]


def test_entities_are_characters_where_there_is_one():
    label = "#9829; #amp; #eacute; #nono; #9999999; #55296;"
    [name] = mermaid.read(f'graph\na["{label}"]', "x").sheets["x"].screens
    assert name == "♥ & é #nono; #9999999; #55296;"


@given(st.text("ab-=.>|[](){}<~ox&@:\"';\n#%/", max_size=30))
def test_whatever_is_written_is_read_or_refused(text):
    with suppress(BadFormat):
        assert mermaid.read(f"graph\n{text}", "x").sheets["x"].text


def test_a_box_for_everywhere_is_a_screen_where_an_edge_leads_to_it():
    [sheet] = mermaid.read("graph\nhome --> everywhere\neverywhere --> home", "x").sheets.values()
    assert list(sheet.screens) == ["home", "everywhere"]
    assert ways("graph\neverywhere -->|press HOME| home") == [("*", "home", [{"press": ["HOME"]}])]


def test_styles_are_passed_over_and_subgraphs_are_told():
    text = "graph LR;\n%% why\nsubgraph one\n a --> b\nend\nclassDef big fill:#f\nstyle a fill:#0\n"
    read = mermaid.read(text, "x")
    assert ways(text) == [("a", "b", None)]
    assert [(note.where, note.what) for note in read.notes] == [("line 3", "subgraph one")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sequenceDiagram\n A->>B: hi", 1),
        ("flowchart LR\n a -->", 2),
        ("flowchart LR\na b", 2),
        ('---\nt: x\n---\nflowchart LR\na["one\ntwo"] --> b\n\nc[d', 8),
        ('flowchart LR\na["never ends\n --> b', 2),
    ],
)
def test_what_is_none_is_refused_with_its_line(text, line):
    with pytest.raises(BadFormat) as refused:
        mermaid.read(text, "x")
    assert refused.value.line == line
