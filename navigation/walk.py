"""Walk a device to a screen of its map, checking after each edge where it really is."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import NoRoute, NotArriving, UnknownScreen
from navigation.graph import Graph
from navigation.hop import Arrival, Hop
from navigation.hopper import Hopper
from navigation.hourglass import Hourglass
from navigation.map import Map
from navigation.route import expected_seconds, route
from navigation.sighting import Walker

Action = TypeVar("Action")
Check = TypeVar("Check")

TRIES = 2  # of one edge on one walk: a key may get lost
SECONDS = 120.0  # for one walk


@dataclass(frozen=True)
class Walk(Generic[Action]):
    """How a device got from START to HERE: all it tried, and what it was planned to take.

    here: the screen it is on, which for a goal that is an action is where that was done.
    rescued: what was done with it while it was lost, or behind a popup.
    """

    start: str
    here: str
    hops: tuple[Hop[Action], ...]
    planned: tuple[Edge[Action], ...]
    planned_seconds: float
    seconds: float
    rescued: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[Edge[Action], ...]:
        """The edges that arrived."""
        return tuple(hop.edge for hop in self.hops if hop.arrival is Arrival.ARRIVED)

    @property
    def failed(self) -> tuple[Edge[Action], ...]:
        """The edges that did not, each as often as it was tried."""
        return tuple(hop.edge for hop in self.hops if hop.arrival is not Arrival.ARRIVED)

    @property
    def too_slow(self) -> tuple[Hop[Action], ...]:
        """The tries that arrived later than their edge may."""
        return tuple(hop for hop in self.hops if hop.is_too_slow)

    def __str__(self) -> str:
        way = " → ".join([self.start, *(edge.goal for edge in self.taken)])
        detours = f", after {_number(len(self.failed), 'detour')}" if self.failed else ""
        rescued = f", rescued by {', '.join(self.rescued)}" if self.rescued else ""
        return way + detours + rescued


def walk(
    map: Map[Action, Check],
    goal: str,
    walker: Walker[Action, Check],
    *,
    here: str | None = None,
    graph: Graph[Action] | None = None,
    seconds: float = SECONDS,
    told: Callable[[Hop[Action]], object] | None = None,
    clock: Callable[[], float] = time.time,
) -> Walk[Action]:
    """Bring WALKER to GOAL within SECONDS, and return the way it took.

    HERE is where the device was last seen, if nothing was done with it since, and is only
    believed when it shows.
    The way is the cheapest of GRAPH, planned anew after each surprise.  An edge that does not
    arrive is tried once more, in case a key got lost, and avoided after that.  Popups are
    dismissed.  A device that shows no screen of the map, or has no way left, is rescued: by the
    map's ladder, then by the edges from anywhere, each once for want of a way, and each once
    until an edge has arrived again for want of a screen.  TOLD hears of each try as it ends.

    Raises NotOnTheMap, NotArriving, Covered, TooLate, NoRoute, UnknownScreen, and whatever
    WALKER does.
    """
    if goal not in map.screens:
        raise UnknownScreen(goal, tuple(map.screens))
    graph, glass = graph or Graph(map), Hourglass(seconds, clock)
    hopper = Hopper(
        map, walker, goal=goal, facts=graph.facts, time=glass, told=told or (lambda _: None)
    )
    return _walked(goal, hopper, graph, here=here, glass=glass)


def _walked(
    goal: str,
    hopper: Hopper[Action, Check],
    graph: Graph[Action],
    *,
    here: str | None,
    glass: Hourglass,
) -> Walk[Action]:
    here = start = hopper.locate(here)
    planned = _planned(start, goal, graph)
    cost = expected_seconds(graph, planned)  # tries on the way may change it
    while here != goal:
        if (edge := _next(here, goal, hopper, graph)) is None:
            here = _freed(here, goal, hopper)
            continue
        here = hopper.go(edge)
        if hopper.hops[-1].arrival is Arrival.ARRIVED and edge.goal == goal:
            break  # at an action the device stays where it was
    hops, rescued = tuple(hopper.hops), tuple(hopper.rescued)
    return Walk(start, here, hops, tuple(planned), cost, glass.spent, rescued)


def _planned(here: str, goal: str, graph: Graph[Action]) -> list[Edge[Action]]:
    """Return the way to GOAL; from the start of the map where only a rescue leads on from HERE."""
    try:
        return route(graph, here, goal)
    except NoRoute as none:
        with suppress(NoRoute):
            return route(graph, graph.start, goal)
        raise none


def _next(
    here: str, goal: str, hopper: Hopper[Action, Check], graph: Graph[Action]
) -> Edge[Action] | None:
    """Return the edge to go along, or None where there is no way without one that failed too often.

    Each rescue gives all edges one more try.
    """
    failures = Counter(hop.edge for hop in hopper.hops if hop.is_failure)
    spent = [edge for edge, times in failures.items() if times >= TRIES + hopper.freed]
    try:
        return route(graph, here, goal, avoid=spent)[0]
    except NoRoute:
        return None


def _freed(here: str, goal: str, hopper: Hopper[Action, Check]) -> str:
    if (there := hopper.free()) is not None:
        return there
    failure = next((hop for hop in reversed(hopper.hops) if hop.is_failure), None)
    if failure is None:
        raise NoRoute(here, goal, 0)
    raise NotArriving(goal, f"{failure}, and there is no other way")


def _number(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
