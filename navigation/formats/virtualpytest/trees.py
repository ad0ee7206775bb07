"""The trees of VirtualPyTest as maps; a tree within a node is a map that a screen holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from navigation.formats.graph import named
from navigation.formats.sheet import NO_PLACE, Imported, Note, Part, Sheet
from navigation.formats.virtualpytest.checks import (
    References,
    check_of,
    timeout_of,
)
from navigation.formats.virtualpytest.export import opened
from navigation.formats.virtualpytest.models import Export, Node, Tree
from navigation.formats.virtualpytest.params import Log
from navigation.formats.virtualpytest.ways import Ways

SIZE = [1280, 720]  # the one picture that it knows
KINDS = {"menu": "menu", "action": "action", "entry": "entry"}  # all others are screens
HOME = "home"
TIMEOUT = 5.0  # seconds, as in a map that says nothing

_NO_FILE = re.compile(r"[^\w-]+")


def read(content: bytes, name: str) -> Imported:
    """Return the maps that CONTENT exports, the root called NAME unless it says otherwise.

    Raises BadFormat.
    """
    export, pictures = opened(content)
    reader = _Reader(export, {each.name: each for each in export.references})
    sheets = reader.sheets(export.source.name or name)
    return Imported(sheets, tuple(dict.fromkeys(reader.notes)), pictures)


@dataclass
class _Reader:
    export: Export
    references: References
    notes: list[Note] = field(default_factory=list)
    files: dict[str, Sheet] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)  # the trees that are in one of them

    def sheets(self, name: str) -> dict[str, Sheet]:
        """Return the outermost map under NAME, and those that screens hold by their files."""
        trees = self.export.trees
        known = {tree.id for tree in trees}
        root = next((tree for tree in trees if tree.parent not in known), trees[0])
        outermost = self._sheet(root, name)
        for variant in self.export.variants:
            why = "write a map that extends this one with what it has otherwise"
            self.notes.append(Note(f"variant {variant.name}", "its screens and edges", why))
        return {name: outermost, **self.files}

    def _sheet(self, tree: Tree, name: str, holder: Node | None = None) -> Sheet:
        self.read.add(tree.id)
        nodes = {node.id: node for node in tree.nodes if not node.is_hidden}
        names = named({node.id: node.label for node in nodes.values()})
        start = _start(tree, nodes)
        screens = {names[each]: self._screen(node, tree, name) for each, node in nodes.items()}
        if start is not None:
            own = screens[names[start]]
            own |= {"start": True, "shows": own["shows"] or (self._shows(holder) if holder else [])}
        mute = (each for each, fields in screens.items() if fields.get("kind") == "action")
        ways = Ways(
            names,
            {each: KINDS.get(node.kind, "screen") for each, node in nodes.items()},
            frozenset(each for each in mute if not screens[each].get("shows")),
            self.references,
        )
        edges = ways.of(tree.edges)
        self.notes += ways.notes
        parts = {each: _part(**fields) for each, fields in screens.items()}
        head = {"name": name, "size": SIZE}
        sheet = Sheet(head, _without_idle_entries(parts, edges), edges)
        sheet = sheet.completed(elsewhere=holder is None)
        if start is not None and not sheet.screens[names[start]].fields.get("start"):
            why = "nothing tells it, so the first screen that is known has 'start'"
            self.notes.append(Note(f"screen {names[start]}", "is not the start", why))
        return sheet

    def _screen(self, node: Node, tree: Tree, name: str) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "shows": self._shows(node),
            "match": node.condition if node.condition == "any" else "",
            "kind": KINDS.get(node.kind, ""),
            "notes": node.description,
        }
        longest = max((timeout_of(each) for each in node.verifications), default=0.0)
        if longest > TIMEOUT:
            fields["timeout"] = longest
        if node.screenshot:
            why = "it is kept on a server: save it beside the map, and name it as 'picture'"
            self.notes.append(Note(f"screen {node.label}", "its screenshot", why))
        if held := self._held(node, tree, name):
            fields["map"] = held
            if not fields["shows"] and not self.files[held].has_start:
                fields["lacks"] = f"nothing tells it: give 'shows' to it, or to it in {held}"
        return fields

    def _shows(self, node: Node) -> list[dict[str, Any]]:
        log = Log(f"screen {node.label}")
        checks = [check_of(each, self.references, log) for each in node.verifications]
        self.notes += log.notes
        return [check for check in checks if check is not None]

    def _held(self, node: Node, tree: Tree, name: str) -> str | None:
        """Return the file of the map that NODE of TREE holds, which is read here; None for none."""
        if node.id == tree.parent_node:
            return None  # the copy of the node that holds this very tree
        trees = (each for each in self.export.trees if each.id not in self.read)
        inner = [each for each in trees if (each.parent, each.parent_node) == (tree.id, node.id)]
        for other in inner[1:]:
            why = f"a screen holds one map, and {node.label} has several"
            self.notes.append(Note(f"screen {node.label}", f"the tree {other.id}", why))
        if not inner or not inner[0].nodes:
            return None
        file = self._file(f"{name}-{node.label}")
        self.files[file] = Sheet({}, {})  # the name is taken, also for those within
        self.files[file] = self._sheet(inner[0], node.label, node)
        return file

    def _file(self, name: str) -> str:
        stem, number = _NO_FILE.sub("-", name).strip("-").lower() or "map", 1
        file = f"{stem}.yaml"
        while file in self.files:
            number += 1
            file = f"{stem}-{number}.yaml"
        return file


def _start(tree: Tree, nodes: Mapping[str, Node]) -> str | None:
    """Return the node that TREE is entered at: the one that holds it, or else its home."""
    if tree.parent_node in nodes:
        return tree.parent_node
    able = [each for each, node in nodes.items() if node.kind not in NO_PLACE]
    homes = [each for each in able if nodes[each].label.lower() == HOME]
    entries = {each for each, node in nodes.items() if node.kind == "entry"}
    entered = [edge.target for edge in tree.edges if edge.source in entries and edge.target in able]
    return next(iter([*homes, *entered, *able]), None)


def _part(*, lacks: str = "", **fields: Any) -> Part:
    return Part({name: value for name, value in fields.items() if value}, lacks)


def _without_idle_entries(screens: Mapping[str, Part], edges: tuple[Part, ...]) -> dict[str, Part]:
    """Return SCREENS but for entries that no edge leaves, which say nothing."""
    left = {name for edge in edges for name in edge.fields["from"]}
    return {
        name: part
        for name, part in screens.items()
        if part.fields.get("kind") != "entry" or name in left
    }
