"""Try many edges of the device's map, one after the other."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.errors import NotSupported
from actors.interface import Frame
from actors.maps import AppMap
from actors.steps import Step
from actors.verdict import Measure, Verdict
from navigation import tour
from navigation.cover import cover
from navigation.edge import Edge
from navigation.errors import UnknownEdge
from navigation.graph import Graph
from navigation.hop import Hop
from navigation.trial import Trial
from navigation.written import Ends

NAMED = 5  # edges that a reason names for one cause; more are counted

_COUNTS = re.compile(r"(?:; |^)\d+ of \d+ edges arrived, ")


class Wanted(Ends):
    """The edges between two screens, or the one of them that is called NAME."""

    name: str | None = None

    def on(self, map: AppMap) -> list[Edge[Step]]:
        """Return them as they are on MAP.  Raises UnknownEdge."""
        between = (edge for edge in map.leaving.get(self.start, ()) if edge.goal == self.goal)
        if found := [edge for edge in between if self.name in (None, edge.name)]:
            return found
        raise UnknownEdge(self.start, self.goal, self.name)


class Tour(Step):
    """Tries EDGES of the map in their order within so many seconds, or all that are open.

    An edge that fails is tried again, and avoided when it fails on; the tour goes on from where
    the device is.  Fails where an edge does not arrive, takes longer than the map allows it, or
    could not be tried.
    """

    main: ClassVar[str] = "edges"

    edges: tuple[Wanted, ...] = ()
    within: float = Field(default=tour.SECONDS, gt=0)

    @property
    def walks(self) -> bool:
        return True

    def run(self, device: Device) -> Verdict:
        if device.map is None:
            raise NotSupported(device.name, "a map to walk on")
        edges = self.on(device.map)
        device.here, guess = None, device.here
        failed: Verdict | None = None

        def tried(hop: Hop[Step]) -> None:
            nonlocal failed
            device.tried(hop)
            if hop.is_failure and device.found:
                failed = device.found[-1]

        done = tour.tour(
            device.map, edges or _all(device, device.map), device, here=guess,
            graph=Graph(device.map, facts=device.facts, cost=device.estimates.cost),
            seconds=self.within, told=tried,
        )  # fmt: skip
        device.here = done.here
        return _verdict(done, failed.frame if failed and done.failed else None)

    def on(self, map: AppMap) -> list[Edge[Step]]:
        """Return the edges that are named, as they are on MAP.  Raises UnknownEdge."""
        return [edge for wanted in self.edges for edge in wanted.on(map)]

    def __str__(self) -> str:
        return f"tour of {len(self.edges)} edges" if self.edges else "tour of all edges"

    def needs(self) -> frozenset[str]:
        return frozenset({"remote", "picture"})


def ended(reason: str) -> str:
    """Return why a tour went no further, by the REASON of its verdict; empty where it did not."""
    return _COUNTS.split(reason, maxsplit=1)[0]


def _all(device: Device, map: AppMap) -> list[Edge[Step]]:
    planned = cover(map, facts=device.facts)
    return [*planned.tours[0], *planned.left_out]


def _verdict(done: tour.Tour[Step], frame: Frame | None) -> Verdict:
    measures = Measure("tour", done.seconds, 0.0), Measure("as planned", done.planned_seconds, 0.0)
    return Verdict(
        done.holds,
        len(done.arrived) / len(done.trials) if done.trials else 1.0,
        "; ".join(filter(None, (done.ended, str(done), *_troubles(done)))),
        frame=frame,
        measures=measures,
    )


def _troubles(done: tour.Tour[Step]) -> Iterator[str]:
    """Yield what is wrong with edges, and which could not be tried because of that."""
    for trial in done.failed:
        yield trial.trouble
    untried = [trial for trial in done.untried if trial.why != done.ended]
    for why, trials in groupby(sorted(untried, key=_why), key=_why):
        yield f"not tried: {_names(trials)}, as {why}"


def _names(trials: Iterable[Trial[Step]]) -> str:
    names = [trial.edge.name for trial in trials]
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])


def _why(trial: Trial[Step]) -> str:
    return trial.why
