"""Which devices try which edges of a map, so that each edge is tried by one of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from actors.device import DeviceSpec
from actors.maps import AppMap
from actors.steps import Step
from navigation.cover import cover
from navigation.edge import Edge
from navigation.graph import Graph, own_cost

AnyEdge = Edge[Step]
Devices = tuple[DeviceSpec, ...]
Facts = Mapping[str, str]

DIFFERING = "\0"  # stands for what devices differ in: no label is so, and it opens nothing


@dataclass(frozen=True)
class Leg:
    """EDGES for any of DEVICES to try, in an order of few steps.

    facts: with these, what is open to all of the devices is, and nothing else.
    """

    edges: tuple[AnyEdge, ...]
    devices: Devices
    facts: Facts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the devices."""
        return tuple(device.name for device in self.devices)

    def graph(self, map: AppMap, cost: Callable[[AnyEdge], float] = own_cost) -> Graph[Step]:
        """Return what of MAP is open to all of the devices, and what it COSTS."""
        return Graph(map, facts=self.facts, cost=cost)


def legs(map: AppMap, devices: Devices) -> tuple[Leg, ...]:
    """Return legs of about the same length, one for each of DEVICES, that try all edges of MAP.

    Edges that only some of the devices have open, or a way to, are legs of their own, for these.
    """
    shared = _shared(devices)
    planned = cover(map, walkers=len(devices), facts=shared)
    found = [Leg(edges, devices, shared) for edges in _dealt(planned.tours)]
    taken = {edge for leg in found for edge in leg.edges}
    differ = DIFFERING in shared.values()
    own = [_Own(map, alike) for alike in _alike(map, devices)] if differ else []
    for one in own:
        one.take(one.reached, taken, among=planned.left_out)
    for one in own:
        one.take(one.left_out, taken)
    rest = tuple(edge for edge in planned.left_out if edge not in taken)
    first = replace(found[0], edges=found[0].edges + rest)
    return tuple(leg for leg in (first, *found[1:], *(one.leg for one in own)) if leg.edges)


def _dealt(tours: Iterable[Sequence[AnyEdge]]) -> Iterator[tuple[AnyEdge, ...]]:
    """Yield the edges of each of TOURS, the shortest first, and none twice."""
    taken = set[AnyEdge]()
    for tour in sorted(tours, key=len):
        yield tuple(edge for edge in dict.fromkeys(tour) if edge not in taken)
        taken.update(tour)


class _Own:
    """What only the devices ALIKE have open, or a way to."""

    def __init__(self, map: AppMap, alike: Devices) -> None:
        self._alike, self._facts = alike, _facts(alike[0])
        planned = cover(map, facts=self._facts)
        self.reached, self.left_out = planned.tours[0], planned.left_out
        self._edges: dict[AnyEdge, None] = {}

    def take(
        self, edges: Iterable[AnyEdge], taken: set[AnyEdge], *, among: Collection[AnyEdge] = ()
    ) -> None:
        """Take those of EDGES that depend on something, or are AMONG others, and not yet TAKEN."""
        new = [edge for edge in edges if edge not in taken and (edge.when or edge in among)]
        self._edges.update(dict.fromkeys(new))
        taken.update(new)

    @property
    def leg(self) -> Leg:
        """The leg of what was taken."""
        return Leg(tuple(self._edges), self._alike, self._facts)


def _alike(map: AppMap, devices: Iterable[DeviceSpec]) -> list[Devices]:
    """Return DEVICES in groups of which each has the same edges open; none if all always are."""
    asked = [edge for edge in map.every if edge.when]
    groups = defaultdict[tuple[bool, ...], list[DeviceSpec]](list)
    for device in devices:
        facts = {**map.variables, **_facts(device)}
        groups[tuple(edge.is_open(facts) for edge in asked)].append(device)
    return [tuple(group) for group in groups.values()] if asked else []


def _shared(devices: Iterable[DeviceSpec]) -> Facts:
    """Return what is so of each of DEVICES."""
    every = [_facts(device) for device in devices]
    told = {name: {facts.get(name, DIFFERING) for facts in every} for one in every for name in one}
    return {name: facts.pop() if len(facts) == 1 else DIFFERING for name, facts in told.items()}


def _facts(device: DeviceSpec) -> Facts:
    return {"model": device.model, **device.labels}
