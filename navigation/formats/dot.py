"""DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html), both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any, TypeVar

from navigation.formats.drawing import Group, arrows, grouped, is_from_everywhere
from navigation.formats.errors import BadFormat
from navigation.formats.graph import Line, sheet_of
from navigation.formats.sheet import Imported
from navigation.map import Map
from navigation.written import EVERYWHERE

Action = TypeVar("Action")
Check = TypeVar("Check")

SHAPES = {  # how each kind of screen is drawn
    "screen": "box",
    "menu": "box3d",
    "overlay": "note",
    "popup": "octagon",
    "action": "cds",
    "entry": "circle",
}

_DEFAULTS = ("node", "edge", "graph", "\\n")  # names of pydot for what is no node
_ESCAPE = re.compile(r'\\(["\\n])')


def drawn(map: Map[Action, Check]) -> str:
    """Return MAP as a directed graph; held maps are clusters, and what may be closed is dashed."""
    lines = [f"digraph {_quoted(map.name)} {{", "  rankdir=LR;"]
    lines += _nodes(map, grouped(map), "  ")
    if is_from_everywhere(map):
        lines.append(f'  {_quoted(EVERYWHERE)} [label="everywhere", shape=doublecircle];')
    for arrow in arrows(map):
        style = "" if arrow.is_always else ", style=dashed"
        ends = f"{_quoted(arrow.start)} -> {_quoted(arrow.goal)}"
        lines.append(f"  {ends} [label={_quoted(arrow.label)}{style}];")
    return "\n".join([*lines, "}", ""])


def _nodes(map: Map[Action, Check], group: Group, indent: str) -> Iterator[str]:
    for name in group.screens:
        shape = SHAPES[map.screens[name].kind]
        yield f"{indent}{_quoted(name)} [label={_quoted(name)}, shape={shape}];"
    for inner in group.groups:
        yield f"{indent}subgraph {_quoted('cluster_' + inner.name)} {{"
        yield f"{indent}  label={_quoted(inner.name)};"
        yield from _nodes(map, inner, indent + "  ")
        yield f"{indent}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def read(text: str, name: str) -> Imported:
    """Return the graph in TEXT as a map called NAME; clusters count for nothing.

    Raises BadFormat.
    """
    graph = _parsed(text)
    labels: dict[str, str] = {}
    lines: list[Line] = []
    _collect(graph, labels, lines)
    return sheet_of(name, labels, lines)


def _parsed(text: str) -> Any:
    import pydot

    said = StringIO()
    with redirect_stdout(said):  # it prints what it cannot parse, and returns nothing
        graphs = pydot.graph_from_dot_data(text)
    if not graphs:
        raise BadFormat(f"not DOT: {' '.join(said.getvalue().split()) or 'it is empty'}")
    return graphs[0]


def _collect(graph: Any, labels: dict[str, str], lines: list[Line]) -> None:
    """Put the nodes of GRAPH, and of those within it, into LABELS, and its edges into LINES."""
    for node in graph.get_nodes():
        key = _plain(node.get_name())
        if key not in _DEFAULTS:
            labels[key] = _plain(node.get("label") or node.get_name())
    for edge in graph.get_edges():
        start, goal = map(_end, (edge.get_source(), edge.get_destination()))
        for end in (start, goal):
            labels.setdefault(end, end)
        label = _plain(edge.get("label") or "")
        lines.append(Line(start, goal, label))
        if graph.get_top_graph_type() == "graph":
            lines.append(Line(goal, start, label))
    for inner in graph.get_subgraphs():
        _collect(inner, labels, lines)


def _end(written: object) -> str:
    if not isinstance(written, str):
        raise BadFormat("an edge begins or ends at a group of nodes: write one for each of them")
    return _plain(written)


def _plain(written: str) -> str:
    """Return what WRITTEN means: without its quotes, and the port of a node."""
    if not written.startswith('"'):
        return written.partition(":")[0]
    inner = written[1 : written.rindex('"')]
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], inner)
