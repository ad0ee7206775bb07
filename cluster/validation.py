"""Try all edges of a map on the devices that use it: who tries which, and what came of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actors.device import DeviceSpec
from actors.errors import ConfigError
from actors.maps import AppMap
from actors.steps import Step
from actors.testcase import TestCase
from cluster.campaign import Campaign, LoadedCampaign, PlannedJob, Selector
from cluster.lab import LoadedLab
from cluster.reports.findings import Findings, JobFindings
from cluster.schedule import Job
from navigation.agenda import Agenda
from navigation.cover import cover
from navigation.edge import Edge
from navigation.graph import Graph, own_cost
from navigation.hop import Hop
from navigation.trial import Trial, trials

NEEDS = frozenset({"remote", "picture"})
BEYOND = 60.0  # seconds that an attempt may take longer than its tour

AnyEdge = Edge[Step]


@dataclass(frozen=True)
class Validation:
    """The tours of MAP, from the file PATH, for DEVICES of one model in LAB."""

    lab: LoadedLab
    path: Path
    map: AppMap
    devices: tuple[DeviceSpec, ...]
    tours: tuple[tuple[AnyEdge, ...], ...]

    @property
    def model(self) -> str:
        """The model of the devices."""
        return self.devices[0].model

    def steps(self, cost: Callable[[AnyEdge], float] = own_cost) -> list[list[AnyEdge]]:
        """Return the edges that each tour goes along, by the cheapest ways, if each arrives."""
        graph = self._graph(cost)
        return [Agenda(self.map, graph, tour).steps(self.map.start) for tour in self.tours]

    def campaign(self, seconds: float) -> LoadedCampaign:
        """Return the campaign that does the tours, each within so many SECONDS."""
        names = tuple(device.name for device in self.devices)
        title = f"validate {self.map.name}"
        says = Campaign(
            name=title, cases=("tour",), on=Selector(names=names), timeout=seconds + BEYOND
        )
        jobs = tuple(
            PlannedJob(Job(number, case.name, names), case, self.path)
            for number, case in enumerate(self._cases(title, seconds), 1)
        )
        return LoadedCampaign(self.path, says, self.lab, jobs)

    def trials(self, found: Findings) -> list[Trial[Step]]:
        """Return what became of every edge: of its tries on all devices, or why there were none."""
        graph, start = self._graph(), self.map.start
        hops = [self._hops(done) for done in found.jobs]
        every = sorted((hop for own in hops for hop in own), key=_started)
        tried = {one.edge: one for one in trials(graph, self.map.every, every, here=start)}
        toured = {
            one.edge: one
            for tour, own, done in zip(self.tours, hops, found.jobs, strict=True)
            for one in trials(graph, tour, own, here=_last(own, start), ended=done.job.reason)
        }
        return [
            one if one.hops else toured.get(edge, one)
            for edge, one in tried.items()
            if one.hops or edge in toured or edge not in graph.leaving[edge.start]
        ]

    def _cases(self, title: str, seconds: float) -> Iterator[TestCase]:
        for number, tour in enumerate(self.tours, 1):
            edges = [_written(edge, self.map) for edge in tour]
            step = {"tour": {"edges": edges, "within": seconds}}
            name = f"{title} {number} of {len(self.tours)}"
            yield TestCase.model_validate({"name": name, "steps": [step]})

    def _graph(self, cost: Callable[[AnyEdge], float] = own_cost) -> Graph[Step]:
        return Graph(self.map, facts=_shared(self.devices), cost=cost)

    def _hops(self, done: JobFindings) -> list[Hop[Step]]:
        records = (hop for tried in done.attempts for step in tried.steps for hop in step.hops)
        return [hop for record in records if (hop := record.on(self.map)) is not None]


def plan(
    lab: LoadedLab, path: Path, *, model: str | None = None, names: Sequence[str] = ()
) -> Validation:
    """Return the tours that try every edge of the map in the file PATH, one for each device.

    Those are all devices of LAB that use it, or the ones of MODEL or of NAMES among them.
    Raises ConfigError, also where they are of several models.
    """
    devices = _using(lab, path, Selector(model=model, names=tuple(names)))
    map = lab.map_of(devices[0])
    assert map is not None  # they were chosen by it
    planned = cover(map, walkers=len(devices), facts=_shared(devices))
    tours = _dealt(planned.tours, planned.left_out)
    return Validation(lab, path.resolve(), map, tuple(devices), tours)


def _using(lab: LoadedLab, path: Path, wanted: Selector) -> list[DeviceSpec]:
    for name in wanted.names:
        if name not in lab.devices:
            raise ConfigError(
                str(lab.path), f"no device {name!r} (it has {', '.join(lab.devices)})"
            )
    used = {name for name in lab.maps if _file(lab, name) == path.resolve()}
    users = [device for device in lab.lab.devices if device.map in used]
    if not users:
        raise ConfigError(str(lab.path), f"no device uses the map {path}")
    able = [one for one in users if wanted.selects(one) and one.capabilities() >= NEEDS]
    models = sorted({device.model for device in able})
    if not able:
        raise ConfigError(str(lab.path), "no device that was chosen gives a remote and a picture")
    if len(models) > 1:
        reason = f"devices of {len(models)} models use this map ({', '.join(models)}): use --model"
        raise ConfigError(str(lab.path), reason)
    return able


def _file(lab: LoadedLab, name: str) -> Path:
    return (lab.path.parent / "maps" / f"{name}.yaml").resolve()


def _shared(devices: Sequence[DeviceSpec]) -> Mapping[str, str]:
    """Return what edges can depend on that is so of each of DEVICES."""
    first, *others = [{"model": device.model, **device.labels} for device in devices]
    return {
        name: fact for name, fact in first.items() if all(one.get(name) == fact for one in others)
    }


def _dealt(
    tours: Sequence[Sequence[AnyEdge]], left_out: Sequence[AnyEdge]
) -> tuple[tuple[AnyEdge, ...], ...]:
    """Return the edges for each device to try: none twice, and those LEFT_OUT for the first."""
    taken: set[AnyEdge] = set()
    dealt: list[tuple[AnyEdge, ...]] = []
    for tour in sorted(tours, key=len):
        dealt.append(tuple(edge for edge in dict.fromkeys(tour) if edge not in taken))
        taken.update(tour)
    dealt[0] += tuple(left_out)
    return tuple(tour for tour in dealt if tour)


def _written(edge: AnyEdge, map: AppMap) -> dict[str, Any]:
    """Return EDGE as a tour names it: by its two ends, where that is enough."""
    twins = [one for one in map.leaving[edge.start] if one.goal == edge.goal]
    ends = {"from": edge.start, "to": edge.goal}
    return {**ends, "name": edge.name} if len(twins) > 1 else ends


def _last(hops: Sequence[Hop[Step]], start: str) -> str:
    """Return the screen that a device was last seen on."""
    return next((hop.screen for hop in reversed(hops) if hop.screen), start)


def _started(hop: Hop[Step]) -> float:
    return hop.started
