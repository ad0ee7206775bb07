"""Take a device along the edges of its map one by one, and bring it back when it is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import Covered, NotOnTheMap, TooLate
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
VAIN = 3  # times that one popup is sent away before the device is rescued from behind it
PATIENCE = 2.0  # seconds for a picture that is on no map yet to become one, and a popup to go
RESCUED = 1.0  # seconds that a screen must be told for: it may be the one before the last action
SETTLES = 2  # that a look takes at most: a screen may come to be told at the end of the first
SOON = 2.0  # seconds after which it is asked whether an action led somewhere else
CLIMBS = 2  # of the whole ladder, as a key of it may get lost too


class Hopper(Generic[Action, Check]):
    """Takes WALKER along edges of MAP, dismisses popups, and rescues it, while there is TIME.

    goal: where it is bound for, as its errors say.
    facts: what edges can depend on.
    told: hears of each try of an edge as it ends.
    hops: all tries.  rescued: what was done with a device that was lost, or behind a popup.
    freed: how often one that had no way left was brought to where there may be one.
    """

    def __init__(
        self,
        map: Map[Action, Check],
        walker: Walker[Action, Check],
        *,
        goal: str,
        facts: Mapping[str, Fact],
        time: Hourglass,
        told: Callable[[Hop[Action]], object],
    ) -> None:
        self._map, self._walker, self._goal = map, walker, goal
        self._time, self._told = time, told
        self._rescues = rescues(map, facts)
        self._lost = list(self._rescues) * CLIMBS
        self.hops: list[Hop[Action]] = []
        self.rescued: list[str] = []
        self.freed = 0
        self._dismissed = 0
        self._behind: str | None = None
        self.refresh()

    def refresh(self) -> None:
        """Let every rescue be tried again, and popups be as many as at the beginning."""
        self._stuck, self._popups = list(self._rescues), 0

    def locate(self, guess: str | None) -> str:
        """Return the screen that is shown, once it is one of the map's.

        GUESS is where the device was last seen, if nothing was done with it since; else what
        was done last is given the time to show.
        Raises NotOnTheMap, Covered, TooLate, and whatever the walker does, as all do here.
        """
        seen = self._looked_around(guess)
        if guess is None and self._time.now() - seen.acted < RESCUED:
            seen = self._looked_around(None, settle=RESCUED)
        return seen.screen or self._found()

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
        there = self._lifted(self._stuck)
        self.freed += there is not None
        return there

    def _try(self, edge: Edge[Action]) -> Hop[Action]:
        began, dismissed = self._time.now(), self._dismissed
        wanted = _shown_after(self._map, edge)
        came_off, seen = self._seen_after(edge, edge.actions)
        if edge.retry and seen.screen in {None, edge.start} - {wanted}:
            came_off, seen = self._seen_after(edge, edge.retry)
        disturbed = self._dismissed > dismissed
        arrival = _arrival(edge, seen.screen, wanted) if came_off else Arrival.REFUSED
        is_action = self._map.screens[edge.goal].kind == "action"
        there = edge.start if is_action and seen.screen == wanted else seen.screen
        if edge.failed and seen.screen not in (wanted, *edge.others):
            self._perform(edge.failed)
            there = self._looked_around(None, settle=RESCUED).screen
        ended = self._time.now()
        return Hop(edge, began, ended, arrival, there, sighting=seen, disturbed=disturbed)

    def _seen_after(self, edge: Edge[Action], actions: Sequence[Action]) -> tuple[bool, Sighting]:
        """Do ACTIONS; tell whether they came off, and what is shown then."""
        if not self._perform(actions):
            return False, self._looked_around(edge.start, settle=RESCUED)
        seen = self._arriving(edge)
        if seen and seen.screen not in self._map.popups:
            return True, seen
        found = self._looked_around(edge.start, popup=seen.screen)
        return True, replace(found, acted=seen.acted, changed=seen.changed or found.changed)

    def _arriving(self, edge: Edge[Action]) -> Sighting:
        """Return what is shown of where EDGE may lead, and after a while of what is around it."""
        wanted = _shown_after(self._map, edge)
        expected = (*self._map.popups, wanted, *edge.others)
        patience = self._map.screens[edge.goal].timeout
        seen = self._shown(expected, min(SOON, patience), edge.settle)
        if patience <= SOON or seen.screen not in {None, edge.start} - {wanted}:
            return seen
        around = (*expected, *neighbours(self._map, edge.start))
        return self._shown(around, patience - SOON, max(edge.settle, RESCUED))

    def _shown(self, screens: Sequence[str], within: float, settle: float) -> Sighting:
        """Return which of SCREENS comes to be shown, and fits better than all that is near it.

        What fits less well may be a page under a menu that has yet to go, and is waited for.
        Raises TooLate where the time does not suffice.
        """
        until = self._time.now() + within
        while True:
            seen = self._watch(screens, max(0.0, until - self._time.now()), settle)
            found = self._confirmed(seen)
            if found.screen == seen.screen or self._time.now() >= until:
                return found

    def _watch(self, screens: Sequence[str], within: float, settle: float) -> Sighting:
        """Return which of SCREENS comes to be shown; raises TooLate where time does not suffice."""
        settle = self._in_time(settle)
        left = self._time.left - settle
        seen = self._walker.shows(looks(self._map, *screens), min(within, left), settle)
        if not seen and left < within:
            raise self._too_late()
        return seen

    def _confirmed(self, seen: Sighting) -> Sighting:
        """Return SEEN, or what fits better of all that is near it; an action is near nothing."""
        there = seen.screen
        if there not in self._map.places:
            return seen
        near = looks(self._map, *self._map.popups, there, *neighbours(self._map, there))
        best = self._walker.shows(near, 0.0, 0.0)
        return replace(seen, margin=best.margin) if best.screen == there else best

    def _looked_around(
        self, guess: str | None, *, popup: str | None = None, settle: float = 0.0
    ) -> Sighting:
        """Return what is shown, if it is on the map, after POPUP and those behind it are gone.

        Of a popup that does not go nothing is shown.
        """
        self._behind, vain = None, 0
        while True:
            if popup in self._map.popups:
                vain = 0 if self._sent_away(popup) else vain + 1
            rests = SETTLES if guess is None else 2 * SETTLES
            settle = min(settle, self._in_time(settle * rests) / rests)
            patience = min(PATIENCE, max(0.0, self._time.left - settle * rests))
            seen = locate(self._map, self._walker, guess=guess, within=patience, settle=settle)
            found = seen if guess in (None, seen.screen) else self._confirmed(seen)
            if (popup := found.screen) in self._map.popups:
                if vain == VAIN:
                    self._behind = popup
                    return replace(found, screen=None)
            elif found or not seen:
                return found

    def _sent_away(self, popup: str) -> bool:
        """Send POPUP away, and tell whether it went: if not, the next key would reach it, too."""
        if self._popups == POPUPS:
            raise Covered(self._goal, f"the popup {popup!r} comes again and again")
        self._dismissed += 1
        self.rescued.append(f"dismissing {popup!r}")
        self._perform(self._map.screens[popup].dismiss)
        until = self._time.now() + PATIENCE
        while self._walker.shows(looks(self._map, popup), 0.0, 0.0):
            if self._time.now() >= until:
                return False
            self._in_time(PATIENCE)
        self._popups += 1
        return True

    def _found(self) -> str:
        """Return where the device is after a rescue, as it shows no screen of the map."""
        if (there := self._lifted(self._lost)) is not None:
            return there
        before = f", after {self.hops[-1]}" if self.hops else ""
        tried = f"; tried in vain: {', '.join(self.rescued)}" if self.rescued else ""
        if self._behind:
            raise Covered(self._goal, f"the popup {self._behind!r} does not go{before}{tried}")
        reason = f"the device shows no screen of the map {self._map.name!r}{before}{tried}"
        raise NotOnTheMap(self._goal, reason)

    def _lifted(self, ladder: list[Rescue[Action, Check]]) -> str | None:
        """Return where the device is after the next of LADDER that brings it back onto the map."""
        while ladder:
            rescue = ladder.pop(0)
            if rescue.looks and not self._walker.shows([rescue.looks], 0.0, self._in_time(RESCUED)):
                continue  # it must look so for a while: many a picture is black for a moment
            self.rescued.append(str(rescue))
            self._perform(rescue.actions)
            if (screen := self._looked_around(None, settle=RESCUED).screen) is not None:
                return screen
        return None

    def _perform(self, actions: Sequence[Action]) -> bool:
        """Do ACTIONS up to the first that does not come off; none begins after the time is over."""
        for action in actions:
            self._in_time(PATIENCE)
            if not self._walker.perform(action):
                return False
        return True

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
