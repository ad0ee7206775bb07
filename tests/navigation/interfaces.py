"""Interfaces made of lists, whose every state is known, to be explored in tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from navigation.crawl import Crawl
from navigation.trace import Trace

OPPOSITES = {"UP": "DOWN", "DOWN": "UP"}
KEYS = ("UP", "DOWN", "OK", "BACK")
CRAWL = Crawl(OPPOSITES, frozenset({"BACK", "HOME"}), "HOME")


@dataclass
class Lists:
    """Pages that are lists; OK on a row opens the page that stands there, if any does.

    remembers: whether BACK finds the focus where it was.
    """

    pages: Mapping[str, Sequence[str | None]]
    remembers: bool = False
    page: str = "home"
    row: int = 0
    _before: list[tuple[str, int]] = field(default_factory=list)

    def press(self, key: str) -> tuple[str, int]:
        rows = self.pages[self.page]
        if key in OPPOSITES:
            row = self.row + (1 if key == "DOWN" else -1)
            self.row = min(max(row, 0), max(0, len(rows) - 1))
        elif key == "OK" and rows and (goal := rows[self.row]):
            self._before.append((self.page, self.row))
            self.page, self.row = goal, 0
        elif key == "BACK" and self._before:
            page, row = self._before.pop()
            self.page, self.row = page, row if self.remembers else 0
        elif key == "HOME":
            self.page, self.row, self._before = "home", 0, []
        return self.page, self.row


@dataclass
class Explored:
    """What a crawl of LISTS has found, with the real name of each state."""

    lists: Lists
    trace: Trace[str] = field(default_factory=Trace)
    known: dict[tuple[str, int], int] = field(default_factory=dict)
    spent: int = 0

    def go(self, budget: int = 10_000) -> "Explored":
        here = self._state(self.lists.press("HOME"))
        while way := CRAWL.next(self.trace, here, start=0, offered=lambda _: KEYS):
            for key in way:
                if self.spent >= budget:
                    return self
                self.spent += 1
                known = len(self.known)
                after = self._state(self.lists.press(key))
                self.trace.note(here, key, after, is_new=after >= known)
                here = after
        return self

    def name(self, state: int) -> str:
        return next(page for (page, _), number in self.known.items() if number == state)

    def _state(self, shown: tuple[str, int]) -> int:
        if shown not in self.known:
            like = next((n for (page, _), n in self.known.items() if page == shown[0]), None)
            self.known[shown] = self.trace.add(like)
        return self.known[shown]
