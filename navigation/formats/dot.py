"""DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html), both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from html import unescape
from io import StringIO
from itertools import product
from typing import Any, TypeVar

from navigation.formats.drawing import Group, arrows, grouped, is_from_everywhere
from navigation.formats.errors import BadFormat
from navigation.formats.graph import Line, sheet_of
from navigation.formats.sheet import Imported, Note
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

RECORDS = ("record", "Mrecord")  # shapes with several labels
_DEFAULTS = ("node", "edge", "graph", "\\n")  # names of pydot for what is no node
_ESCAPE = re.compile(r'\\(["\\nlrN])')
_TAG = re.compile(r"<(br)?\b[^>]*>|</\w+>", re.IGNORECASE)
_CELLS = re.compile(r"<[^>]*>|[{}|]")  # what separates the cells of a record, and their ports


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
    graph, *others = _parsed(text)
    taken = _Taken(both_ways=graph.get_type() == "graph")
    taken.take(graph)
    why = "a file is one map: write it into a file of its own"
    notes = [Note(f"graph {_plain(other.get_name())}", "is left out", why) for other in others]
    return sheet_of(name, taken.labels, taken.lines, notes=notes)


def _parsed(text: str) -> Any:
    import pydot

    said = StringIO()
    with redirect_stdout(said):  # it prints what it cannot parse, and returns nothing
        graphs = pydot.graph_from_dot_data(text)
    if not graphs:
        raise BadFormat(f"not DOT: {' '.join(said.getvalue().split()) or 'it is empty'}")
    return graphs


@dataclass
class _Taken:
    """The LABELS of nodes, in the order of the text, and the LINES between them."""

    both_ways: bool
    labels: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def take(self, graph: Any) -> list[str]:
        """Take all that GRAPH has, also in groups, and return the nodes of it."""
        parts = [*graph.get_nodes(), *graph.get_edges(), *graph.get_subgraphs()]
        parts.sort(key=lambda part: part.get_sequence())
        return list(dict.fromkeys(key for part in parts for key in self._part(part)))

    def _part(self, part: Any) -> list[str]:
        import pydot

        if isinstance(part, pydot.Node):
            return self._node(part)
        return self._edge(part) if isinstance(part, pydot.Edge) else self.take(part)

    def _node(self, node: Any) -> list[str]:
        if node.get_name() in _DEFAULTS:
            return []
        key = _plain(node.get_name())
        self.labels.setdefault(key, key)
        if label := node.get("label"):
            said = _plain(label, key)
            self.labels[key] = _cells(said) if node.get("shape") in RECORDS else said
        return [key]

    def _edge(self, edge: Any) -> list[str]:
        starts, goals = map(self._end, (edge.get_source(), edge.get_destination()))
        label = _plain(edge.get("label") or "")
        for start, goal in product(starts, goals):
            self.lines.append(Line(start, goal, label))
            if self.both_ways:
                self.lines.append(Line(goal, start, label))
        return [*starts, *goals]

    def _end(self, written: Any) -> list[str]:
        """Return the nodes that an edge begins or ends at, which may be a group of them."""
        import pydot

        if not isinstance(written, str):
            return self.take(pydot.Subgraph(obj_dict=written))
        key = _plain(written)
        self.labels.setdefault(key, key)
        return [key]


def _plain(written: str, node: str = "") -> str:
    """Return what WRITTEN, of a NODE, means: without quotes or tags, and the port of a node."""
    if written.startswith("<"):
        return unescape(_TAG.sub(lambda found: "\n" if found[1] else "", written[1:-1])).strip()
    if not written.startswith('"'):
        return written.partition(":")[0]
    inner = written[1 : written.rindex('"')]
    escaped = {"n": "\n", "l": "\n", "r": "\n", "N": node}
    return _ESCAPE.sub(lambda found: escaped.get(found[1], found[1]), inner)


def _cells(label: str) -> str:
    """Return the texts in the cells of a record with that LABEL."""
    return " ".join(_CELLS.sub(" ", label).split())
