"""Walk a device to a screen of its map, checking after each edge where it really is."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from navigation.errors import Lost, NoRoute, UnknownScreen
from navigation.map import Edge, Map, Screen
from navigation.route import route

Action = TypeVar("Action")
Check = TypeVar("Check")
Done_contra = TypeVar("Done_contra", contravariant=True)
Shown = TypeVar("Shown")


class Walker(Protocol[Done_contra, Shown]):
    """The two things that a walk needs of a device."""

    def perform(self, action: Done_contra) -> bool:
        """Do one action of an edge, and tell whether it came off."""

    def shows(self, screen: Screen[Shown], within: float) -> bool:
        """Tell whether the device shows SCREEN now, or comes to in WITHIN seconds."""


@dataclass(frozen=True)
class Walk(Generic[Action]):
    """How a device got to where it was sent: the edges that worked, and those that did not."""

    start: str
    taken: tuple[Edge[Action], ...]
    failed: tuple[Edge[Action], ...]

    def __str__(self) -> str:
        way = " → ".join([self.start, *(edge.goal for edge in self.taken)])
        return f"{way}, after {_detours(len(self.failed))}" if self.failed else way


def locate(map: Map[Action, Check], walker: Walker[Action, Check]) -> str | None:
    """Return the name of the screen that WALKER shows now, or None where it shows none."""
    for name, screen in map.screens.items():
        if walker.shows(screen, 0.0):
            return name
    return None


def walk(
    map: Map[Action, Check],
    goal: str,
    walker: Walker[Action, Check],
    *,
    here: str | None = None,
    detours: int = 3,
) -> Walk[Action]:
    """Bring WALKER to GOAL and return the way it took.

    HERE is where the device was last seen, and is only believed when it shows.
    An edge that does not arrive is tried once more, in case a key got lost,
    and is avoided after that; at most DETOURS times in all.

    Raises Lost, NoRoute, UnknownScreen, and whatever `walker.perform` raises.
    """
    if goal not in map.screens:
        raise UnknownScreen(goal, tuple(map.screens))
    here = start = _where(map, walker, goal, here)
    taken: list[Edge[Action]] = []
    failed: list[Edge[Action]] = []
    while here != goal:
        if len(failed) > detours:
            raise Lost(goal, f"{failed[-1]} did not arrive, after {_detours(detours)}")
        edge = _next(map, here, goal, failed)
        goes = all(walker.perform(action) for action in edge.actions)
        if goes and walker.shows(map.screens[edge.goal], map.screens[edge.goal].timeout):
            here = edge.goal
            taken.append(edge)
        else:
            failed.append(edge)
            here = _where(map, walker, goal, None)
    return Walk(start, tuple(taken), tuple(failed))


def _where(
    map: Map[Action, Check], walker: Walker[Action, Check], goal: str, guess: str | None
) -> str:
    if guess in map.screens and walker.shows(map.screens[guess], 0.0):
        return guess
    if (found := locate(map, walker)) is None:
        raise Lost(goal, f"the device shows no screen of the map {map.name!r}")
    return found


def _next(
    map: Map[Action, Check], here: str, goal: str, failed: list[Edge[Action]]
) -> Edge[Action]:
    twice = [edge for edge in failed if failed.count(edge) > 1]
    try:
        return route(map, here, goal, avoid=twice)[0]
    except NoRoute as e:
        if not failed:
            raise
        raise Lost(goal, f"{failed[-1]} did not arrive, and there is no other way") from e


def _detours(number: int) -> str:
    return "1 detour" if number == 1 else f"{number} detours"
