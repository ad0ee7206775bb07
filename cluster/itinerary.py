"""The order in which each device does its jobs, so that it spends little time on the way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from actors.device import DeviceSpec
from actors.maps import AppMap
from actors.parse import AnyStep
from actors.steps import Step
from actors.steps.goto import Goto
from actors.testcase import TestCase
from cluster.campaign import LoadedCampaign, PlannedJob
from cluster.lab import LoadedLab
from cluster.schedule import Itineraries
from navigation.distances import Distances
from navigation.estimates import Estimates
from navigation.graph import Graph
from navigation.learned import Learned
from navigation.order import Visit, order

Way = Mapping[Path, int]  # the place of each case
MapOfModel = tuple[str, str]  # the name of a map, and the model on which it is walked


def itineraries(
    campaign: LoadedCampaign, jobs: Iterable[PlannedJob], known: Mapping[MapOfModel, Learned]
) -> Itineraries:
    """Return the place of each of JOBS on the way of each device, from 0 where it begins.

    KNOWN is what was learned of how long the ways between screens take.
    Devices that share all their jobs begin at places far from one another.  One whose jobs
    lead to no screen of its map has none, and no device has where the campaign says `order: file`.
    """
    if campaign.campaign.order == "file":
        return {}
    own = defaultdict[str, list[PlannedJob]](list)
    for planned in jobs:
        for device in planned.job.devices:
            own[device].append(planned)
    sharing = defaultdict[tuple[int, ...], list[str]](list)
    for device, taken in own.items():
        sharing[tuple(planned.job.number for planned in taken)].append(device)
    ways = _Ways(campaign.lab, known)
    return {
        device: _places(own[device], way, begin=len(way) * number // len(devices))
        for devices in sharing.values()
        for number, device in enumerate(devices)
        if (way := ways.of(device, own[device]))
    }


def visit(case: TestCase, map: AppMap) -> Visit:
    """Return where CASE begins and ends on MAP: at the first and the last screen it goes to."""
    screens = [screen for screen in _screens(case.steps) if screen in map.places]
    return Visit(screens[0], screens[-1]) if screens else Visit()


def _screens(steps: Sequence[Step]) -> Iterator[str]:
    """Yield the screens that STEPS go to, and those that the steps within them do."""
    for step in steps:
        if isinstance(step, Goto):
            yield step.screen
        for _, value in step:
            if isinstance(value, tuple):
                yield from _screens([inner for inner in value if isinstance(inner, Step)])


def _places(jobs: Sequence[PlannedJob], way: Way, *, begin: int) -> dict[int, int]:
    """Return the places of JOBS on WAY, gone around from BEGIN on."""
    return {planned.job.number: (way[planned.case_file] - begin) % len(way) for planned in jobs}


class _Ways:
    """Finds the best ways for the devices of LAB, once for all that are equal in what matters."""

    def __init__(self, lab: LoadedLab, known: Mapping[MapOfModel, Learned]) -> None:
        self._lab, self._known = lab, known
        self._distances: dict[object, Distances[AnyStep]] = {}
        self._orders: dict[object, list[int]] = {}

    def of(self, device: str, jobs: Sequence[PlannedJob]) -> Way:
        """Return the best way of DEVICE to the cases of JOBS; empty where none leads anywhere."""
        spec = self._lab.devices[device]
        map = self._lab.map_of(spec)
        cases = {planned.case_file: planned.case for planned in jobs}
        visits = tuple(visit(case, map) for case in cases.values()) if map else ()
        if map is None or not any(one.moves for one in visits):
            return {}
        files = list(cases)
        return {files[n]: place for place, n in enumerate(self._order(spec, map, visits))}

    def _order(self, spec: DeviceSpec, map: AppMap, visits: tuple[Visit, ...]) -> list[int]:
        asked = {name for edge in map.every for name in edge.when}
        facts = {n: v for n, v in {"model": spec.model, **spec.labels}.items() if n in asked}
        alike = (spec.map, spec.model, frozenset(facts.items()))
        if alike not in self._distances:
            estimates = Estimates(self._known.get((spec.map or "", spec.model)))
            graph = Graph(map, facts=facts, cost=estimates.cost)
            self._distances[alike] = Distances(graph)
        if (alike, visits) not in self._orders:
            self._orders[alike, visits] = order(visits, self._distances[alike])
        return self._orders[alike, visits]
