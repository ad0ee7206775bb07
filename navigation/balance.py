"""Make the longest of several walks from one place as short as can be, without a step more.

Two walks that come through the same screen may change what follows for one another, and a loop
that leads back to a screen may be walked by any walk that comes through it; all steps stay.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

AnyArc = TypeVar("AnyArc", bound=tuple[str, str, int])


def balanced(walks: Sequence[list[AnyArc]], start: str) -> list[list[AnyArc]]:
    """Return walks with the same steps in all, the longest of which cannot easily be shorter."""
    found = [list(walk) for walk in walks]
    while _improved(found, start):
        pass
    return found


def _improved(walks: list[list[AnyArc]], start: str) -> bool:
    """Make the longest of WALKS shorter with the help of another one, if any can."""
    longest = max(range(len(walks)), key=lambda number: len(walks[number]))
    others = sorted(range(len(walks)), key=lambda number: len(walks[number]))
    for other in others:
        if other == longest:
            continue
        if better := _swapped(walks[longest], walks[other], start) or _lent(
            walks[longest], walks[other], start
        ):
            walks[longest], walks[other] = better
            return True
    return False


def _swapped(
    long: list[AnyArc], short: list[AnyArc], start: str
) -> tuple[list[AnyArc], list[AnyArc]] | None:
    """Return both with their ends changed for one another, if the longer gets shorter by it."""
    places = _places(long, start)
    best, cut = len(long), (0, 0)
    for there, screen in enumerate(_screens(short, start)):
        # the new lengths are here + len(short) - there, and the rest: as even as can be
        wanted = (len(long) - len(short)) // 2 + there
        for here in _around(places[screen], wanted):
            length = here + len(short) - there
            if (longer := max(length, len(long) + len(short) - length)) < best:
                best, cut = longer, (here, there)
    if best == len(long):
        return None
    here, there = cut
    return long[:here] + short[there:], short[:there] + long[here:]


def _lent(
    long: list[AnyArc], short: list[AnyArc], start: str
) -> tuple[list[AnyArc], list[AnyArc]] | None:
    """Return both with a loop of the longer one walked by the other, if that helps."""
    at = {screen: there for there, screen in enumerate(_screens(short, start))}
    best, loop = len(long), (0, 0, 0)
    for screen, places in _places(long, start).items():
        if screen not in at:
            continue
        for first in places:
            for last in _around(places, first + (len(long) - len(short)) // 2):
                size = last - first
                longer = max(len(long) - size, len(short) + size)
                if size > 0 and longer < best:
                    best, loop = longer, (first, last, at[screen])
    if best == len(long):
        return None
    first, last, there = loop
    return long[:first] + long[last:], short[:there] + long[first:last] + short[there:]


def _screens(walk: Sequence[AnyArc], start: str) -> Iterator[str]:
    yield start
    for arc in walk:
        yield arc[1]


def _places(walk: Sequence[AnyArc], start: str) -> defaultdict[str, list[int]]:
    """Return after how many steps WALK is at each screen, in order."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for steps, screen in enumerate(_screens(walk, start)):
        places[screen].append(steps)
    return places


def _around(places: list[int], wanted: int) -> list[int]:
    """Return the one or two of PLACES next to WANTED."""
    above = bisect_left(places, wanted)
    return places[max(0, above - 1) : above + 1]
