"""Walk a device to a screen of its map, checking after each edge where it really is."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import Lost, NoRoute, NotArriving, NotOnTheMap, TooLate, UnknownScreen
from navigation.graph import Graph
from navigation.hop import Arrival, Hop
from navigation.locate import locate, neighbours
from navigation.map import Map
from navigation.rescue import Rescue, rescues
from navigation.route import expected_seconds, route
from navigation.sighting import Sighting, Walker, looks

Action = TypeVar("Action")
Check = TypeVar("Check")

TRIES = 2  # of one edge on one walk: a key may get lost; one more after each rescue
POPUPS = 10  # that one walk sends away
SECONDS = 120.0  # for one walk
PATIENCE = 2.0  # seconds for a picture that is on no map yet to become one, and a popup to go
RESCUED = 1.0  # seconds that a screen must be told for: it may be the one before the rescue


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

    HERE is where the device was last seen, and is only believed when it shows.
    The way is the cheapest of GRAPH, planned anew after each surprise.  An edge that does not
    arrive is tried once more, in case a key got lost, and avoided after that.  Popups are
    dismissed.  A device that shows no screen of the map, or has no way left, is rescued: by the
    map's ladder, then by the edges from anywhere, each once for want of a way, and each once
    until an edge has arrived again for want of a screen.  TOLD hears of each try as it ends.

    Raises NotOnTheMap, NotArriving, TooLate, NoRoute, UnknownScreen, and whatever WALKER does.
    """
    if goal not in map.screens:
        raise UnknownScreen(goal, tuple(map.screens))
    way = _Way(map, goal, walker, graph=graph or Graph(map), time=_Hourglass(seconds, clock))
    return way.walked(here, told or (lambda _: None))


class _Hourglass:
    """The SECONDS that a walk may take, by CLOCK."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.seconds, self.now, self._began = seconds, clock, clock()

    @property
    def spent(self) -> float:
        return self.now() - self._began

    @property
    def left(self) -> float:
        return self.seconds - self.spent


class _Way(Generic[Action, Check]):
    """A walk to GOAL that is under way."""

    def __init__(
        self,
        map: Map[Action, Check],
        goal: str,
        walker: Walker[Action, Check],
        *,
        graph: Graph[Action],
        time: _Hourglass,
    ) -> None:
        self._map, self._goal, self._walker = map, goal, walker
        self._graph, self._time = graph, time
        self._hops: list[Hop[Action]] = []
        self._failures: Counter[Edge[Action]] = Counter()
        self._rescues = rescues(map, graph.facts)
        self._lost, self._stuck = list(self._rescues), list(self._rescues)
        self._rescued: list[str] = []
        self._popups = 0

    def walked(self, guess: str | None, told: Callable[[Hop[Action]], object]) -> Walk[Action]:
        here = start = self._located(guess)
        planned = route(self._graph, start, self._goal)
        cost = expected_seconds(self._graph, planned)  # tries on the way may change it
        while here != self._goal:
            if (edge := self._next(here)) is None:
                here = self._lifted(self._stuck, NotArriving(self._goal, self._no_other_way()))
                continue
            hop = self._try(edge)
            self._note(hop)
            told(hop)
            here = hop.screen or self._lifted(self._lost, self._astray())
            if hop.arrival is Arrival.ARRIVED and edge.goal == self._goal:
                break  # at an action the device stays where it was
        return Walk(
            start, here, tuple(self._hops), tuple(planned), cost, self._time.spent,
            tuple(self._rescued),
        )  # fmt: skip

    def _next(self, here: str) -> Edge[Action] | None:
        """Return the edge to go along, or None where every way has one that failed too often."""
        allowed = TRIES + len(self._rescues) - len(self._stuck)
        spent = [edge for edge, times in self._failures.items() if times >= allowed]
        try:
            return route(self._graph, here, self._goal, avoid=spent)[0]
        except NoRoute:
            if not self._failures:
                raise
            return None

    def _try(self, edge: Edge[Action]) -> Hop[Action]:
        began, popups = self._time.now(), self._popups
        wanted = _shown_after(self._map, edge)
        came_off, seen = self._seen_after(edge, edge.actions)
        if edge.retry and came_off and seen.screen in {None, edge.start} - {wanted}:
            came_off, seen = self._seen_after(edge, edge.retry)
        if edge.failed and seen.screen not in (wanted, *edge.others):
            self._perform(edge.failed)
            seen = replace(self._looked_around(edge.start), acted=seen.acted)
        is_action = self._map.screens[edge.goal].kind == "action"
        return Hop(
            edge,
            began,
            self._time.now(),
            _arrival(edge, seen.screen, wanted) if came_off else Arrival.REFUSED,
            screen=edge.start if is_action and seen.screen == wanted else seen.screen,
            sighting=seen,
            disturbed=self._popups > popups,
        )

    def _seen_after(self, edge: Edge[Action], actions: Sequence[Action]) -> tuple[bool, Sighting]:
        """Do ACTIONS; tell whether they came off, and what is shown then."""
        if not self._perform(actions):
            return False, self._looked_around(edge.start)
        wanted = _shown_after(self._map, edge)
        asked = looks(self._map, *self._map.popups, wanted, *edge.others)
        patience = self._in_time(self._map.screens[edge.goal].timeout)
        seen = self._walker.shows(asked, patience, edge.settle)
        if seen.screen == self._goal:
            seen = self._confirmed(seen)
        if seen and seen.screen not in self._map.popups:
            return True, seen
        found = self._looked_around(edge.start, popup=seen.screen)
        return True, replace(found, acted=seen.acted)

    def _confirmed(self, seen: Sighting) -> Sighting:
        """Return SEEN, or what fits better: the goal is told from all that is near it."""
        near = looks(self._map, *self._map.popups, self._goal, *neighbours(self._map, self._goal))
        if len(near) == 1:
            return seen
        best = self._walker.shows(near, 0.0, 0.0)
        return replace(seen, margin=best.margin) if best.screen == self._goal else best

    def _note(self, hop: Hop[Action]) -> None:
        self._hops.append(hop)
        if hop.arrival is Arrival.ARRIVED:
            self._lost = list(self._rescues)  # it is on its way again
        elif not hop.disturbed:
            self._failures[hop.edge] += 1

    def _located(self, guess: str | None) -> str:
        """Return the screen that is shown, once it is one of the map's."""
        return self._looked_around(guess).screen or self._lifted(self._lost, self._astray())

    def _looked_around(
        self, guess: str | None, *, popup: str | None = None, settle: float = 0.0
    ) -> Sighting:
        """Return what is shown, if it is on the map, after POPUP and those behind it are gone."""
        while True:
            if popup in self._map.popups:
                self._dismiss(popup)
            patience = self._in_time(PATIENCE)
            seen = locate(self._map, self._walker, guess=guess, within=patience, settle=settle)
            if (popup := seen.screen) not in self._map.popups:
                return seen

    def _dismiss(self, popup: str) -> None:
        """Send POPUP away, and wait until it is gone: else the next key would reach it too."""
        self._popups += 1
        if self._popups > POPUPS:
            raise NotArriving(self._goal, f"the popup {popup!r} comes again and again")
        self._rescued.append(f"dismissing {popup!r}")
        self._perform(self._map.screens[popup].dismiss)
        until = self._time.now() + PATIENCE
        while self._time.now() < until and self._walker.shows(looks(self._map, popup), 0.0, 0.0):
            self._in_time(PATIENCE)

    def _lifted(self, ladder: list[Rescue[Action, Check]], otherwise: Lost) -> str:
        """Return where the device is after the next of LADDER that brings it back onto the map.

        Raises OTHERWISE where there are no more.
        """
        while ladder:
            rescue = ladder.pop(0)
            if rescue.looks and not self._walker.shows([rescue.looks], 0.0, 0.0):
                continue
            self._rescued.append(str(rescue))
            self._perform(rescue.actions)
            if (screen := self._looked_around(None, settle=RESCUED).screen) is not None:
                return screen
        raise otherwise

    def _perform(self, actions: Sequence[Action]) -> bool:
        return all(self._walker.perform(action) for action in actions)

    def _astray(self) -> Lost:
        before = f", after {self._hops[-1]}" if self._hops else ""
        reason = f"the device shows no screen of the map {self._map.name!r}{before}"
        return NotOnTheMap(self._goal, reason)

    def _no_other_way(self) -> str:
        return f"{self._hops[-1]}, and there is no other way"

    def _in_time(self, seconds: float) -> float:
        """Return SECONDS, or what is left of the walk's.  Raises TooLate."""
        if self._time.left <= 0:
            last = f": {self._hops[-1]}" if self._hops else ""
            raise TooLate(self._goal, f"not there after {self._time.seconds:g} s{last}")
        return min(seconds, self._time.left)


def _shown_after(map: Map[Action, Check], edge: Edge[Action]) -> str:
    """Return the screen that is told after EDGE: an action may show nothing of its own."""
    goal = map.screens[edge.goal]
    return edge.start if goal.kind == "action" and not goal.shows else edge.goal


def _arrival(edge: Edge[Action], screen: str | None, wanted: str) -> Arrival:
    if screen == wanted:
        return Arrival.ARRIVED
    if screen is None:
        return Arrival.UNKNOWN
    return Arrival.NO_CHANGE if screen == edge.start else Arrival.ELSEWHERE


def _number(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
