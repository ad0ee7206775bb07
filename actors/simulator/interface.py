"""What the interface of a simulated television is made of: pages, and what leads where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

PageKind = Literal["home", "list", "grid", "search", "player"]
LAUNCHER: Final = "tv.simulated.launcher"
DELETE: Final = "\b"  # what the key types that removes one character
CLEAR: Final = "\f"  # and the one that removes them all


@dataclass(frozen=True)
class Entry:
    """Something that can have the focus; OK opens the page, the channel, or types the text."""

    title: str
    opens: str = ""
    channel: int = 0
    types: str = ""
    value: str = ""  # what a row of a list says on its right
    icon: str = ""
    colour: str = "#3d4b66"


@dataclass(frozen=True)
class Row:
    """Entries beside one another, under a heading."""

    entries: tuple[Entry, ...]
    heading: str = ""


@dataclass(frozen=True, eq=False)
class Page:
    """One page; START is the row and column that have the focus whenever it is entered.

    findable: what a search page finds.
    """

    name: str
    kind: PageKind
    title: str
    parent: str = "home"
    package: str = LAUNCHER
    rows: tuple[Row, ...] = ()
    start: tuple[int, int] = (0, 0)
    icon: str = ""
    colour: str = "#4c8dff"
    findable: tuple[Entry, ...] = ()

    @cached_property
    def personal(self) -> bool:
        """Whether it tells the name of the device, and so differs from device to device."""
        return any("{device}" in entry.title for row in self.rows for entry in row.entries)


@dataclass(frozen=True)
class App:
    """An installed application, and the page that it starts with."""

    package: str
    title: str
    page: str


@dataclass(frozen=True, eq=False)
class Interface:
    """The pages by name, and the apps; HOME opens the page `home`, MENU the page `settings`."""

    pages: Mapping[str, Page]
    apps: tuple[App, ...]
