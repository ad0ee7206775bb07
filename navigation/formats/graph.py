"""A graph that others drew, as a map: names and arrows, without checks and hardly an action."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from navigation.formats.sheet import Imported, Note, Part, Sheet

_PRESS = re.compile(r"press (\w+(?:, \w+)*)")
_NO_NAME = re.compile(r"[/*]")


@dataclass(frozen=True)
class Line:
    """An arrow from the box START to the box GOAL, and its LABEL."""

    start: str
    goal: str
    label: str = ""


def sheet_of(
    name: str,
    labels: Mapping[str, str],
    lines: Iterable[Line],
    *,
    notes: Iterable[Note] = (),
) -> Imported:
    """Return the map called NAME of the boxes with LABELS and the LINES between them.

    A label such as `press UP, OK` says what is done; any other one names the edge.
    """
    names = named(labels)
    screens = {each: Part({}) for each in names.values()}
    edges = tuple(Part(_edge(line, names)) for line in lines)
    sheet = Sheet({"name": name}, screens, edges).completed()
    return Imported({name: sheet}, tuple(notes))


def named(labels: Mapping[str, str]) -> dict[str, str]:
    """Return a name for each of LABELS that no other one has, and that a screen can have."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for key, label in labels.items():
        wanted = _NO_NAME.sub("-", label.strip()) or key
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted} {number}"
        given[key] = name
        taken.add(name)
    return given


def _edge(line: Line, names: Mapping[str, str]) -> dict[str, Any]:
    ends = {"from": names[line.start], "to": names[line.goal]}
    if pressed := _PRESS.fullmatch(line.label):
        return {**ends, "do": [{"press": pressed[1].split(", ")}]}
    return {**ends, "name": line.label} if line.label else ends
