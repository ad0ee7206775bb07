"""A graph that others drew, as a map: names and arrows, without checks and hardly an action."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from navigation.formats.sheet import Imported, Note, Part, Sheet
from navigation.written import EVERYWHERE

_PRESS = re.compile(r"[Pp]ress (\w+(?:, \w+)*)")
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
    lines: Collection[Line],
    *,
    notes: Iterable[Note] = (),
    everywhere: str = EVERYWHERE,
) -> Imported:
    """Return the map called NAME of the boxes with LABELS and the LINES between them.

    A label such as `press UP, OK` says what is done; any other one names the edge.
    everywhere: the box that is no screen but all of them, unless a line leads to it.
    """
    names = named(labels)
    if everywhere in names and all(line.goal != everywhere for line in lines):
        names[everywhere] = EVERYWHERE
    screens = {each: Part({}) for each in names.values() if each != EVERYWHERE}
    edges = tuple(Part(_edge(line, names)) for line in lines)
    sheet = Sheet({"name": name}, screens, edges).completed()
    return Imported({name: sheet}, tuple(notes))


def named(labels: Mapping[str, str]) -> dict[str, str]:
    """Return a name for each of LABELS that no other one has, and that a screen can have."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for key, label in labels.items():
        wanted = _NO_NAME.sub("-", _in_a_line(label)) or key
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted} {number}"
        given[key] = name
        taken.add(name)
    return given


def _edge(line: Line, names: Mapping[str, str]) -> dict[str, Any]:
    ends = {"from": names[line.start], "to": names[line.goal]}
    label = _in_a_line(line.label)
    if pressed := _PRESS.fullmatch(label):
        return {**ends, "do": [{"press": pressed[1].split(", ")}]}
    return {**ends, "name": label} if label else ends


def _in_a_line(label: str) -> str:
    return " ".join(label.split())
