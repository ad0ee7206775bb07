"""A page of settings as pairs of a key and its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from actors.vision.layout import Line, both, rows

if TYPE_CHECKING:
    from actors.verdict import Region

ALIGNED = 0.75  # heights of a line, within which one edge is under another

# A colon, or dots that lead to the value.  One with no blank behind it needs a word before
# it, and no slashes: else it belongs to a time, a hardware address or a link.
_WRITTEN = re.compile(
    r"(?P<key>.*?[^\W\d].*?)\s*"
    r"(?:[:：](?=\s|$)|(?<=[^\W\d]{3})[:：](?!//)|(?:\.\s?){3,}|_{3,})"
    r"\s*(?P<value>.*)"
)


@dataclass(frozen=True)
class Pair:
    """A KEY and the VALUE that goes with it, as they were read, and the BOX of both."""

    key: str
    value: str
    box: Region


def pairs(lines: Sequence[Line]) -> list[Pair]:
    """Return the pairs among LINES, from the top.

    A pair is `Key: value` in one line; or a line that ends in a colon, with what
    stands beside it, or else beneath it; or two lines side by side as in a table:
    another row has its key and its value right under these, or there is no other row.
    """
    found: list[Pair] = []
    table: list[tuple[Line, Line]] = []
    standing = [row for row in ([*filter(_says_something, row)] for row in rows(lines)) if row]
    for row, below in zip_longest(standing, standing[1:], fillvalue=()):
        written, rest = _written(row, below)
        found += written
        table += zip(rest[::2], rest[1::2], strict=False)
    alone = len(standing) == 1
    found += [_pair(*line) for line in table if alone or _is_in_column(line, table)]
    return sorted(found, key=lambda pair: pair.box[1])


def _says_something(line: Line) -> bool:
    return any(c.isalnum() for c in line.text)


def _written(row: Sequence[Line], below: Sequence[Line]) -> tuple[list[Pair], list[Line]]:
    """Return the pairs of ROW that are written with a colon, and its other lines."""
    found: list[Pair] = []
    rest: list[Line] = []
    key: Line | None = None
    for line in row:
        parts = _WRITTEN.fullmatch(line.text)
        if parts and parts["value"]:
            found.append(Pair(parts["key"], parts["value"], line.box))
        elif key and not parts:
            found.append(_pair(key, line))
        elif not parts:
            rest.append(line)
        key = line if parts and not parts["value"] else None
    under = next((line for line in below if key and _is_value_of(key, line)), None)
    return [*found, *([_pair(key, under)] if key and under else [])], rest


def _pair(key: Line, value: Line) -> Pair:
    parts = _WRITTEN.fullmatch(key.text)
    return Pair(parts["key"] if parts else key.text, value.text, both(key.box, value.box))


def _is_in_column(line: tuple[Line, Line], table: Sequence[tuple[Line, Line]]) -> bool:
    others = (other for other in table if other is not line)
    return any(_is_under(other[0], line[0]) and _is_under(other[1], line[1]) for other in others)


def _is_value_of(key: Line, lower: Line) -> bool:
    """Return whether LOWER, in the row beneath KEY, is its value, and no pair of its own."""
    return _is_under(key, lower) and not _WRITTEN.fullmatch(lower.text)


def _is_under(upper: Line, lower: Line) -> bool:
    """Return whether both begin, or both end, at the same place across."""
    near = ALIGNED * max(upper.box[3], lower.box[3])
    starts = abs(upper.box[0] - lower.box[0])
    ends = abs(upper.box[0] + upper.box[2] - lower.box[0] - lower.box[2])
    return min(starts, ends) <= near
