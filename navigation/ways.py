"""The edges that a trace suggests: each begins where the focus is known, whatever it was before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from navigation.crawl import Crawl
from navigation.homing import homing
from navigation.trace import Action, State, Trace


@dataclass(frozen=True)
class Way(Generic[Action]):
    """ACTIONS that led from the screen START to the screen GOAL.

    seen: how often they were seen to, of how many tries; nothing for more than one action.
    """

    start: State
    goal: State
    actions: tuple[Action, ...]
    seen: tuple[int, int] = (0, 0)


def ways(trace: Trace[Action], crawl: Crawl[Action], start: State) -> list[Way[Action]]:
    """Return the shortest way from each screen to each other that an action leads to from it.

    Where nothing is known that brings the focus of a screen to one place, the way begins at the
    screen of START, with the reset that leads there, and goes through.
    """
    sought = _Sought(trace, crawl, start)
    found: dict[tuple[State, State], Way[Action]] = {}
    for screen in trace.screens:
        for way in (*sought.everywhere(screen), *sought.chosen(screen)):
            known = found.get((way.start, way.goal))
            if known is None or len(way.actions) < len(known.actions):
                found[way.start, way.goal] = way
    return list(found.values())


@dataclass(frozen=True)
class _Beginning(Generic[Action]):
    """Where ways that leave a screen begin: at SCREEN, with FIRST, which leads to STATE."""

    screen: State
    first: tuple[Action, ...]
    state: State


@dataclass(frozen=True)
class _Sought(Generic[Action]):
    trace: Trace[Action]
    crawl: Crawl[Action]
    start: State

    def everywhere(self, screen: State) -> Iterator[Way[Action]]:
        """Yield the ways of one key that leave SCREEN wherever its focus is."""
        for action in self.crawl.ordered:
            outcomes = self.trace.outcomes(screen, action)
            if outcomes and (goal := outcomes.most_common(1)[0][0]) != screen:
                yield Way(screen, goal, (action,), (outcomes[goal], outcomes.total()))

    def chosen(self, screen: State) -> Iterator[Way[Action]]:
        """Yield the ways that leave SCREEN by one of the things that it offers."""
        begin = self._beginning(screen)
        inside = self.trace.ways(begin.state, within=self.trace.of(screen))
        for state, path in inside.items():
            for action, there in self.trace.moves(state):
                goal = self.trace.screen(there)
                if goal not in (screen, begin.screen) and action not in self.crawl.everywhere:
                    yield Way(begin.screen, goal, (*begin.first, *path, action))

    def _beginning(self, screen: State) -> _Beginning[Action]:
        trace, crawl = self.trace, self.crawl
        if screen == trace.screen(self.start):
            return _Beginning(screen, (crawl.reset,), self.start)
        if not crawl.moves:  # nothing is chosen by a focus
            return _Beginning(screen, (), trace.entry(screen))
        homed = homing(trace, screen, opposites=crawl.moves, single=crawl.ordered)
        if homed:
            return _Beginning(screen, *homed)
        entry = trace.entry(screen)
        through = trace.ways(self.start).get(entry, ())
        return _Beginning(trace.screen(self.start), (crawl.reset, *through), entry)
