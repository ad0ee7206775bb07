"""Walks to random screens of a simulated interface, each with what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from actors.device import Device, DeviceSpec
from actors.drivers.simulated import Simulated
from actors.simulator.faults import parse_faults
from actors.simulator.television import Television
from actors.steps.goto import Goto
from actors.verdict import Verdict
from navigation.errors import NavigationError
from navigation.hop import Arrival

if TYPE_CHECKING:
    from actors.maps import AppMap
    from actors.simulator.interface import Interface

FAULTS = "drop_key=0.05,popup_rate=0.01,crash_rate=0.003,standby_rate=0.003"


@dataclass(frozen=True)
class Trip:
    """One walk to GOAL, which took SECONDS and as many DETOURS as edges did not arrive.

    planned: the seconds that the way was expected to take, or None where it gave up.
    is_there: whether the television really shows the goal.
    befell: what the television wrote of its own crashes and sleeps.
    lost: why the walk gave up, if it did.
    """

    goal: str
    seconds: float
    planned: float | None
    detours: int
    is_there: bool
    befell: tuple[str, ...] = ()
    lost: NavigationError | None = None

    @property
    def is_good(self) -> bool:
        """Whether it ended at the goal, and says so."""
        return self.is_there and self.lost is None

    @property
    def is_false(self) -> bool:
        """Whether it says that it ended at the goal, and did not."""
        return not self.is_there and self.lost is None

    def __str__(self) -> str:
        ended = f"{type(self.lost).__name__} {self.lost}" if self.lost else "arrived"
        there = "there" if self.is_there else "not there"
        return f"to {self.goal} in {self.seconds:.1f} s: {ended}, {there}; {list(self.befell)}"


def wanderer(map: AppMap, interface: Interface, *, faults: str, seed: int, speed: float) -> Device:
    """Return a device with a television of INTERFACE, whose clock goes at SPEED."""
    drivers = [{"simulated": {"seed": seed}}]
    spec = {"name": "tv-1", "node": "bench", "model": "tv", "drivers": drivers}
    device = Device(DeviceSpec.model_validate(spec), map)
    television = Television(
        "tv-1", interface=interface, size=map.size, seed=seed, clock=_clock(speed)
    )
    television.faults.use(parse_faults(faults))
    device.look(Simulated).television = television
    return device


def wander(device: Device, times: int, *, seed: int, within: float) -> Iterator[Trip]:
    """Send DEVICE to a random screen of its map so many TIMES, each WITHIN so many seconds."""
    assert device.map is not None
    random, places = Random(seed), sorted(device.map.places)
    for _ in range(times):
        goal = random.choice([place for place in places if place != device.here])
        yield _trip(device, Goto(screen=goal, within=within))


def _trip(device: Device, goto: Goto) -> Trip:
    television = device.look(Simulated).television
    planned, began, lost = None, time.monotonic(), None
    device.hops.clear()
    television.log.clear()
    try:
        planned = _planned(goto.run(device))
    except NavigationError as e:
        lost = e
    return Trip(
        goal=goto.screen,
        seconds=time.monotonic() - began,
        planned=planned,
        detours=sum(hop.arrival is not Arrival.ARRIVED for hop in device.hops),
        is_there=television.page == goto.screen,
        befell=tuple(line for line in television.log if line.endswith(("to sleep", "has died"))),
        lost=lost,
    )


def _planned(verdict: Verdict) -> float:
    return sum(one.seconds for one in verdict.measures if one.name == "walk as planned")


def _clock(speed: float) -> Callable[[], float]:
    began = time.time()
    return lambda: began + (time.time() - began) * speed
