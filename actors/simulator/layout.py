"""Where the entries of a page are; places are pixels of a picture of 1280 x 720."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from actors.simulator.interface import Entry, Page, Row
from actors.simulator.keyboard import LINES, results

WIDTH: Final = 1280
HEIGHT: Final = 720
MARGIN: Final = 60
INNER: Final = WIDTH - 2 * MARGIN


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def centre(self) -> float:
        """The middle of its width."""
        return self.left + self.width / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether it contains a point."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height

    def grown(self, by: float) -> "Box":
        """Return it with BY more on each side."""
        return Box(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def towards(self, other: "Box", part: float) -> "Box":
        """Return the box that is PART of the way to OTHER."""
        return Box(*(a + (b - a) * part for a, b in zip(self, other, strict=True)))


WHOLE: Final = Box(0, 0, WIDTH, HEIGHT)
TITLE: Final = Box(MARGIN, 34, 560, 48)  # the icon and the name of a page
CLOCK: Final = Box(1060, 34, 160, 48)
FIELD: Final = Box(MARGIN, 140, 530, 60)  # of the search page
BADGE: Final = Box(60, 40, 96, 40)  # of the player
BANNER: Final = Box(60, 530, 1160, 140)
POPUP: Final = Box(320, 210, 640, 300)
POPUP_BUTTONS: Final = (Box(360, 424, 270, 58), Box(650, 424, 270, 58))
POPUP_ANSWERS: Final = ("OK", "Later")
POPUP_TITLE: Final = "Software update available"


class Placed(NamedTuple):
    """An entry and its place."""

    entry: Entry
    box: Box


Lines = tuple[tuple[Placed, ...], ...]


@lru_cache(maxsize=64)
def lines(page: Page, typed: str, device: str) -> Lines:
    """Return the entries of PAGE line by line, as the focus moves through them."""
    match page.kind:
        case "home":
            return _home(page.rows)
        case "grid":
            return tuple(
                _spread(row.entries, top=150 + 250 * number, height=220, gap=30)
                for number, row in enumerate(page.rows)
            )
        case "list":
            return tuple(_list_line(row, number, device) for number, row in enumerate(page.rows))
        case "search":
            return _search(results(typed, page.findable))
        case "player":
            return ()


HOME_LINES: Final = ((152, 156), (370, 112), (544, 112))  # top and height of the tiles


def _home(rows: tuple[Row, ...]) -> Lines:
    pills = (
        Placed(entry, Box(270 + 165 * number, 34, 150, 48))
        for number, entry in enumerate(rows[0].entries)
    )
    tiles = (
        _spread(row.entries, top=top, height=height, gap=20)
        for row, (top, height) in zip(rows[1:], HOME_LINES, strict=True)
    )
    return (tuple(pills), *tiles)


def _list_line(row: Row, number: int, device: str) -> tuple[Placed, ...]:
    [entry] = row.entries
    named = replace(entry, title=entry.title.format(device=device))
    return (Placed(named, Box(MARGIN, 150 + 84 * number, 720, 72)),)


def _search(found: Sequence[Entry]) -> Lines:
    keys = (
        _spread(entries, top=216 + 64 * number, height=54, gap=10, width=530)
        for number, entries in enumerate(LINES)
    )
    beside = [
        Placed(entry, Box(650, 152 + 74 * number, 570, 64)) for number, entry in enumerate(found)
    ]
    return tuple((*line, *beside[n : n + 1]) for n, line in enumerate(keys))


def _spread(
    entries: Sequence[Entry], *, top: float, height: float, gap: float, width: float = INNER
) -> tuple[Placed, ...]:
    each = (width - gap * (len(entries) - 1)) / len(entries)
    return tuple(
        Placed(entry, Box(MARGIN + number * (each + gap), top, each, height))
        for number, entry in enumerate(entries)
    )
