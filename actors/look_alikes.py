"""Which screens of a map are known by the same checks, or by some of those of another?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import reduce
from typing import TYPE_CHECKING

from actors.checks import Check
from actors.checks.image import Image
from actors.checks.text import Text
from actors.screens import LYING_OVER, ways_to_know
from actors.vision.wording import folded
from navigation.finding import Finding, Severity

if TYPE_CHECKING:
    from actors.maps import AppMap
    from actors.verdict import Region

Way = tuple[Check, ...]  # checks that all hold where a screen is shown


def look_alikes(map: AppMap) -> Iterator[Finding]:
    """Yield the screens whose checks hold on another one too.

    Checks count as the same where they look for the same picture or text in parts of the
    screen that overlap, as what is found in one may lie in the other.
    """
    ways = [(name, way) for name, screen in map.screens.items() for way in ways_to_know(screen)]
    holders: dict[Hashable, set[int]] = defaultdict(set)
    for number, (_, way) in enumerate(ways):
        for check in way:
            holders[_sought(check)].add(number)
    told: set[tuple[str, str]] = set()
    for name, way in ways:
        likely = reduce(set.intersection, (holders[_sought(check)] for check in way))
        for other, more in (ways[number] for number in sorted(likely)):
            if name == other or (name, other) in told or not _is_part(way, more):
                continue
            told.add((name, other))
            if finding := _finding(map, (name, way), (other, more)):
                told.add((other, name))
                yield finding


def _finding(map: AppMap, few: tuple[str, Way], many: tuple[str, Way]) -> Finding | None:
    """Return what is wrong with a screen that is known by a part of what another is known by."""
    (name, way), (other, more) = few, many
    place = ("screens", name, "shows")
    over, beneath = (map.screens[each].kind in LYING_OVER for each in (name, other))
    known_by = " and ".join(_in_words(way))
    if _is_part(more, way):
        said = f"{name} and {other} are both known by {known_by}: add what only one of them shows"
        return Finding(Severity.ERROR, "same-checks", place, said)
    if over and not beneath:
        said = (
            f"all that {name} is known by, {known_by}, is on {other} too, where it will be taken "
            f"to lie over it: add to {name} what only it shows"
        )
        return Finding(Severity.ERROR, "part-of-checks", place, said)
    if beneath and not over:
        return None  # what lies over another screen is meant, whatever that shows
    said = (
        f"all that {name} is known by, {known_by}, is on {other} too, which is told from it only "
        f"by more checks: add to {name} what is not on {other}, such as 'absent: true' of it"
    )
    return Finding(Severity.WARNING, "part-of-checks", place, said)


def _in_words(way: Way) -> list[str]:
    """Return what each check of WAY asks for, in words."""
    return [str(check) for check in way]


def _is_part(few: Way, many: Way) -> bool:
    return all(any(_alike(one, other) for other in many) for one in few)


def _alike(one: Check, other: Check) -> bool:
    if isinstance(one, Image | Text) and isinstance(other, Image | Text):
        return _sought(one) == _sought(other) and _overlap(_area(one), _area(other))
    return _sought(one) == _sought(other)


def _sought(check: Check) -> Hashable:
    """Return the same for what looks for the same, wherever."""
    if isinstance(check, Image):
        return Image, check.absent, frozenset(picture.digest for picture in check.alternatives)
    if isinstance(check, Text):
        wanted = check.expected if check.match == "regex" else folded(check.expected or "")
        return Text, check.absent, check.match == "regex", wanted, check.number
    return repr(check)


def _area(check: Image | Text) -> Region | None:
    return check.area if isinstance(check, Image) else check.region


def _overlap(one: Region | None, other: Region | None) -> bool:
    if one is None or other is None:
        return True
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )
