"""GraphML (http://graphml.graphdrawing.org): all that a map says, and what others drew.

Screens are nodes, and each way of an edge is an edge of its own: those with the same `number` are
one in the map, in the order of `order`; a way `back` is read from the fields of the way there.
Fields are attributes of the same name; lists and mappings in them are JSON.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from itertools import product
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError, fromstring
from xml.parsers import expat

import networkx as nx

from navigation.formats.errors import BadFormat
from navigation.formats.graph import Line, sheet_of
from navigation.formats.nested import Files
from navigation.formats.sheet import Imported, Sheet
from navigation.map import Map
from navigation.written import EVERYWHERE, EdgeSpec, Screen

Action = TypeVar("Action")
Check = TypeVar("Check")
Drawn = tuple[str, str, dict[str, Any]]  # an edge of a graph, with its attributes

HEAD = frozenset(("name", "about", "size", "variables", "recover"))
SCREEN = frozenset(Screen.model_fields)
EDGE = frozenset(EdgeSpec.model_fields) - {"starts", "goals"}

IN_JSON = frozenset(
    ("size", "variables", "recover", "shows", "dismiss", "do", "back", "retry", "failed", "when")
)
FORMAT = 1
YED = "{http://www.yworks.com/xml/graphml}"

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0


def drawn(map: Map[Action, Check]) -> str:
    """Return all that MAP says.  Raises BadFormat for a text that XML cannot hold."""
    told = map.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    screens, edges = told.pop("screens"), told.pop("edges", [])
    graph = nx.MultiDiGraph(format=FORMAT, **_attributes(told))
    for name, fields in screens.items():
        graph.add_node(_writable(name), label=name, **_attributes(fields))
    for number, fields in enumerate(edges):
        _add_edge(graph, number, fields, map.edges[number])
    if graph.has_node(EVERYWHERE):
        graph.nodes[EVERYWHERE]["label"] = "everywhere"
    return "\n".join([*nx.generate_graphml(graph), ""])


def _add_edge(graph: nx.MultiDiGraph, number: int, fields: dict[str, Any], spec: Any) -> None:
    starts, goals = fields.pop("from"), fields.pop("to")
    attributes = _attributes(fields)
    label = "; ".join(map(str, spec.do))
    for order, (start, goal) in enumerate(product(starts, goals)):
        there = {"number": number, "order": order, "way": "there", "label": label, **attributes}
        graph.add_edge(start, goal, f"{number}.{order}", **there)
    if spec.back:
        label = "; ".join(map(str, spec.back))
        graph.add_edge(
            goals[0], starts[0], f"{number}.back", number=number, way="back", label=label
        )


def _attributes(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, bool | int | float) else _writable(_text(value))
        for name, value in fields.items()
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _writable(text: str) -> str:
    if found := _UNWRITABLE.search(text):
        raise BadFormat(f"XML cannot hold the character {found[0]!r} of {text[:40]!r}")
    return text


def read(content: bytes, name: str) -> Imported:
    """Return the map in CONTENT, which is called NAME unless it says otherwise.

    What other programs wrote gives names and edges; their labels are read as those of
    navigation/formats/graph.py are.  Raises BadFormat.
    """
    graph = _parsed(content)
    if graph.graph.get("format") == FORMAT or any(
        "shows" in told for _, told in graph.nodes.data()
    ):
        return _own(graph, name)
    of_groups = _labels_of_groups(content)
    labels = {
        node: _label(told) or of_groups.get(node, node) for node, told in graph.nodes(data=True)
    }
    lines = [Line(start, goal, _label(told)) for start, goal, told in graph.edges(data=True)]
    return sheet_of(name, labels, lines)


def _label(told: Mapping[str, Any]) -> str:
    """Return what a node or edge with the attributes TOLD is called: igraph says `name`."""
    return str(told.get("label") or told.get("name") or "")


def _labels_of_groups(content: bytes) -> dict[str, str]:
    """Return what yEd calls its groups of nodes, whose labels networkx does not read."""
    groups = (each for each in fromstring(content).iter() if "yfiles.foldertype" in each.attrib)
    labels = ((group, group.find(f".//{YED}NodeLabel")) for group in groups)
    return {group.attrib["id"]: label.text or "" for group, label in labels if label is not None}


def _parsed(content: bytes) -> nx.MultiDiGraph:
    _refuse_entities(content)
    try:
        graph = nx.read_graphml(BytesIO(content), force_multigraph=True)
    except (nx.NetworkXError, ParseError, LookupError, ValueError) as e:
        raise BadFormat(f"not GraphML: {e}") from e
    return graph if graph.is_directed() else graph.to_directed()


def _refuse_entities(content: bytes) -> None:
    """Raise BadFormat where entities are declared, which may be endless or another file's."""

    def declared(*_: object) -> None:
        raise BadFormat("it declares a document type, which no GraphML needs: delete '<!DOCTYPE'")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as e:
        raise BadFormat(f"not XML: {expat.errors.messages[e.code]}", e.lineno) from e


def _own(graph: nx.MultiDiGraph, name: str) -> Imported:
    """Return the map that GRAPH is, whatever another program has added to it since."""
    head = {"name": name, **_fields(graph.graph, HEAD)}
    recover = head.pop("recover", [])
    if not isinstance(recover, list):
        raise BadFormat("what stands in 'recover' is no list")
    screens = {
        node: _fields(told, SCREEN) for node, told in graph.nodes(data=True) if node != EVERYWHERE
    }
    files = Files()
    outermost = files.outermost(head, screens, list(_edges(graph)))
    sheet = Sheet(head, outermost.screens, outermost.edges, tuple(recover))
    sheets = {str(head["name"]): sheet, **files.sheets}
    return Imported({file: each.completed() for file, each in sheets.items()})


def _edges(graph: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    """Yield the edges of the map in their order; those that were drawn since are the last."""
    numbered: dict[float, list[Drawn]] = defaultdict(list)
    since: list[Drawn] = []
    for each in graph.edges(data=True):
        if each[2].get("way") == "back":
            continue
        (numbered[_number(each, "number")] if "number" in each[2] else since).append(each)
    for number in sorted(numbered):
        yield _edge(sorted(numbered[number], key=lambda each: _number(each, "order")))
    for each in since:
        yield _edge([each])


def _number(drawn: Drawn, name: str) -> float:
    """Return the attribute of that NAME, which other programs may have made a text of."""
    written = drawn[2].get(name, 0)
    try:
        return float(written)
    except ValueError as e:
        raise BadFormat(f"the {name} of an edge is {written!r}, which is no number") from e


def _edge(drawn: list[Drawn]) -> dict[str, Any]:
    starts = dict.fromkeys(start for start, _, _ in drawn)
    goals = dict.fromkeys(goal for _, goal, _ in drawn)
    return {"from": list(starts), "to": list(goals), **_fields(drawn[0][2], EDGE)}


def _fields(told: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Return those of the attributes TOLD that are KNOWN fields of a map."""
    return {
        name: _decoded(name, value) if name in IN_JSON else value
        for name, value in told.items()
        if name in known
    }


def _decoded(name: str, value: Any) -> Any:
    try:
        return json.loads(str(value))
    except ValueError as e:
        raise BadFormat(f"what stands in {name!r} is no JSON: {e}") from e
