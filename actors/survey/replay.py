"""Try again what was found, at the pace of a map: what does not arrive then is in none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from actors.errors import DeviceError
from actors.survey.sorting import sort_out
from actors.survey.survey import Action, Survey
from navigation.crawl import Crawl
from navigation.homing import LONGEST
from navigation.trace import State
from navigation.ways import Way, ways

ARRIVALS = 2  # replays that must arrive: a key that 5 % lose spoils a wrong way twice in 400 times
TRIES = 5  # replays, at most
OFTEN = 0.8  # the part of its tries in which a key led somewhere that needs no replay
UNREACHED = 1000  # actions; farther than anything


@dataclass(frozen=True)
class Found:
    """The ways that arrived again and again, those that did not, and those not replayed."""

    proven: tuple[Way[Action], ...]
    failed: tuple[Way[Action], ...] = ()
    untried: tuple[Way[Action], ...] = ()


@dataclass
class Replay:
    """Replays what SURVEY learned, which has its START where CRAWL's reset leads to.

    is_over: tells whether the user has had enough.
    trouble: what cut it off, if anything; what was found before that stays.
    """

    survey: Survey
    crawl: Crawl[Action]
    start: State
    is_over: Callable[[], bool] = lambda: False
    trouble: DeviceError | None = None

    def __post_init__(self) -> None:
        self._sought: list[Way[Action]] = []
        self._tried, self._arrived = Counter[Way[Action]](), Counter[Way[Action]]()

    def run(self) -> Found:
        """Try each way that was found until it has arrived often enough; tell which did."""
        sort_out(self.survey)
        self._seek()
        try:
            self._follow_moves()
            self._seek()
            while not self._is_cut_off and (waiting := self._waiting):
                self._try(min(waiting, key=self._distance))
        except DeviceError as e:
            self.trouble = e
        sort_out(self.survey)  # on the way there may have been states that were not seen before
        waiting = self._waiting
        proven = [way for way in self._sought if self._is_proven(way)]
        failed = [way for way in self._sought if way not in waiting and way not in proven]
        known: set[tuple[State, State]] = set()
        proven, waiting, failed = (
            [*self._settled(each, known)] for each in (proven, waiting, failed)
        )
        return Found(tuple(proven), tuple(failed), tuple(waiting))

    def _settled(
        self, found: Iterable[Way[Action]], known: set[tuple[State, State]]
    ) -> Iterator[Way[Action]]:
        """Yield what was FOUND between the screens that there are now, but for KNOWN ends."""
        screen = self.survey.trace.screen
        for way in sorted(found, key=lambda way: len(way.actions)):
            ends = screen(way.start), screen(way.goal)
            if ends[0] != ends[1] and ends not in known:
                known.add(ends)
                yield replace(way, start=ends[0], goal=ends[1])

    def _seek(self) -> None:
        self._sought = ways(self.survey.trace, self.crawl, self.start)

    @property
    def _is_cut_off(self) -> bool:
        return self.trouble is not None or self.is_over()

    @property
    def _waiting(self) -> list[Way[Action]]:
        tried = self._tried
        return [way for way in self._sought if tried[way] < TRIES and not self._is_proven(way)]

    def _is_proven(self, way: Way[Action]) -> bool:
        return _was_seen(way) or self._arrived[way] >= ARRIVALS

    def _try(self, way: Way[Action]) -> None:
        self._tried[way] += 1
        self._arrived[way] += self._arrives(way, disturbed=self._tried[way] % 2 == 1)

    def _follow_moves(self) -> None:
        """Move the focus to the ends of each screen that is left by choosing.

        What brings the focus from everywhere to where a way begins is known only then.
        """
        trace = self.survey.trace
        for screen in trace.screens:
            for key in self.crawl.moves if self._is_left_by_choosing(screen) else ():
                followed = trace.is_followed(trace.entry(screen), key)
                if not followed and not self._is_cut_off and self._go(screen):
                    self._follow(key, screen)

    def _follow(self, key: Action, screen: State) -> None:
        """Press KEY until it moves the focus of SCREEN no further, or very often."""
        for _ in range(LONGEST):
            before = self.survey.here
            if self._is_cut_off or self.survey.do(key) == before or not self._is_at(screen):
                return

    def _is_left_by_choosing(self, screen: State) -> bool:
        trace = self.survey.trace
        return any(
            trace.screen(there) != screen and action not in self.crawl.everywhere
            for state in trace.of(screen)
            for action, there in trace.moves(state)
        )

    def _arrives(self, way: Way[Action], *, disturbed: bool) -> bool:
        """Tell whether WAY leads to its goal, its start's focus DISTURBED before or not."""
        if not self._go(way.start):
            return False
        if disturbed:
            self._disturb(way.start)
        self.survey.play(way.actions)
        return self._is_at(way.goal)

    def _go(self, screen: State) -> bool:
        """Bring the device to SCREEN, and tell whether it is there."""
        if not self._is_at(screen):
            entry = self.survey.trace.entry(screen)
            self.survey.play(self._ways().get(entry) or (self._way_out,))
        return self._is_at(screen)

    @property
    def _way_out(self) -> Action:
        """What to do where no way is known: the reset, but for where it did not help before."""
        is_new = self.survey.trace.leads(self._here, self.crawl.reset) is None
        return self.crawl.reset if is_new else "BACK"

    def _disturb(self, screen: State) -> None:
        """Move the focus as far as is known to be possible on SCREEN."""
        trace = self.survey.trace
        inside = trace.ways(self._here, within=trace.of(screen)).values()
        moved = [way for way in inside if self.crawl.moves.keys() >= set(way)]
        if farthest := max(moved, key=len):
            self.survey.play(farthest)

    def _distance(self, way: Way[Action]) -> int:
        """Return how many actions it is to where WAY begins."""
        if self._is_at(way.start):
            return 0
        there = self._ways().get(self.survey.trace.entry(way.start))
        return UNREACHED if there is None else len(there)

    def _is_at(self, screen: State) -> bool:
        return self.survey.trace.screen(self._here) == screen

    def _ways(self) -> dict[State, tuple[Action, ...]]:
        return self.survey.trace.ways(self._here, reset=(self.crawl.reset, self.start))

    @property
    def _here(self) -> State:
        return self.start if self.survey.here is None else self.survey.here


def _was_seen(way: Way[Action]) -> bool:
    """Tell whether WAY is one key that was seen to lead there often, and hardly elsewhere."""
    arrived, tries = way.seen
    return arrived >= ARRIVALS and arrived >= OFTEN * tries
