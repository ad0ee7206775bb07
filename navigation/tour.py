"""Try many edges of a map on one device, going on after each surprise from where it led to."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.agenda import Agenda
from navigation.edge import Edge
from navigation.errors import Lost, TooLate
from navigation.graph import Graph
from navigation.hop import Hop
from navigation.hopper import Hopper
from navigation.hourglass import Hourglass
from navigation.map import Map
from navigation.route import expected_seconds
from navigation.sighting import Walker
from navigation.trial import Trial, trials

Action = TypeVar("Action")
Check = TypeVar("Check")

SECONDS = 1800.0  # for one tour


@dataclass(frozen=True)
class Tour(Generic[Action]):
    """What came of trying edges from HERE on: TRIALS, one for each, and all HOPS on the way.

    planned: the edges that would have been gone along if each had arrived.
    rescued: what was done with the device while it was lost, or behind a popup.
    ended: why it went no further, where there was more to try.
    """

    here: str
    trials: tuple[Trial[Action], ...]
    hops: tuple[Hop[Action], ...]
    planned: tuple[Edge[Action], ...]
    planned_seconds: float
    seconds: float
    rescued: tuple[str, ...] = ()
    ended: str = ""

    @property
    def arrived(self) -> tuple[Trial[Action], ...]:
        """The edges that arrived, and those that did so too late among them."""
        return tuple(trial for trial in self.trials if trial.arrivals)

    @property
    def failed(self) -> tuple[Trial[Action], ...]:
        """The edges that were tried, and never arrived or too late."""
        return tuple(trial for trial in self.trials if trial.hops and not trial.holds)

    @property
    def untried(self) -> tuple[Trial[Action], ...]:
        """The edges that could not be tried."""
        return tuple(trial for trial in self.trials if not trial.hops)

    @property
    def holds(self) -> bool:
        """Whether every edge arrived in time, but for those that are excused."""
        return all(trial.holds or trial.excused for trial in self.trials)

    def __str__(self) -> str:
        steps = f"{len(self.hops)} steps, {len(self.planned)} planned"
        return f"{len(self.arrived)} of {len(self.trials)} edges arrived, in {steps}"


def tour(
    map: Map[Action, Check],
    edges: Iterable[Edge[Action]],
    walker: Walker[Action, Check],
    *,
    here: str | None = None,
    graph: Graph[Action] | None = None,
    seconds: float = SECONDS,
    told: Callable[[Hop[Action]], object] | None = None,
    clock: Callable[[], float] = time.time,
) -> Tour[Action]:
    """Let WALKER try each of EDGES within SECONDS, and return what came of it.

    HERE is where the device was last seen.  The edges are tried in their order, with the
    cheapest ways of GRAPH between them; after a surprise the tour goes on at the nearest one
    left, and in order from there.  An edge is tried until it arrives, or has failed FRESH times
    in a row; from then on it is avoided.  Each screen is told from those near it.  Popups and a
    device that is lost are dealt with as on a walk; where no way leads on, it is rescued too.
    TOLD hears of each try as it ends.  Raises what WALKER does.
    """
    graph, glass = graph or Graph(map), Hourglass(seconds, clock)
    hopper = Hopper(
        map, walker, goal=map.name, facts=graph.facts, time=glass, told=told or (lambda _: None)
    )
    wanted = tuple(dict.fromkeys(edges))
    under_way = _Tour(map, hopper, Agenda(map, graph, wanted), glass=glass)
    ended = under_way.ended(here)
    planned = Agenda(map, graph, wanted).steps(under_way.start)
    found = trials(graph, wanted, hopper.hops, here=under_way.here, ended=ended)
    return Tour(
        under_way.here, found, tuple(hopper.hops), tuple(planned),
        expected_seconds(graph, planned), glass.spent, tuple(hopper.rescued), ended,
    )  # fmt: skip


class _Tour(Generic[Action, Check]):
    """A tour that is under way."""

    def __init__(
        self,
        map: Map[Action, Check],
        hopper: Hopper[Action, Check],
        agenda: Agenda[Action],
        *,
        glass: Hourglass,
    ) -> None:
        self._map, self._hopper, self._agenda, self._glass = map, hopper, agenda, glass
        self.start = self.here = map.start

    def ended(self, guess: str | None) -> str:
        """Try the edges; return why that ended, where it did before all had their tries."""
        try:
            self._go(guess)
        except TooLate:
            return f"the {self._glass.seconds:g} s for the tour were over"
        except Lost as e:
            return e.reason
        return ""

    def _go(self, guess: str | None) -> None:
        self.here = self.start = self._hopper.locate(guess)
        while self._agenda.left:
            if ahead := self._agenda.ahead(self.here):
                self._try(ahead[0])
            elif not self._freed():
                return

    def _try(self, edge: Edge[Action]) -> None:
        if self._glass.left < self._map.screens[edge.goal].timeout:
            raise TooLate(edge.goal, "there is no time left to judge it")
        self.here = self._hopper.go(edge)
        if self._agenda.note(self._hopper.hops[-1]):
            self._hopper.refresh()

    def _freed(self) -> bool:
        """Bring the device to where there may be a way again; tell whether that could be done."""
        if (there := self._hopper.free()) is None:
            return False
        self.here = there
        return True
