"""Try all edges of a map on the devices that use it: who tries which, and what came of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from actors import document
from actors.device import DeviceSpec
from actors.errors import ConfigError
from actors.maps import AppMap
from actors.outcome import Outcome
from actors.steps import Step
from actors.steps.tour import ended
from actors.testcase import TestCase
from cluster.campaign import Campaign, LoadedCampaign, PlannedJob, Selector
from cluster.lab import LoadedLab
from cluster.legs import AnyEdge, Leg, legs
from cluster.reports.findings import AttemptFindings, Findings, JobFindings
from cluster.schedule import Job
from navigation.agenda import Agenda
from navigation.failures import Failures
from navigation.graph import Graph, own_cost
from navigation.hop import Hop
from navigation.trial import Trial, may_lead_there, trials

NEEDS = frozenset({"remote", "picture"})
BEYOND = 60.0  # seconds that an attempt may take longer than its tour


@dataclass(frozen=True)
class Validation:
    """The tours of MAP, from the file PATH, for DEVICES of one model in LAB."""

    lab: LoadedLab
    path: Path
    map: AppMap
    devices: tuple[DeviceSpec, ...]
    tours: tuple[Leg, ...]

    @property
    def model(self) -> str:
        """The model of the devices."""
        return self.devices[0].model

    def steps(self, cost: Callable[[AnyEdge], float] = own_cost) -> list[list[AnyEdge]]:
        """Return the edges that each tour goes along, by the cheapest ways, if each arrives."""
        return [
            Agenda(self.map, tour.graph(self.map, cost), tour.edges).steps(self.map.start)
            for tour in self.tours
        ]

    def campaign(self, seconds: float) -> LoadedCampaign:
        """Return the campaign that does the tours, each within so many SECONDS."""
        names = tuple(device.name for device in self.devices)
        title = f"validate {self.map.name}"
        says = Campaign(
            name=title, cases=("tour",), on=Selector(names=names), timeout=seconds + BEYOND
        )
        jobs = tuple(
            PlannedJob(Job(number, case.name, tour.names), case, self.path)
            for number, (tour, case) in enumerate(self._cases(title, seconds), 1)
        )
        return LoadedCampaign(self.path, says, self.lab, jobs)

    def trials(self, found: Findings) -> list[Trial[Step]]:
        """Return what became of every edge: of its tries on all devices, or why there were none."""
        graphs, start = [tour.graph(self.map) for tour in self.tours], self.map.start
        hops = [self._hops(done.attempts) for done in found.jobs]
        every = sorted((hop for own in hops for hop in own), key=_started)
        tried = {one.edge: one for one in trials(graphs[0], self.map.every, every, here=start)}
        toured = {
            one.edge: one
            for tour, graph, own, done in zip(self.tours, graphs, hops, found.jobs, strict=True)
            for one in trials(graph, tour.edges, own, here=_last(own, start), ended=_ended(done))
        }
        broken = self._given_up(found)
        return [
            replace(one, why=broken.get(edge, one.why)) if one.hops else toured.get(edge, one)
            for edge, one in tried.items()
            if one.hops or edge in toured or not any(_is_open(graph, edge) for graph in graphs)
        ]

    def _given_up(self, found: Findings) -> dict[AnyEdge, str]:
        """Return why the edges do not hold that some device gave up, whatever others found."""
        by_device = defaultdict[str, list[AttemptFindings]](list)
        for tried in (tried for done in found.jobs for tried in done.attempts):
            by_device[tried.attempt.device].append(tried)
        return {
            edge: f"{hop}, on {device}"
            for device, attempts in by_device.items()
            for edge, hop in Failures(self._hops(attempts)).last.items()
            if not may_lead_there(hop)
        }

    def _cases(self, title: str, seconds: float) -> Iterator[tuple[Leg, TestCase]]:
        for number, tour in enumerate(self.tours, 1):
            edges = [_written(edge, self.map) for edge in tour.edges]
            step = {"tour": {"edges": edges, "within": seconds}}
            name = f"{title} {number} of {len(self.tours)}"
            yield tour, TestCase.model_validate({"name": name, "steps": [step]})

    def _hops(self, attempts: Sequence[AttemptFindings]) -> list[Hop[Step]]:
        records = (hop for tried in attempts for step in tried.steps for hop in step.hops)
        return [hop for record in records if (hop := record.on(self.map)) is not None]


def plan(
    lab: LoadedLab, path: Path, *, model: str | None = None, names: Sequence[str] = ()
) -> Validation:
    """Return the tours that try every edge of the map in the file PATH, one for each device.

    The devices are all devices of LAB that use it, or the ones of MODEL or of NAMES among them.
    Raises ConfigError, also where they are of several models, and where no edge is open on them.
    """
    devices = _using(lab, path, Selector(model=model, names=tuple(names)))
    map = lab.map_of(devices[0])
    assert map is not None  # they were chosen by it
    tours = legs(map, tuple(devices))
    if not tours:
        names = ", ".join(device.name for device in devices)
        raise ConfigError(str(path), f"no edge of it is open on {names}: there is nothing to try")
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
        document.read(path)  # a wrong name is said before anything about devices
        raise ConfigError(str(lab.path), f"no device uses the map {path}")
    chosen = [device for device in users if wanted.selects(device)]
    if not chosen:
        names = ", ".join(f"{device.name} ({device.model})" for device in users)
        reason = f"no device was chosen of those that use the map {path}: {names}"
        raise ConfigError(str(lab.path), reason)
    able = [device for device in chosen if device.capabilities() >= NEEDS]
    models = sorted({device.model for device in able})
    if not able:
        raise ConfigError(str(lab.path), "no device that was chosen gives a remote and a picture")
    if len(models) > 1:
        reason = f"devices of {len(models)} models use this map ({', '.join(models)}): use --model"
        raise ConfigError(str(lab.path), reason)
    return able


def _file(lab: LoadedLab, name: str) -> Path:
    return (lab.path.parent / "maps" / f"{name}.yaml").resolve()


def _written(edge: AnyEdge, map: AppMap) -> dict[str, Any]:
    """Return EDGE as a tour names it: by its two ends, where that is enough."""
    twins = [one for one in map.leaving[edge.start] if one.goal == edge.goal]
    ends = {"from": edge.start, "to": edge.goal}
    return {**ends, "name": edge.name} if len(twins) > 1 else ends


def _ended(done: JobFindings) -> str:
    """Return why the tour of a job went no further; empty where it did not end too soon."""
    steps = [step for tried in done.attempts[-1:] for step in tried.steps]
    is_told = steps and done.job.outcome is not Outcome.TIMEOUT
    return ended(steps[-1].reason) if is_told else done.job.reason


def _is_open(graph: Graph[Step], edge: AnyEdge) -> bool:
    return edge in graph.leaving[edge.start]


def _last(hops: Sequence[Hop[Step]], start: str) -> str:
    """Return the screen that a device was last seen on."""
    return next((hop.screen for hop in reversed(hops) if hop.screen), start)


def _started(hop: Hop[Step]) -> float:
    return hop.started
