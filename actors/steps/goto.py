"""Bring the device to a screen of its map."""

from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.errors import NotSupported
from actors.steps import Step
from actors.verdict import Measure, Verdict, done
from navigation.graph import Graph
from navigation.hop import Hop
from navigation.walk import SECONDS, Walk, walk


class Goto(Step):
    """Walks to SCREEN within so many seconds, with a check of where it is after each edge.

    A screen of the kind `action` is something to do, at the nearest place where it can be done.
    Fails also where an edge took longer than the map allows it.
    """

    main: ClassVar[str] = "screen"

    screen: str
    within: float = Field(default=SECONDS, gt=0)

    @property
    def walks(self) -> bool:
        return True

    def run(self, device: Device) -> Verdict:
        if device.map is None:
            raise NotSupported(device.name, "a map to walk on")
        device.here, guess = None, device.here
        graph = Graph(device.map, facts=device.facts, cost=device.estimates.cost)
        way = walk(
            device.map, self.screen, device, here=guess, graph=graph, seconds=self.within,
            told=device.tried,
        )  # fmt: skip
        device.here = way.here
        weakest = min(device.found, key=_margin, default=done(""))
        if way.too_slow:
            return replace(weakest, holds=False, reason=_too_slow(way.too_slow[0]))
        planned = f"{way.seconds:.1f} s, {way.planned_seconds:.1f} s planned"
        return replace(weakest, reason=f"at {self.screen}: {way} ({planned})", measures=_times(way))

    def __str__(self) -> str:
        return f"goto {self.screen}"

    def needs(self) -> frozenset[str]:
        return frozenset({"remote", "picture"})


def _times(way: Walk[Step]) -> tuple[Measure, ...]:
    if not way.hops:
        return ()
    return Measure("walk", way.seconds, 0.0), Measure("walk as planned", way.planned_seconds, 0.0)


def _too_slow(hop: Hop[Step]) -> str:
    within = hop.edge.within or 0.0
    took = f"{hop.shown or 0.0:.2f} s, at most {hop.error:.2f} s less"
    return f"{hop.edge} took {took}; the map allows {within:g} s"


def _margin(verdict: Verdict) -> float:
    """Return by how much it holds, so that a check that is about to fail is seen in time."""
    return 1.0 if verdict.threshold is None else verdict.score - verdict.threshold
