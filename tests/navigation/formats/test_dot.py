"""DOT: maps drawn as graphs, and graphs read as maps."""

import pytest
from hypothesis import assume, given, settings

from navigation.formats import dot
from navigation.formats.errors import BadFormat
from tests.navigation.formats.sheets import joined, written_maps
from tests.navigation.maps import drawn


def ways(text):
    """Return the edges that TEXT draws, as what is from and to, and pressed or said."""
    [sheet] = dot.read(text, "x").sheets.values()
    fields = (part.fields for part in sheet.edges)
    return [(each["from"], each["to"], each.get("name") or each.get("do")) for each in fields]


def test_screens_are_nodes_and_edges_have_what_is_done_as_label():
    map = drawn("home live", edges=[{"from": "home", "to": "live", "do": ["OK"], "back": ["BACK"]}])
    assert dot.drawn(map).splitlines() == [
        'digraph "drawn" {',
        "  rankdir=LR;",
        '  "home" [label="home", shape=box];',
        '  "live" [label="live", shape=box];',
        '  "home" -> "live" [label="OK"];',
        '  "live" -> "home" [label="BACK"];',
        "}",
    ]


def test_held_maps_are_clusters_and_what_may_be_closed_is_dashed():
    inner = {"name": "i", "screens": {"a": {"shows": ["A"], "start": True}, "b": {"shows": ["B"]}}}
    screens = {"home": {"shows": ["H"], "start": True}, "set": {"map": "i.yaml"}}
    edge = {"from": "home", "to": "set", "do": ["OK"], "when": {"model": "x"}}
    written = {"name": "m", "screens": screens, "edges": [edge]}
    lines = dot.drawn(joined(written, {"set": joined(inner, {})})).splitlines()
    assert '  subgraph "cluster_set" {' in lines
    assert '    "set/b" [label="set/b", shape=box];' in lines
    assert '  "home" -> "set" [label="OK [model: x]", style=dashed];' in lines


@given(written_maps())
@settings(max_examples=20, deadline=None)
def test_whatever_names_and_labels_are_they_are_read_back(written):
    outer, inner = written
    map = joined(outer, {name: joined(*each) for name, each in inner.items()})
    [sheet] = dot.read(dot.drawn(map), "x").sheets.values()
    names = [" ".join(name.split()).replace("/", "-") for name in map.screens]
    assume(len(set(names)) == len(names) and all(names))
    assert set(names) == set(sheet.screens)
    everywhere = sum("*" in spec.starts for spec in map.edges for _ in spec.goals)
    assert sum(part.fields["from"] == "*" for part in sheet.edges) == everywhere


def test_attributes_ports_groups_and_undirected_edges_are_read():
    text = 'graph { node [shape=box]; a [label=Home]; a:n -- b [label="press OK"]; subgraph s {c} }'
    assert ways(text) == [("Home", "b", [{"press": ["OK"]}]), ("b", "Home", [{"press": ["OK"]}])]
    assert list(dot.read(text, "x").sheets["x"].screens) == ["Home", "b", "c"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("a -> b -> c", "ab bc"),
        ("a -> {b c}", "ab ac"),
        ("subgraph x { a b } -> c", "ac bc"),
        ("a -> { b -> c }", "bc ab ac"),
        ("subgraph cluster_x { a -> b; b } b -> c", "ab bc"),
        ("strict; a:north -> b:port:s", "ab"),
    ],
)
def test_chains_groups_and_ports_are_edges_of_each_node(text, joined):
    found = ways(f"digraph {{ {text} }}")
    assert [start + goal for start, goal, _ in found] == joined.split()


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ("label=Home", "Home"),
        ('label="a\\nb\\l"', "a b"),
        ('label="page \\N, \\\\N"', "page n, \\N"),
        ("label=<<b>Live</b>&amp;<i>TV</i>>", "Live&TV"),
        ('shape=record, label="{<f0> left|<f1> right}"', "left right"),
    ],
)
def test_a_label_says_what_it_looks_like(attributes, name):
    sheet = dot.read(f"digraph {{ n [{attributes}]; subgraph s {{ n }} }}", "x").sheets["x"]
    assert list(sheet.screens) == [name]


def test_nodes_come_in_the_order_of_the_text_and_may_be_called_as_words_of_dot():
    text = 'digraph { subgraph s { "node" [label=First]; } b; "edge" -> "graph" }'
    assert list(dot.read(text, "x").sheets["x"].screens) == ["First", "b", "edge", "graph"]


def test_a_second_graph_is_told():
    [note] = dot.read("digraph a { b } digraph c { d }", "x").notes
    assert str(note).startswith("graph c: is left out")


@pytest.mark.parametrize("text", ["", "hello", "digraph { a -> "])
def test_what_is_no_graph_is_refused_and_nothing_is_printed(text, capsys):
    with pytest.raises(BadFormat):
        dot.read(text, "x")
    assert capsys.readouterr().out == ""
