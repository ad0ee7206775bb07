"""The keys that lead from page to page of an interface, whatever has the focus before."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from actors.simulator import moves
from actors.simulator.interface import Interface, Page
from actors.simulator.scene import NEVER, Scene

Keys = tuple[str, ...]

_AFRESH: Final = {"home": "HOME", "settings": "MENU"}  # keys that open a page with its focus reset


@dataclass(frozen=True)
class Way:
    """From the page START to the page GOAL by KEYS."""

    start: str
    goal: str
    keys: Keys


def ways(interface: Interface) -> Iterator[Way]:
    """Yield a way for each entry that opens a page, the one with the fewest keys.

    It begins where the focus is known: at a page that was opened afresh, or in a
    corner of it that the arrows end at.
    """
    for page in interface.pages.values():
        reached = _reached(interface, page)
        for row, line in enumerate(page.rows):
            for column, entry in enumerate(line.entries):
                if entry.opens:
                    yield Way(page.name, entry.opens, (*reached[row, column], "OK"))


def _reached(interface: Interface, page: Page) -> dict[tuple[int, int], Keys]:
    """Return the fewest keys that bring the focus of PAGE to each of its entries."""
    best: dict[tuple[int, int], Keys] = {}
    for first in _beginnings(page):
        for place, keys in _spread(_pressed(_scene(interface, page), first), first).items():
            if place not in best or len(keys) < len(best[place]):
                best[place] = keys
    return best


def _beginnings(page: Page) -> Iterator[Keys]:
    """Yield keys after which the focus of PAGE is known."""
    if page.name in _AFRESH:
        yield (_AFRESH[page.name],)
        return
    down, across = len(page.rows) - 1, max((len(row.entries) for row in page.rows), default=1) - 1
    for vertical in ("UP", "DOWN"):
        for horizontal in ("LEFT", "RIGHT") if across else ("",):
            yield (vertical,) * down + (horizontal,) * across


def _spread(start: Scene, first: Keys) -> dict[tuple[int, int], Keys]:
    """Return the fewest keys, after FIRST, from the focus of START to that of each entry."""
    found, waiting = {(start.row, start.column): first}, deque([start])
    while waiting:
        scene = waiting.popleft()
        for key in ("UP", "DOWN", "LEFT", "RIGHT"):
            after = moves.press(scene, key, NEVER)
            if (after.row, after.column) not in found:
                found[after.row, after.column] = (*found[scene.row, scene.column], key)
                waiting.append(after)
    return found


def _scene(interface: Interface, page: Page) -> Scene:
    return Scene.first("", interface).entered(page.name, NEVER)


def _pressed(scene: Scene, keys: Keys) -> Scene:
    for key in keys:
        scene = moves.press(scene, key, NEVER)
    return scene
