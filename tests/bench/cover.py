"""How long tours through maps drawn by chance are, over what they need at least, and to plan."""

import time

from navigation.cover import cover
from navigation.map import Map
from tests.bench.figure import Figure
from tests.bench.mazes import maze

SEEDS = range(500, 530)
SIZES = (50, 150, 500)  # screens
WALKERS = (1, 2, 4, 8)
STEPS, LONGEST, PATIENCE = 1.10, 1.15, 2.0  # most times the lower bound, and seconds


def figures() -> list[Figure]:
    """Return the worst of all maps, for each number of walkers."""
    found = []
    for walkers in WALKERS:
        planned = [_planned(maze(seed, SIZES[seed % len(SIZES)]), walkers) for seed in SEEDS]
        steps, longest, seconds = (max(values) for values in zip(*planned, strict=True))
        who = f"{walkers} walkers" if walkers > 1 else "1 walker"
        found += [
            Figure(f"{who}: steps over the lower bound", steps, "", most=STEPS),
            Figure(f"{who}: longest tour over a fair share", longest, "", most=LONGEST),
            Figure(f"{who}: planning", seconds, "s", most=PATIENCE),
        ]
    return found


def _planned(map: Map[str, str], walkers: int) -> tuple[float, float, float]:
    began = time.perf_counter()
    tours = cover(map, walkers=walkers)
    took = time.perf_counter() - began
    return tours.steps / tours.lower_bound, tours.longest * walkers / tours.lower_bound, took
