"""Where is the device?  The likely screens are asked for first, and then all of them."""

from typing import TypeVar

from navigation.map import Map
from navigation.sighting import Sighting, Walker, looks

Action = TypeVar("Action")
Check = TypeVar("Check")


def locate(
    map: Map[Action, Check],
    walker: Walker[Action, Check],
    *,
    guess: str | None = None,
    within: float = 0.0,
    settle: float = 0.0,
) -> Sighting:
    """Return what WALKER shows now, or comes to show WITHIN seconds, for SETTLE seconds.

    The order is that of likelihood: popups and the screen that GUESS says together with those
    one edge from it, so that a page and what lies within it are told apart; then all others.
    """
    if guess in map.screens:
        near = looks(map, *map.popups, guess, *neighbours(map, guess))
        if near and (seen := walker.shows(near, settle, settle)):
            return seen
    return walker.shows(looks(map, *map.popups, *map.places), within + settle, settle)


def neighbours(map: Map[Action, Check], screen: str) -> tuple[str, ...]:
    """Return the screens one edge from SCREEN, those that it leads to first.

    Edges from everywhere make no neighbours of what they arrive at.
    """
    ahead = (goal for edge in map.leaving[screen] for goal in (edge.goal, *edge.others))
    behind = (edge.start for edge in map.arriving[screen])
    there = dict.fromkeys(ahead)
    if len(map.arriving[screen]) < len(map.places) - 1:
        there |= dict.fromkeys(behind)
    places = frozenset(map.places)
    return tuple(name for name in there if name in places and name != screen)
