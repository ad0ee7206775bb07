"""Campaigns drawn by chance, and what devices spend on the way as the schedule has them done."""

import heapq
import random
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from actors.device import DeviceSpec
from actors.maps import AppMap
from actors.outcome import Outcome
from actors.testcase import TestCase
from cluster.campaign import Campaign, LoadedCampaign, PlannedJob
from cluster.itinerary import itineraries
from cluster.lab import Lab, LoadedLab
from cluster.schedule import AttemptEnded, DeviceUp, Itineraries, Job, Schedule, Start
from navigation.distances import Distances
from navigation.graph import Graph
from tests.bench.mazes import maze

Pair = tuple[str, str]  # where a case begins, and where it ends


class Errands:
    """Cases that begin and end at SCREENS of a map, for so many DEVICES."""

    def __init__(self, map: AppMap, pairs: Sequence[Pair], *, devices: int, seed: int) -> None:
        chance = random.Random(seed)
        names = [f"tv-{number}" for number in range(devices)]
        self._pairs, self._devices = pairs, names
        self._seconds = [chance.uniform(5, 60) for _ in pairs]
        self._distance = Distances(Graph(map))
        jobs = [
            PlannedJob(Job(number, "case", tuple(names)), _case(pair), Path(f"{number}.yaml"))
            for number, pair in enumerate(pairs, 1)
        ]
        lab = LoadedLab(Path("lab.yaml"), _lab(names), {"maze": map})
        campaign = Campaign(name="errands", cases=("*",))
        self._campaign = LoadedCampaign(Path("errands.yaml"), campaign, lab, tuple(jobs))

    def as_written(self) -> float:
        """Return the seconds on the way where a device takes the next case of the file."""
        return self._on_the_way({})

    def ours(self) -> float:
        """Return the seconds on the way with the itineraries that an execution gives."""
        return self._on_the_way(itineraries(self._campaign, self._campaign.jobs, {}))

    def least(self) -> float:
        """Return the fewest seconds on the way, however cases that end where they begin are shared.

        Exact, over all subsets of the screens (Held and Karp, 1962): for 15 screens at most.
        """
        stops = sorted({begin for begin, _ in self._pairs})
        apart = np.array([[self._distance(here, there) for there in stops] for here in stops])
        walkers, size = len(self._devices), len(stops)
        best = np.full((1 << size, walkers, size), np.inf)
        for stop in range(size):
            best[1 << stop, 0, stop] = 0.0
        for done in range(1, 1 << size):
            onward = (best[done][:, :, None] + apart).min(axis=1)
            # the next walker begins anywhere, once the one before has done its part
            onward[1:] = np.minimum(onward[1:], best[done].min(axis=1)[:-1, None])
            for stop in range(size):
                if not done >> stop & 1:
                    more = best[done | 1 << stop, :, stop]
                    np.minimum(more, onward[:, stop], out=more)
        return float(best[-1].min())

    def _on_the_way(self, ways: Itineraries) -> float:
        schedule = Schedule((planned.job for planned in self._campaign.jobs), ways)
        told = list(chain.from_iterable(schedule.handle(DeviceUp(name)) for name in self._devices))
        running: list[tuple[float, str]] = []
        stands: dict[str, str] = {}
        now = spent = 0.0
        while True:
            for start in (one for one in told if isinstance(one, Start)):
                number, device = start.job.number - 1, start.device
                begin, end = self._pairs[number]
                way = self._distance(stands.get(device, begin), begin)
                stands[device], spent = end, spent + way
                heapq.heappush(running, (now + way + self._seconds[number], device))
            if not running:
                return spent
            now, device = heapq.heappop(running)
            told = schedule.handle(AttemptEnded(device, Outcome.PASS, ""))
            told += schedule.handle(DeviceUp(device))


def app_map(seed: int, screens: int) -> AppMap:
    """Return a maze as a map whose screens are known by their names."""
    drawn = maze(seed, screens)
    edges = [
        {"from": edge.start, "to": edge.goal, "do": [{"press": "OK"}], "seconds": edge.seconds}
        for edge in drawn.every
    ]
    named = {
        name: {"shows": [{"text": name}], "start": name == drawn.start} for name in drawn.screens
    }
    return AppMap.model_validate({"name": "maze", "screens": named, "edges": edges})


def _case(pair: Pair) -> TestCase:
    return TestCase.model_validate(
        {"name": "case", "steps": [{"goto": screen} for screen in dict.fromkeys(pair)]}
    )


def _lab(names: Sequence[str]) -> Lab:
    devices = [
        DeviceSpec(name=name, node="bench", model="tv", map="maze", drivers=["simulated"])
        for name in names
    ]
    return Lab.model_validate({"nodes": {"bench": {"address": "::1"}}, "devices": devices})
