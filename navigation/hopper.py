"""Take a device along the edges of its map one by one, and bring it back when it is lost."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import NotArriving, NotOnTheMap, TooLate
from navigation.hop import Arrival, Hop
from navigation.hourglass import Hourglass
from navigation.locate import locate, neighbours
from navigation.map import Map
from navigation.rescue import Rescue, rescues
from navigation.sighting import Sighting, Walker, looks
from navigation.written import Fact

Action = TypeVar("Action")
Check = TypeVar("Check")

POPUPS = 10  # that are sent away before the device is given up
PATIENCE = 2.0  # seconds for a picture that is on no map yet to become one, and a popup to go
RESCUED = 1.0  # seconds that a screen must be told for: it may be the one before the rescue
SOON = 2.0  # seconds after which it is asked whether an action led somewhere else
CLIMBS = 2  # of the whole ladder, as a key of it may get lost too


class Hopper(Generic[Action, Check]):
    """Takes WALKER along edges of MAP, dismisses popups, and rescues it, while there is TIME.

    goal: where it is bound for, as its errors say.
    facts: what edges can depend on.
    sure: the screens that count as reached only when told from all that is near them.
    told: hears of each try of an edge as it ends.
    hops: all tries.  rescued: what was done with a device that was lost, or behind a popup.
    """

    def __init__(
        self,
        map: Map[Action, Check],
        walker: Walker[Action, Check],
        *,
        goal: str,
        facts: Mapping[str, Fact],
        sure: Collection[str],
        time: Hourglass,
        told: Callable[[Hop[Action]], object],
    ) -> None:
        self._map, self._walker, self._goal, self._sure = map, walker, goal, sure
        self._time, self._told = time, told
        self._rescues = rescues(map, facts)
        self._lost = list(self._rescues) * CLIMBS
        self.hops: list[Hop[Action]] = []
        self.rescued: list[str] = []
        self._dismissed = 0
        self.refresh()

    @property
    def freed(self) -> int:
        """How many rescues a device that had no way left has cost."""
        return len(self._rescues) - len(self._stuck)

    def refresh(self) -> None:
        """Let every rescue be tried again, and popups be as many as at the beginning."""
        self._stuck, self._popups = list(self._rescues), 0

    def locate(self, guess: str | None) -> str:
        """Return the screen that is shown, once it is one of the map's.

        Raises NotOnTheMap, NotArriving, TooLate, and whatever the walker does, as all do here.
        """
        return self._looked_around(guess).screen or self._found()

    def go(self, edge: Edge[Action]) -> str:
        """Try EDGE once, and return where the device is after it."""
        hop = self._try(edge)
        self.hops.append(hop)
        self._told(hop)
        if hop.arrival is Arrival.ARRIVED:
            self._lost = list(self._rescues) * CLIMBS  # it is on its way again
        return hop.screen or self._found()

    def free(self) -> str | None:
        """Return where the next rescue brings a device that has no way left; None for no more."""
        return self._lifted(self._stuck)

    def _try(self, edge: Edge[Action]) -> Hop[Action]:
        began, dismissed = self._time.now(), self._dismissed
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
            disturbed=self._dismissed > dismissed,
        )

    def _seen_after(self, edge: Edge[Action], actions: Sequence[Action]) -> tuple[bool, Sighting]:
        """Do ACTIONS; tell whether they came off, and what is shown then."""
        if not self._perform(actions):
            return False, self._looked_around(edge.start)
        seen = self._arriving(edge)
        if seen.screen in self._sure:
            seen = self._confirmed(seen)
        if seen and seen.screen not in self._map.popups:
            return True, seen
        found = self._looked_around(edge.start, popup=seen.screen)
        return True, replace(found, acted=seen.acted)

    def _arriving(self, edge: Edge[Action]) -> Sighting:
        """Return what is shown of where EDGE may lead, and after a while of what is around it."""
        expected = (*self._map.popups, _shown_after(self._map, edge), *edge.others)
        patience = self._map.screens[edge.goal].timeout
        seen = self._watch(expected, min(SOON, patience), edge.settle)
        if seen or patience <= SOON:
            return seen
        around = (*expected, *neighbours(self._map, edge.start))
        late = self._watch(around, patience - SOON, max(edge.settle, RESCUED))
        return replace(late, changed=seen.changed or late.changed)

    def _watch(self, screens: Sequence[str], within: float, settle: float) -> Sighting:
        """Return which of SCREENS comes to be shown; raises TooLate where time does not suffice."""
        settle = self._in_time(settle)
        left = self._time.left - settle
        seen = self._walker.shows(looks(self._map, *screens), min(within, left), settle)
        if not seen and left < within:
            raise self._too_late()
        return seen

    def _confirmed(self, seen: Sighting) -> Sighting:
        """Return SEEN, or what fits better: the screen is told from all that is near it."""
        there = seen.screen or ""
        near = looks(self._map, *self._map.popups, there, *neighbours(self._map, there))
        if len(near) == 1:
            return seen
        best = self._walker.shows(near, 0.0, 0.0)
        return replace(seen, margin=best.margin) if best.screen == there else best

    def _looked_around(
        self, guess: str | None, *, popup: str | None = None, settle: float = 0.0
    ) -> Sighting:
        """Return what is shown, if it is on the map, after POPUP and those behind it are gone."""
        while True:
            if popup in self._map.popups:
                self._dismiss(popup)
            settle = self._in_time(settle)
            patience = min(PATIENCE, self._time.left - settle)
            seen = locate(self._map, self._walker, guess=guess, within=patience, settle=settle)
            if (popup := seen.screen) not in self._map.popups:
                return seen

    def _dismiss(self, popup: str) -> None:
        """Send POPUP away, and wait until it is gone: else the next key would reach it too."""
        self._popups += 1
        self._dismissed += 1
        if self._popups > POPUPS:
            raise NotArriving(self._goal, f"the popup {popup!r} comes again and again")
        self.rescued.append(f"dismissing {popup!r}")
        self._perform(self._map.screens[popup].dismiss)
        until = self._time.now() + PATIENCE
        while self._time.now() < until and self._walker.shows(looks(self._map, popup), 0.0, 0.0):
            self._in_time(PATIENCE)

    def _found(self) -> str:
        """Return where the device is after a rescue, as it shows no screen of the map."""
        if (there := self._lifted(self._lost)) is None:
            before = f", after {self.hops[-1]}" if self.hops else ""
            tried = f"; tried in vain: {', '.join(self.rescued)}" if self.rescued else ""
            reason = f"the device shows no screen of the map {self._map.name!r}{before}{tried}"
            raise NotOnTheMap(self._goal, reason)
        return there

    def _lifted(self, ladder: list[Rescue[Action, Check]]) -> str | None:
        """Return where the device is after the next of LADDER that brings it back onto the map."""
        while ladder:
            rescue = ladder.pop(0)
            if rescue.looks and not self._walker.shows([rescue.looks], 0.0, 0.0):
                continue
            self.rescued.append(str(rescue))
            self._perform(rescue.actions)
            if (screen := self._looked_around(None, settle=RESCUED).screen) is not None:
                return screen
        return None

    def _perform(self, actions: Sequence[Action]) -> bool:
        return all(self._walker.perform(action) for action in actions)

    def _in_time(self, seconds: float) -> float:
        """Return SECONDS, or what is left of the time.  Raises TooLate."""
        if self._time.left <= 0:
            raise self._too_late()
        return min(seconds, self._time.left)

    def _too_late(self) -> TooLate:
        last = f": {self.hops[-1]}" if self.hops else ""
        return TooLate(self._goal, f"not there after {self._time.seconds:g} s{last}")


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
