"""Mermaid flowcharts: maps drawn as one, and simple ones read as maps.

The syntax is that of https://mermaid.js.org/syntax/flowchart.html
"""

import re
from collections.abc import Iterator
from typing import TypeVar

from navigation.formats.drawing import Group, arrows, grouped, is_from_everywhere
from navigation.formats.errors import BadFormat
from navigation.formats.graph import Line, sheet_of
from navigation.formats.sheet import Imported, Note
from navigation.map import Map
from navigation.written import EVERYWHERE

Action = TypeVar("Action")
Check = TypeVar("Check")

SHAPES = {  # how each kind of screen is drawn
    "screen": ('["', '"]'),
    "menu": ('[["', '"]]'),
    "overlay": ('[/"', '"/]'),
    "popup": ('{{"', '"}}'),
    "action": ('(["', '"])'),
    "entry": ('(("', '"))'),
}

_SPECIAL = re.compile(r'["#<>&`\\]|[\x00-\x1f\x7f-\x9f\u2028\u2029]')
_ENTITY = re.compile(r"#(?:(\d+)|(quot|lt|gt|amp));")
_NAMED = {"quot": '"', "lt": "<", "gt": ">", "amp": "&"}

_OTHER = re.compile(r"(?:style|classDef|class|click|linkStyle|direction|accTitle|accDescr)\b")
_HEAD = re.compile(r"(?:flowchart|graph)\b[ \t]*\w*[ \t]*;?\Z")
_GROUP = re.compile(r"(?:subgraph\b.*|end)\Z")
_LABEL = r"\s*(?:\[\[|\[\(|\[/|\[\\|\[|\(\(\(|\(\(|\(\[|\(|\{\{|\{|>)"
_NODE = re.compile(
    rf"\s*(?P<id>[^\s\[\](){{}}<>&|\"'=.-][\w.]*(?:-\w+)*)"
    rf"(?:{_LABEL}(?P<label>\"[^\"]*\"|[^\])}}]*?)(?:\]\]|\]\)|\)\]|/\]|\\\]|\]|\)\)\)|\)\)|\)|\}}\}}|\}}))?"
    r"(?::::\w+)?\s*"
)
_ARROW = re.compile(
    r"(?P<both><)?(?:--+|==+|-\.+-?)(?:(?P<inline>[^->|=.][^|]*?)\s*(?:--+|==+|\.+-))?[>xo]?"
    r"(?:\|(?P<label>\"[^\"]*\"|[^|]*)\|)?"
)


def drawn(map: Map[Action, Check]) -> str:
    """Return MAP as a flowchart; held maps are subgraphs, and what may be closed is dotted."""
    numbers = {name: f"n{number}" for number, name in enumerate(map.screens)}
    lines = ["flowchart LR", *_boxes(map, grouped(map), numbers, "  ")]
    if is_from_everywhere(map):
        numbers[EVERYWHERE] = "everywhere"
        lines.append('  everywhere(("everywhere"))')
    for arrow in arrows(map):
        line = "-->" if arrow.is_always else "-.->"
        ends = numbers[arrow.start], numbers[arrow.goal]
        lines.append(f'  {ends[0]} {line}|"{_escaped(arrow.label)}"| {ends[1]}')
    return "\n".join([*lines, ""])


def _boxes(
    map: Map[Action, Check], group: Group, numbers: dict[str, str], indent: str
) -> Iterator[str]:
    for name in group.screens:
        opening, closing = SHAPES[map.screens[name].kind]
        yield f"{indent}{numbers[name]}{opening}{_escaped(name)}{closing}"
    for inner in group.groups:
        yield f'{indent}subgraph {numbers[inner.name]}_map["{_escaped(inner.name)}"]'
        yield from _boxes(map, inner, numbers, indent + "  ")
        yield f"{indent}end"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)


def read(text: str, name: str) -> Imported:
    """Return what the flowchart in TEXT says of a map called NAME.

    It takes boxes of any shape, arrows with labels, chains of them, and `&`.
    Raises BadFormat, with the line.
    """
    labels: dict[str, str] = {}
    found: list[Line] = []
    notes: list[Note] = []
    is_chart = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip().rstrip(";")
        if not line or line.startswith(("%%", "---")) or _OTHER.match(line):
            continue
        if _HEAD.match(line):
            is_chart = True
        elif not is_chart:
            raise BadFormat("it does not begin with 'flowchart' or 'graph'", number)
        elif _GROUP.match(line):
            if line != "end":
                why = "write its screens into a map of their own, and let a screen hold that"
                notes.append(Note(f"line {number}", line, why))
        else:
            found += _chain(line, number, labels)
    if not is_chart:
        raise BadFormat("it has no 'flowchart' or 'graph'")
    return sheet_of(name, labels, found, notes=notes)


def _chain(line: str, number: int, labels: dict[str, str]) -> Iterator[Line]:
    """Yield the edges of LINE, and put what its boxes say into LABELS."""
    starts, at = _boxes_at(line, 0, number, labels)
    while at < len(line):
        if (arrow := _ARROW.match(line, at)) is None or arrow.end() == at:
            raise BadFormat(f"no arrow is at {line[at:]!r}", number)
        goals, at = _boxes_at(line, arrow.end(), number, labels)
        label = _plain(arrow["label"] or arrow["inline"] or "")
        for start in starts:
            for goal in goals:
                yield Line(start, goal, label)
                if arrow["both"]:
                    yield Line(goal, start, label)
        starts = goals


def _boxes_at(line: str, at: int, number: int, labels: dict[str, str]) -> tuple[list[str], int]:
    """Return the boxes joined by `&` that stand AT a place of LINE, and where they end."""
    boxes: list[str] = []
    while True:
        if (box := _NODE.match(line, at)) is None:
            raise BadFormat(f"no box is at {line[at:]!r}", number)
        boxes.append(box["id"])
        if box["label"] is not None or box["id"] not in labels:
            labels[box["id"]] = _plain(box["label"] or box["id"])
        at = box.end()
        if not line.startswith("&", at):
            return boxes, at
        at += 1


def _plain(label: str) -> str:
    stripped = label.strip().removeprefix('"').removesuffix('"')
    text = re.sub(r"<br\s*/?>", " ", stripped)
    return _ENTITY.sub(lambda found: chr(int(found[1])) if found[1] else _NAMED[found[2]], text)
