"""Interfaces made up by chance, of as many pages as are wanted, for maps and walks of any size."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Annotated, Final

from pydantic import AfterValidator

from actors.simulator.interface import LAUNCHER, App, Entry, Interface, Page, PageKind, Row
from actors.simulator.pages import BUILT_IN
from actors.simulator.titles import titles

FEWEST: Final = 20
MOST: Final = 1000

_ROOM: Final = {"home": 12, "list": 6, "grid": 8}  # for entries
_LEAST: Final = {"home": 12, "list": 3, "grid": 4}  # entries
_ICONS: Final = tuple(
    dict.fromkeys(("home", "settings", "live", *(page.icon for page in BUILT_IN.pages.values())))
)
_HEADINGS: Final = ("For you", "Explore", "Your apps")
_GOLDEN: Final = 0.618034  # of a turn: hues so far apart are all different, and well spread
_PALETTE: Final = 16  # colours of tiles, each of which is drawn once


def possible(screens: int) -> int:
    """Return SCREENS.  Raises ValueError for a number that is neither 0 nor FEWEST to MOST."""
    if screens and not FEWEST <= screens <= MOST:
        raise ValueError(f"an interface has {FEWEST} to {MOST} screens, or 0 for the built-in one")
    return screens


Screens = Annotated[int, AfterValidator(possible)]


def interface(screens: int, design: int = 0) -> Interface:
    """Return the interface of SCREENS pages that DESIGN makes; for 0, the built-in one.

    Raises ValueError for a number that is neither 0 nor FEWEST to MOST.
    """
    return _invented(screens, design) if possible(screens) else BUILT_IN


@lru_cache(maxsize=8)
def _invented(screens: int, design: int) -> Interface:
    """Return a tree of lists and grids, with entries that lead across it."""
    random = Random(f"{screens} {design}")
    drafts = _grown(screens, random)
    _link(drafts, random)
    pages = {name: _page(draft, drafts, random) for name, draft in drafts.items()}
    started = [page for page in pages.values() if page.parent == "home" and page.name != "home"]
    apps = (App(page.package, page.title, page.name) for page in started)
    return Interface(pages, (App(LAUNCHER, "Launcher", "home"), *apps))


@dataclass
class _Draft:
    """A page that is being made up, the one of NUMBER, and the names of those that it OPENS."""

    number: int
    name: str
    title: str
    kind: PageKind
    parent: str = "home"
    package: str = LAUNCHER
    opens: list[str] = field(default_factory=list)

    @property
    def icon(self) -> str:
        return _ICONS[self.number % len(_ICONS)]

    @property
    def can_lead_across(self) -> bool:
        return self.kind in ("list", "grid") and len(self.opens) < _ROOM[self.kind]


def _grown(screens: int, random: Random) -> dict[str, _Draft]:
    """Return so many drafts, each but those on top of `home` opened by its parent."""
    names = titles(random)
    drafts = {
        "home": _Draft(0, "home", "Home", "home"),
        "settings": _Draft(1, "settings", "Settings", "list", package="tv.simulated.settings"),
        "live": _Draft(2, "live", "Live TV", "player", package="tv.simulated.live"),
    }
    waiting = [drafts["home"], drafts["settings"]]
    while len(drafts) < screens:
        parent = waiting.pop(random.randrange(min(4, len(waiting))))
        room = _ROOM[parent.kind]
        wanted = room if parent.kind == "home" else random.randint(2, room - 1)
        for _ in range(min(wanted, screens - len(drafts))):
            child = _child(parent, len(drafts), names.pop(), random)
            drafts[child.name] = child
            waiting.append(child)
    return drafts


def _child(parent: _Draft, number: int, title: str, random: Random) -> _Draft:
    """Return a page that PARENT opens."""
    name = title.lower().replace(" ", "-")
    alone = f"tv.simulated.{name.replace('-', '')}"
    kind: PageKind = "grid" if random.random() < 0.4 else "list"
    parent.opens.append(name)
    package = alone if parent.kind == "home" else parent.package
    return _Draft(number, name, title, kind, parent.name, package)


def _link(drafts: dict[str, _Draft], random: Random) -> None:
    """Let more entries lead across the tree, four in ten of them to a few shared pages."""
    goals = [draft.name for draft in drafts.values() if draft.parent != "home"]
    shared = random.sample(goals, 2 + len(goals) // 100)
    for _ in range(len(drafts) // 4):
        start = random.choice([draft for draft in drafts.values() if draft.can_lead_across])
        goal = random.choice(shared if random.random() < 0.4 else goals)
        if goal not in (start.name, start.parent, *start.opens):
            start.opens.append(goal)


def _page(draft: _Draft, drafts: dict[str, _Draft], random: Random) -> Page:
    light = 0.72 + 0.2 * random.random()
    return Page(
        name=draft.name,
        kind=draft.kind,
        title=draft.title,
        parent=draft.parent,
        package=draft.package,
        rows=_rows(draft, drafts, random),
        start=(1, 0) if draft.kind == "home" else (0, 0),
        icon=draft.icon,
        colour=_colour(draft.number * _GOLDEN % 1, light),
    )


def _rows(draft: _Draft, drafts: dict[str, _Draft], random: Random) -> tuple[Row, ...]:
    if draft.kind == "player":
        return ()
    opening = [_entry(drafts[name]) for name in draft.opens]
    missing = range(max(0, _LEAST[draft.kind] - len(opening)))
    entries = [*opening, *(_leaf(number, random) for number in missing)]
    random.shuffle(entries)
    if draft.kind == "list":
        return tuple(Row((entry,)) for entry in entries)
    if draft.kind == "grid":
        half = (len(entries) + 1) // 2
        return Row(tuple(entries[:half])), Row(tuple(entries[half:]))
    top = Row((_entry(drafts["live"]), _entry(drafts["settings"])))
    tiles = (tuple(entries[n : n + 4]) for n in (0, 4, 8))
    return top, *(Row(four, name) for four, name in zip(tiles, _HEADINGS, strict=True))


def _entry(draft: _Draft) -> Entry:
    """Return what opens the page of DRAFT."""
    colour = _colour(draft.number % _PALETTE / _PALETTE, 0.8)
    return Entry(draft.title, opens=draft.name, icon=draft.icon, colour=colour)


def _leaf(number: int, random: Random) -> Entry:
    """Return an entry that opens nothing."""
    return Entry(f"Part {number + 1}", value=f"{random.randint(20, 59)} min")


def _colour(hue: float, light: float) -> str:
    red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(hue, 0.7, light))
    return f"#{red:02x}{green:02x}{blue:02x}"
