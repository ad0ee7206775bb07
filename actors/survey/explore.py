"""Look through an unknown interface by itself, within a budget."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from actors.survey.survey import OPPOSITES, Action, Survey
from navigation.crawl import Crawl
from navigation.trace import State

FOCUSED = frozenset({*OPPOSITES, "OK", "ENTER"})  # keys that depend on where the focus is

WAKE = "POWER"  # for a device that has fallen asleep


def crawl_of(keys: Sequence[Action], reset: Action) -> Crawl[Action]:
    """Return how to crawl with KEYS, of which RESET leads to the start from everywhere."""
    moves = {key: other for key, other in OPPOSITES.items() if key in keys}
    return Crawl(moves, frozenset({*keys, reset}) - FOCUSED, reset)


@dataclass
class Explorer:
    """Explores with KEYS (and taps, where there are places to) from what RESET leads to.

    budget: actions, at most.
    is_over: tells whether time is up, or the user has had enough.
    """

    survey: Survey
    keys: Sequence[Action]
    reset: Action
    budget: int
    is_over: Callable[[], bool] = lambda: False
    start: State = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.crawl = crawl_of(self.keys, self.reset)
        self.survey.wake = (self.reset, WAKE)

    def explore(self) -> None:
        """Do what promises most, again and again, until nothing is left or the budget is spent."""
        self.start = here = self.survey.do(self.reset)
        while not self._enough:
            way = self.crawl.next(
                self.survey.trace, here, start=self.start, offered=self._offered
            )  # fmt: skip
            if not way:
                return
            here = self._follow(way, here)

    def _follow(self, way: Sequence[Action], here: State) -> State:
        """Do what WAY says, as long as it leads where it should; return where the device is."""
        for action in way:
            expected = self.survey.trace.leads(here, action)
            here = self.survey.do(action)
            if self._enough or here != (here if expected is None else expected):
                break
        return here

    @property
    def _enough(self) -> bool:
        return self.survey.spent >= self.budget or self.is_over()

    def _offered(self, state: State) -> Collection[Action]:
        return [*self.keys, *self.survey.places.get(state, ())]
