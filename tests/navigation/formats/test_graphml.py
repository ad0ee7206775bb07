"""GraphML: all that a map says comes back, and what others drew is read."""

from io import BytesIO

import networkx as nx
import pytest
from hypothesis import given, settings

from navigation.formats import graphml
from navigation.formats.errors import BadFormat
from tests.navigation.formats.sheets import joined, loaded, said, written_maps
from tests.navigation.maps import drawn

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<graphml><graph edgedefault="directed"><node id="&b;"/></graph></graphml>
"""
YED = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode>
      <y:NodeLabel>home</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:ShapeNode>
      <y:NodeLabel>live TV</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge>
      <y:EdgeLabel>press UP, OK</y:EdgeLabel></y:PolyLineEdge></data></edge>
  </graph>
</graphml>
"""


@given(written_maps())
@settings(max_examples=60, deadline=None)
def test_a_map_comes_back_the_same(written):
    outer, inner = written
    map = joined(outer, {name: joined(*each) for name, each in inner.items()})
    assert said(loaded(graphml.read(graphml.drawn(map).encode(), "x"))) == said(map)


def test_a_map_that_two_screens_hold_stays_one_file():
    keys = {
        "name": "keys",
        "screens": {"a": {"shows": ["A"], "start": True}, "b": {"shows": ["B"]}},
    }
    held = joined(keys | {"edges": [{"from": "a", "to": "b", "do": ["OK"]}]}, {})
    screens = {"one": {"map": "keys.yaml", "start": True}, "two": {"map": "keys.yaml"}}
    map = joined({"name": "both", "screens": screens}, {"one": held, "two": held})
    read = graphml.read(graphml.drawn(map).encode(), "x")
    assert list(read.sheets) == ["both", "keys.yaml"]
    assert said(loaded(read)) == said(map)


def test_other_programs_find_names_labels_and_both_ways_in_it():
    map = drawn("home live", edges=[{"from": "home", "to": "live", "do": ["OK"], "back": ["BACK"]}])
    graph = nx.read_graphml(BytesIO(graphml.drawn(map).encode()))
    assert [told["label"] for _, told in graph.nodes(data=True)] == ["home", "live"]
    ways = [(start, goal, told["label"]) for start, goal, told in graph.edges(data=True)]
    assert ways == [("home", "live", "OK"), ("live", "home", "BACK")]


def test_an_edge_that_was_drawn_since_is_one_of_the_map():
    graph = nx.parse_graphml(graphml.drawn(drawn("home live")), force_multigraph=True)
    graph.add_edge("home", "live", do='["OK"]')
    read = graphml.read("\n".join(nx.generate_graphml(graph)).encode(), "x")
    assert [edge.goal for edge in loaded(read).every] == ["live"]


def test_what_other_programs_add_or_leave_out_changes_nothing_else():
    map = drawn("home live", ("home", "live"))
    graph = nx.parse_graphml(graphml.drawn(map), force_multigraph=True)
    graph.graph.clear()  # as Gephi does
    nx.set_node_attributes(graph, 3.5, "x")
    nx.set_edge_attributes(graph, 1.0, "weight")
    again = loaded(graphml.read("\n".join(nx.generate_graphml(graph)).encode(), "drawn"))
    assert said(again) == said(map)


def test_numbers_that_another_program_made_texts_of_are_numbers_still():
    edges = [{"from": ["a", "b"], "to": "c", "do": [str(number)]} for number in range(11)]
    map = drawn("a b c", edges=edges)
    graph = nx.parse_graphml(graphml.drawn(map), force_multigraph=True)
    for *_, told in graph.edges(data=True):
        told |= {"number": str(told["number"]), "order": str(told["order"])}
    again = loaded(graphml.read("\n".join(nx.generate_graphml(graph)).encode(), "drawn"))
    assert again.edges == map.edges


@pytest.mark.parametrize(
    ("where", "name", "value", "said"),
    [
        ("edge", "number", "x", "the number of an edge is 'x'"),
        ("edge", "do", "press", "what stands in 'do' is no JSON"),
        ("graph", "recover", "3", "what stands in 'recover' is no list"),
    ],
)
def test_what_was_spoilt_since_is_told(where, name, value, said):
    graph = nx.parse_graphml(graphml.drawn(drawn("a b", ("a", "b"))), force_multigraph=True)
    spoilt = graph.graph if where == "graph" else graph.edges["a", "b", "0.0"]
    spoilt[name] = value
    with pytest.raises(BadFormat, match=said):
        graphml.read("\n".join(nx.generate_graphml(graph)).encode(), "x")


def test_labels_of_yed_are_names_of_screens_and_what_is_pressed():
    [sheet] = graphml.read(YED, "tv").sheets.values()
    assert list(sheet.screens) == ["home", "live TV"]
    assert sheet.edges[0].fields == {
        "from": "home",
        "to": "live TV",
        "do": [{"press": ["UP", "OK"]}],
    }


GROUP = b"""<node id="n2" yfiles.foldertype="group"><data key="d6"><y:ProxyAutoBoundsNode>
  <y:Realizers><y:GroupNode><y:NodeLabel>Settings</y:NodeLabel></y:GroupNode></y:Realizers>
  </y:ProxyAutoBoundsNode></data><graph edgedefault="directed">
  <node id="n2::n0"/><edge source="n2::n0" target="n0"/></graph></node>"""


def test_groups_of_yed_are_screens_of_their_own_with_what_is_in_them():
    written = YED.replace(b"<edge", GROUP + b"<edge", 1).replace(b"live TV", b"live\nTV")
    [sheet] = graphml.read(written, "tv").sheets.values()
    assert list(sheet.screens) == ["home", "live TV", "Settings", "n2::n0"]
    assert ("n2::n0", "home") in [(e.fields["from"], e.fields["to"]) for e in sheet.edges]


def test_names_that_igraph_gives_are_taken_too():
    graph = nx.DiGraph()
    graph.add_node("n0", name="home")
    graph.add_edge("n0", "n1", name="Press OK")
    [sheet] = graphml.read("\n".join(nx.generate_graphml(graph)).encode(), "x").sheets.values()
    edge = {"from": "home", "to": "n1", "do": [{"press": ["OK"]}]}
    assert [each.fields for each in sheet.edges] == [edge]


def test_an_undirected_edge_leads_both_ways():
    written = "\n".join(nx.generate_graphml(nx.Graph([("a", "b")]))).encode()
    [sheet] = graphml.read(written, "tv").sheets.values()
    assert [(edge.fields["from"], edge.fields["to"]) for edge in sheet.edges] == [
        ("a", "b"),
        ("b", "a"),
    ]


def test_entities_are_refused_before_they_are_read():
    with pytest.raises(BadFormat, match="declares a document type"):
        graphml.read(BOMB, "x")


@pytest.mark.parametrize("content", [b"", b"hello", b"<a><b></a>", b"<graphml/>", b"\xff\xfe"])
def test_what_is_no_graphml_is_refused(content):
    with pytest.raises(BadFormat, match=r"^not "):
        graphml.read(content, "x")


def test_what_xml_cannot_hold_is_refused():
    with pytest.raises(BadFormat, match=r"cannot hold the character '\\x07'"):
        graphml.drawn(drawn("home", about="ring \x07"))
