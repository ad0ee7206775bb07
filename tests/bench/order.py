"""What devices spend on the way between cases: in file order, in ours, and what is least possible.

Sixty cases of 5 to 60 seconds on maps of 100 screens, drawn by chance and done by the schedule.
They begin and end anywhere, or stay at one of 13 screens: then the least can be computed.
"""

import random
from collections.abc import Callable
from statistics import mean

from navigation.distances import Distances
from navigation.graph import Graph
from navigation.order import Visit, order
from tests.bench.errands import Errands, app_map
from tests.bench.figure import Figure, timed
from tests.bench.mazes import maze

SEEDS = range(700, 720)
SCREENS, CASES, FEW, MANY = 100, 60, 13, 1000
DEVICES = (1, 4)
HALF, PATIENCE = 0.5, 1000.0  # times file order at most, milliseconds at most
ABOVE = {1: 1.05}  # times the least at most; several devices do not share by way alone


def figures() -> list[Figure]:
    """Return the means over all maps for each number of devices, and how long planning takes."""
    found = []
    for devices in DEVICES:
        who = f"{devices} device{'s' if devices > 1 else ''}"
        anywhere = [_anywhere(seed, devices) for seed in SEEDS]
        ours, written = _mean(anywhere, Errands.ours), _mean(anywhere, Errands.as_written)
        found.append(Figure(f"{who}, over file order", ours, "s", written, times=HALF))
        who += f", {FEW} screens"
        few = [_few(seed, devices) for seed in SEEDS]
        ours, written = _mean(few, Errands.ours), _mean(few, Errands.as_written)
        least = _mean(few, Errands.least)
        found.append(Figure(f"{who}, over the least", ours, "s", least, times=ABOVE.get(devices)))
        found.append(Figure(f"{who}, file order over the least", written, "s", least))
    slowest = max(_planning(seed) for seed in SEEDS[:5])
    return [*found, Figure(f"planning for {MANY} cases", slowest, "ms", most=PATIENCE)]


def _anywhere(seed: int, devices: int) -> Errands:
    chance, map = random.Random(seed), app_map(seed, SCREENS)
    begins, ends = (chance.choices(list(map.screens), k=CASES) for _ in range(2))
    return Errands(map, list(zip(begins, ends, strict=True)), devices=devices, seed=seed)


def _few(seed: int, devices: int) -> Errands:
    chance, map = random.Random(seed), app_map(seed, SCREENS)
    stops = chance.choices(chance.sample(list(map.screens), FEW), k=CASES)
    return Errands(map, [(stop, stop) for stop in stops], devices=devices, seed=seed)


def _planning(seed: int) -> float:
    """Return the milliseconds that it takes to order cases that all begin and end anywhere."""
    chance, map = random.Random(seed), maze(seed, SCREENS)
    visits = [Visit(*chance.choices(list(map.screens), k=2)) for _ in range(MANY)]
    return timed(lambda: order(visits, Distances(Graph(map))))


def _mean(errands: list[Errands], spent: Callable[[Errands], float]) -> float:
    return mean(map(spent, errands))
