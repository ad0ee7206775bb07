"""How near the best the scheduler is on labs drawn by chance, and what its decisions cost.

Makespan over the lower bound, beside the better, lab by lab, of two plain rules: the longest
job first, and the job that fewest devices can do first, then the longest.  These two and first
come, first served are told as well, as they tell how hard the labs are.  Where devices go down,
a long job is lost with one of them by chance, whatever the rule; the better of two is chosen in
hindsight, the lower bound knows all outages, and no rule does.  VPT_BENCH_LABS is the number of
labs for each kind of test, VPT_BENCH_DAY=1 adds a day of 10,000 devices and 1,000,000 jobs.
"""

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import mean

from cluster.scheduling.bound import lower_bound
from cluster.scheduling.choice import Choice
from cluster.scheduling.scenario import Scenario
from cluster.scheduling.simulation import simulate
from tests.bench.figure import Figure, percentiles
from tests.bench.labs import SHAPES, drawn, lab, restless
from tests.bench.rules import FirstCome, LongestFirst, ScarcestFirst

LABS = int(os.environ.get("VPT_BENCH_LABS", "50"))
SEEDS = range(1000, 1000 + LABS)
NOISES = (0.3, 0.6)
MEAN, P95, BEHIND = 1.006, 1.03, 0.01
RULES = {
    "first come": FirstCome,
    "longest first": LongestFirst,
    "fewest able first": ScarcestFirst,
}
DOWN = 0.1  # of all devices, once
COMING = {"jobs come over time": 0.0, "devices come and go as well": DOWN}
DEVICES, QUEUED = 1000, 100_000
DECISION, GROWTH, DAY = 1.0, 1.2, 300.0  # milliseconds, times what n log n would be, seconds


@dataclass(frozen=True)
class _Ratios:
    """Makespans over the lower bound: of the scheduler, and of each of the plain rules."""

    ours: list[float]
    rules: dict[str, list[float]]

    @classmethod
    def of(cls, scenarios: Sequence[Scenario]) -> "_Ratios":
        bounds = [lower_bound(scenario) for scenario in scenarios]
        told = {
            name: [
                simulate(scenario, choice=rule).makespan / bound
                for scenario, bound in zip(scenarios, bounds, strict=True)
            ]
            for name, rule in {"ours": Choice, **RULES}.items()
        }
        return cls(told.pop("ours"), told)

    def figures(self, what: str) -> list[Figure]:
        return [*self._aims(what), *self._baselines(what)]

    def _aims(self, what: str) -> list[Figure]:
        better = [min(pair) for pair in zip(*list(self.rules.values())[1:], strict=True)]
        behind = [mine - its for mine, its in zip(self.ours, better, strict=True)]
        return [
            _ratio(f"{what}: mean", mean(self.ours), mean(better), most=MEAN),
            _ratio(f"{what}: p95", _p95(self.ours), _p95(better), most=P95),
            _ratio(f"{what}: worst", max(self.ours), max(better)),
            Figure(f"{what}: behind the better rule, worst", max(behind), "", most=BEHIND),
            Figure(
                f"{what}: labs more than {BEHIND:g} behind", sum(b > BEHIND for b in behind), ""
            ),
        ]

    def _baselines(self, what: str) -> list[Figure]:
        return [
            _ratio(f"{what}: {name}, {how}", of(ratios))
            for name, ratios in self.rules.items()
            for how, of in (("mean", mean), ("worst", max))
        ]


def _ratio(
    what: str, value: float, reference: float | None = None, *, most: float | None = None
) -> Figure:
    return Figure(what, value, "", reference, most=most, digits=5)


def figures() -> list[Figure]:
    """Return the ratios beside those of the better rule, and what deciding takes."""
    found = []
    for noise in NOISES:
        labs = [lab(seed, noise=noise) for seed in SEEDS]
        found += _Ratios.of(labs).figures(f"noise {noise:g}")
        for what, down in COMING.items():
            moved = [_restless(one, seed, down) for one, seed in zip(labs, SEEDS, strict=True)]
            found += _Ratios.of(moved).figures(f"noise {noise:g}, {what}")
    found += _deciding()
    if os.environ.get("VPT_BENCH_DAY"):
        found.append(_day())
    return found


def _restless(scenario: Scenario, seed: int, down: float) -> Scenario:
    return restless(scenario, seed, outages=down, span=lower_bound(scenario) / 2)


def _deciding() -> list[Figure]:
    """Return what decisions cost, and how their sum grows with the number of jobs."""
    sums, p99 = {}, 0.0
    for queued in (QUEUED // 10, QUEUED):
        decisions = simulate(_large(DEVICES, queued)).decisions
        sums[queued], p99 = sum(decisions), percentiles(decisions)["p99"] * 1000
    few, many = sums
    growth = sums[many] / sums[few] / (many * log(many) / (few * log(few)))
    what = f"{DEVICES:,} devices, {QUEUED:,} jobs"
    return [
        Figure(f"a decision, p99: {what}", p99, "ms", most=DECISION),
        Figure("all decisions of ten times the jobs, over n log n", growth, "", most=GROWTH),
    ]


def _large(devices: int, jobs: int) -> Scenario:
    chance = random.Random("large")
    return drawn(SHAPES["mixed"](chance, devices), jobs, chance=chance, noise=NOISES[0])


def _day() -> Figure:
    """Return how long a day takes of a lab that is never idle."""
    scenario = restless(_large(10_000, 1_000_000), 0, outages=DOWN, span=24 * 3600)
    began = time.process_time()
    simulate(scenario)
    return Figure(
        "a day of 10,000 devices, 1,000,000 jobs", time.process_time() - began, "s", most=DAY
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]
