"""Which action to try next, so that an unknown interface is known after few of them.

The nearest untried action is not always the best: the one that promises most for each action on
the way to it is.  What an action promises on a screen is what it has found there so far, as a share
of how often it was tried, with one success before the first try (Laplace's rule of succession).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic

from navigation.trace import Action, State, Trace

LOST_KEY = 0.1  # how likely an action that changed nothing did not arrive, at most
ELSEWHERE = 0.05  # how likely a key that ignores the focus does another thing in another state


@dataclass(frozen=True)
class Crawl(Generic[Action]):
    """How an interface is looked through.

    moves: the actions that only move the focus, as a rule, each with the one that undoes it.
    everywhere: those that do the same wherever the focus is, such as BACK.
    reset: what leads from everywhere to the start.
    """

    moves: Mapping[Action, Action]
    everywhere: frozenset[Action]
    reset: Action

    @property
    def ordered(self) -> list[Action]:
        """What does the same everywhere, in an order that is always the same."""
        return sorted(self.everywhere, key=str)

    def next(
        self,
        trace: Trace[Action],
        here: State,
        *,
        start: State,
        offered: Callable[[State], Collection[Action]],
    ) -> tuple[Action, ...]:
        """Return the way to the most promising action, and that; nothing where all was tried.

        start: the state that the reset leads to.  offered: tells what can be done in a state.
        """
        promises = _Promises(self, trace, offered)
        best: tuple[float, tuple[Action, ...]] = (0.0, ())
        for state, way in trace.ways(here, reset=(self.reset, start)).items():
            for action in offered(state):
                gain = promises.of(state, action) / (len(way) + 1)
                if gain > best[0]:
                    best = gain, (*way, action)
        return best[1]


class _Promises(Generic[Action]):
    """How many screens each action may find, told from what it found so far."""

    def __init__(
        self,
        crawl: Crawl[Action],
        trace: Trace[Action],
        offered: Callable[[State], Collection[Action]],
    ) -> None:
        self._crawl, self._trace, self._offered = crawl, trace, offered
        self._on: dict[tuple[State, Action], float] = {}

    def of(self, state: State, action: Action) -> float:
        """Return what ACTION may find in STATE."""
        times = self._trace.times(state, action)
        if times > 1 or (times and self._trace.leads(state, action) != state):
            return 0.0
        screen = self._trace.screen(state)
        if (screen, action) not in self._on:
            self._on[screen, action] = self._of(screen, action)
        return self._on[screen, action] * (LOST_KEY if times else 1.0)

    def _of(self, screen: State, action: Action) -> float:
        tally = self._trace.tally(screen, (action,))
        if action in self._crawl.moves:  # to a new state, in which another action may find one
            if len(self._trace.of(screen)) == 1:
                return 1.0  # what is known of it is not what moves with the focus
            return (1 + tally.states) / (1 + tally.done) * self._choosing(screen) / 2
        if action in self._crawl.everywhere:
            return ELSEWHERE if self._trace.outcomes(screen, action) else 1.0
        return self._choosing(screen)

    def _choosing(self, screen: State) -> float:
        """Return what is found by choosing another of the things that SCREEN offers."""
        crawl = self._crawl
        choices = {action for state in self._trace.of(screen) for action in self._offered(state)}
        tally = self._trace.tally(screen, choices - crawl.moves.keys() - crawl.everywhere)
        return (1 + tally.screens) / (1 + tally.done)
