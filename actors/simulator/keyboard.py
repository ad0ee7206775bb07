"""The keyboard of the search page, and what is found for a text."""

from collections.abc import Iterable
from typing import Final

from actors.simulator.interface import CLEAR, DELETE, Entry

MOST_RESULTS: Final = 7
LONGEST_TEXT: Final = 24


def _line(characters: str) -> tuple[Entry, ...]:
    return tuple(Entry(each.upper(), types=each) for each in characters)


LINES: Final = (
    *(_line(characters) for characters in ("abcdef", "ghijkl", "mnopqr", "stuvwx", "yz0123")),
    _line("456789"),
    (Entry("Space", types=" "), Entry("Delete", types=DELETE), Entry("Clear", types=CLEAR)),
)


def results(typed: str, findable: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what is FINDABLE with TYPED in its title, those that begin with it first."""
    wanted = typed.strip().lower()
    found = [entry for entry in findable if wanted in entry.title.lower()]
    found.sort(key=lambda entry: not entry.title.lower().startswith(wanted))
    return tuple(found[:MOST_RESULTS])


def edited(typed: str, by: str) -> str:
    """Return the text of the field after BY was typed into it, character by character."""
    for character in by:
        if character == CLEAR:
            typed = ""
        elif character == DELETE:
            typed = typed[:-1]
        elif character.isprintable():
            typed = (typed + character)[:LONGEST_TEXT]
    return typed
