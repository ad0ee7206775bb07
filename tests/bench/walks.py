"""Walks between random screens of a simulated interface of 500: whether, and when, they arrive.

VPT_BENCH_WALKS says how many there are with faults; without any there are a tenth of them.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from actors.maps import load_map
from actors.simulator.chart import Pace, chart
from actors.simulator.invented import interface
from tests.bench.figure import Figure
from tests.wander import FAULTS, Trip, wander, wanderer

if TYPE_CHECKING:
    from actors.maps import AppMap

SCREENS, DESIGN, SEED = 500, 3, 2026
WALKS = int(os.environ.get("VPT_BENCH_WALKS", "1000"))
WALKERS = 4  # that walk at once: a walk mostly waits for pictures
PACE = Pace(gap=0.02, settle=0.2, timeout=1.0)
DEADLINE = 120.0  # seconds
SUCCESS = 99.5  # %, at least


def figures() -> list[Figure]:
    """Return what came of walks without faults, one at a time, and of walks with faults."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        path = chart(interface(SCREENS, DESIGN), Path(folder), name="invented", pace=PACE)
        maps = [load_map(path) for _ in range(WALKERS)]
    plain = list(_walked(maps[0], WALKS // 10, seed=SEED))
    faulty = _faulty(maps)
    return [*_of(plain, "no faults"), _timed(plain, "no faults", times=1.2),
            *_of(faulty, "faults"), _timed(faulty, "faults")]  # fmt: skip


def _faulty(maps: list[AppMap]) -> list[Trip]:
    with ThreadPoolExecutor(WALKERS) as threads:
        walked = [
            threads.submit(list, _walked(map, WALKS // WALKERS, seed=SEED + number, faults=FAULTS))
            for number, map in enumerate(maps)
        ]
        return [trip for each in walked for trip in each.result()]


def _walked(map: AppMap, times: int, *, seed: int, faults: str = "") -> Iterator[Trip]:
    device = wanderer(map, interface(SCREENS, DESIGN), faults=faults, seed=seed, speed=1.0)
    return wander(device, times, seed=seed, within=DEADLINE)


def _timed(trips: list[Trip], what: str, *, times: float | None = None) -> Figure:
    """Return the mean time that TRIPS took, beside that which was planned."""
    known = [(trip.seconds, trip.planned) for trip in trips if trip.planned is not None]
    seconds, planned = (statistics.mean(values) for values in zip(*known, strict=True))
    return Figure(f"{what}: a walk, beside its plan", seconds, "s", planned, times=times)


def _of(trips: list[Trip], what: str) -> list[Figure]:
    """Return what came of TRIPS, with the causes of all that did not arrive."""
    good = 100 * sum(trip.is_good for trip in trips) / len(trips)
    causes = Counter(type(trip.lost).__name__ for trip in trips if trip.lost)
    for trip in trips:
        if not trip.is_good:
            print(f"{what}: {trip}")
    return [
        Figure(f"{what}: {len(trips)} walks, arrived", good, "%", least=SUCCESS),
        Figure(f"{what}: said to be there, and not", sum(t.is_false for t in trips), "", most=0),
        Figure(f"{what}: detours a walk", statistics.mean(t.detours for t in trips), ""),
        Figure(f"{what}: longest", max(t.seconds for t in trips), "s", most=DEADLINE),
        *(Figure(f"{what}: {cause}", times, "") for cause, times in sorted(causes.items())),
    ]
