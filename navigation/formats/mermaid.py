"""Mermaid flowcharts: maps drawn as one, and simple ones read as maps.

The syntax is that of https://mermaid.js.org/syntax/flowchart.html
"""

import re
import sys
from collections.abc import Iterator
from html import unescape
from itertools import product
from typing import TypeVar

from navigation.formats.drawing import Group, arrows, grouped, is_from_everywhere
from navigation.formats.errors import BadFormat
from navigation.formats.graph import Line, sheet_of
from navigation.formats.sheet import Imported, Note
from navigation.map import Map
from navigation.written import EVERYWHERE

Action = TypeVar("Action")
Check = TypeVar("Check")

EVERYWHERE_ID = "everywhere"  # the box from which edges from everywhere lead
SHOWN = 40  # characters of a line that cannot be read, in a complaint

SHAPES = {  # how each kind of screen is drawn
    "screen": ('["', '"]'),
    "menu": ('[["', '"]]'),
    "overlay": ('[/"', '"/]'),
    "popup": ('{{"', '"}}'),
    "action": ('(["', '"])'),
    "entry": ('(("', '"))'),
}

_SPECIAL = re.compile(r'["#<>&`\\]|[\x00-\x1f\x7f-\x9f\u2028\u2029]')
_ENTITY = re.compile(r"#(?:(\d{1,7})|([a-zA-Z]\w*));")

# What says nothing of boxes and arrows, and may have several lines: front matter, directives,
# comments and descriptions.
_ASIDE = re.compile(
    r"\A\s*---[ \t]*\n.*?^---[ \t]*$|%%\{.*?\}%%|^[ \t]*%%[^\n]*$|^[ \t]*accDescr\s*\{[^}]*\}",
    re.DOTALL | re.MULTILINE,
)
_STATEMENT = re.compile(r'(?:@\{[^}]*\}|"[^"]*"?|#\w+;|[^"#@;\n]+|[#@])+')
_HEAD = re.compile(r"(?:flowchart|graph)(?:-\w+)?(?:\s+(?:T[BD]|BT|RL|LR|[<>^v]))?")
_OTHER = re.compile(r"(?:style|classDef|class|click|linkStyle|direction)\s|acc(?:Title|Descr)\s*:")
_GROUP = re.compile(r"subgraph(?:\s.*)?")

_SHAPES = (  # what a label stands between, the longest first
    (r"\(\(\(", r"\)\)\)"), (r"\(\(", r"\)\)"), (r"\(\[", r"\]\)"), (r"\(", r"\)"),
    (r"\[\[", r"\]\]"), (r"\[\(", r"\)\]"), (r"\[[/\\]", r"[/\\]\]"), (r"\[", r"\]"),
    (r"\{\{", r"\}\}"), (r"\{", r"\}"), (">", r"\]"),
)  # fmt: skip
_LABELS = "|".join(rf'{start}(?:\s*"[^"]*"\s*|[^"\[\]{{}}]*?){end}' for start, end in _SHAPES)
_WITHIN = [re.compile(f"{start}(.*){end}", re.DOTALL) for start, end in _SHAPES]
_NODE = re.compile(
    r"\s*(?P<id>(?:[\w.!#$%'*+?/\\]|-(?=\w))+)\s*"
    rf"(?:(?P<shape>{_LABELS})|@\{{(?P<said>[^}}]*)\}})?(?::::[\w-]+)?\s*"
)
_SAID = re.compile(r'\blabel:\s*("[^"]*"|[^,\n]*)')
_ARROW = re.compile(
    r"(?:\w+@)?(?P<both>[xo<])?(?:--+[-xo>]|==+[=xo>]|-\.+-[xo>]?|(?P<unseen>~~~+)"
    r"|(?:--(?!-)|==(?!=)|-\.)(?P<inline>\s*\"[^\"]*\"\s*|(?:(?!--|==|\.-).)+)"
    r"(?:--+[-xo>]|==+[=xo>]|\.+-[xo>]?))\s*(?:\|(?P<label>\s*\"[^\"]*\"\s*|[^|]*)\|)?"
)
_EMPHASIS = re.compile(r"\*\*|\bfa\w?:fa-[\w-]+\s*")  # Markdown, and icons


def drawn(map: Map[Action, Check]) -> str:
    """Return MAP as a flowchart; held maps are subgraphs, and what may be closed is dotted."""
    numbers = {name: f"n{number}" for number, name in enumerate(map.screens)}
    lines = ["flowchart LR", *_boxes(map, grouped(map), numbers, "  ")]
    if is_from_everywhere(map):
        numbers[EVERYWHERE] = EVERYWHERE_ID
        lines.append(f'  {EVERYWHERE_ID}(("everywhere"))')
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
    for number, said in _statements(text):
        if not is_chart:
            is_chart = _HEAD.fullmatch(said) is not None
            if not is_chart:
                raise BadFormat("it does not begin with 'flowchart' or 'graph'", number)
        elif _GROUP.fullmatch(said):
            why = "write its screens into a map of their own, and let a screen hold that"
            notes.append(Note(f"line {number}", said, why))
        elif said != "end" and not _OTHER.match(said):
            found += _chain(said, number, labels)
    if not is_chart:
        raise BadFormat("it has no 'flowchart' or 'graph'")
    return sheet_of(name, labels, found, notes=notes, everywhere=EVERYWHERE_ID)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield what TEXT says, each with its line; a new line within quotes ends nothing."""
    text = _ASIDE.sub(lambda found: "\n" * found[0].count("\n"), text.replace("\r\n", "\n"))
    number, end = 1, 0
    for found in _STATEMENT.finditer(text):
        begins = found.start() + len(found[0]) - len(found[0].lstrip())
        number += text.count("\n", end, begins)
        end = begins
        if said := found[0].strip():
            yield number, said


def _chain(line: str, number: int, labels: dict[str, str]) -> Iterator[Line]:
    """Yield the edges of LINE, and put what its boxes say into LABELS."""
    starts, at = _boxes_at(line, 0, number, labels)
    while at < len(line):
        if (arrow := _ARROW.match(line, at)) is None:
            raise BadFormat(f"no arrow is at {line[at : at + SHOWN]!r}", number)
        goals, at = _boxes_at(line, arrow.end(), number, labels)
        label = _plain(arrow["label"] or arrow["inline"] or "")
        for start, goal in () if arrow["unseen"] else product(starts, goals):
            yield Line(start, goal, label)
            if arrow["both"]:
                yield Line(goal, start, label)
        starts = goals


def _boxes_at(line: str, at: int, number: int, labels: dict[str, str]) -> tuple[list[str], int]:
    """Return the boxes joined by `&` that stand AT a place of LINE, and where they end."""
    boxes: list[str] = []
    while True:
        if (box := _NODE.match(line, at)) is None:
            raise BadFormat(f"no box is at {line[at : at + SHOWN]!r}", number)
        boxes.append(box["id"])
        if (label := _label(box)) is not None or box["id"] not in labels:
            labels[box["id"]] = label or box["id"]
        at = box.end()
        if not line.startswith("&", at):
            return boxes, at
        at += 1


def _label(box: re.Match[str]) -> str | None:
    """Return what stands in BOX, or None where it is only mentioned."""
    if box["shape"] is not None:
        return _plain(next(found[1] for each in _WITHIN if (found := each.fullmatch(box["shape"]))))
    said = _SAID.search(box["said"] or "")
    return _plain(said[1]) if said else None


def _plain(label: str) -> str:
    """Return what LABEL says, without its quotes and what only makes it look nice."""
    said = label.strip()
    if len(said) > 1 and said[0] == said[-1] == '"':
        said = said[1:-1]
    if len(said) > 1 and said[0] == said[-1] == "`":
        said = said[1:-1]
    text = _EMPHASIS.sub("", re.sub(r"<br\s*/?>|\s*\n\s*", " ", said))
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    """Return what ENTITY stands for, by its number or as HTML calls it."""
    if entity[1] is None:
        character = unescape(f"&{entity[2]};")
        return entity[0] if character.startswith("&") and entity[2] != "amp" else character
    number = int(entity[1])
    is_one = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF  # half of a pair
    return chr(number) if is_one else entity[0]
