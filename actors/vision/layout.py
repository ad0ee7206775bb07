"""Lines of text, and which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actors.verdict import Region


@dataclass(frozen=True)
class Line:
    """What stands in BOX of a picture; certainty is 0 to 1."""

    text: str
    box: Region
    certainty: float


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield each two of LINES, sorted from the top, where the second goes on where the first ends.

    That is a line that was read in two parts, or the next one of a paragraph.
    """
    for first, second in combinations(lines, 2):
        if is_beside(first.box, second.box) or _is_beneath(first.box, second.box):
            certainty = min(first.certainty, second.certainty)
            yield Line(f"{first.text} {second.text}", both(first.box, second.box), certainty)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return LINES by the row in which they stand: from the top, and each from the left."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3] / 2):
        if found and _is_level(found[-1][0].box, line.box):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in found]


def is_beside(first: Region, second: Region) -> bool:
    """Return whether SECOND stands in the row of FIRST, to its right."""
    return _is_level(first, second) and first[0] + first[2] <= second[0] + 2


def both(first: Region, second: Region) -> Region:
    """Return the least region with FIRST and SECOND in it."""
    left, top = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    bottom = max(first[1] + first[3], second[1] + second[3])
    return left, top, right - left, bottom - top


def _is_level(first: Region, second: Region) -> bool:
    middles = first[1] + first[3] / 2, second[1] + second[3] / 2
    return abs(middles[0] - middles[1]) < min(first[3], second[3]) / 2


def _is_beneath(first: Region, second: Region) -> bool:
    gap = second[1] - first[1] - first[3]
    apart = second[0] >= first[0] + first[2] or first[0] >= second[0] + second[2]
    return abs(gap) < first[3] // 2 and not apart
