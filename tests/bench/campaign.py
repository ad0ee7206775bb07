"""How near a campaign of short jobs on 20 devices comes to what no schedule can beat.

The devices give no picture, so that a job takes as long as it sleeps.  The best
of some repeats is what the program can do; the median tells of the machine, too.
"""

import random
import statistics
import time
from dataclasses import dataclass

from cluster import events
from cluster.campaign import LoadedCampaign
from cluster.execute import Archive, execute, prepare
from cluster.schedule import lower_bound
from tests.bench.figure import Figure
from tests.bench.lab import BLASTER, archive, campaign, running

DEVICES = 20
AIM = 1.15  # times the lower bound


@dataclass(frozen=True)
class Load:
    """NAPS are how long each case sleeps, in seconds; all of them are run REPEAT times."""

    what: str
    naps: tuple[float, ...]
    repeat: int

    @property
    def bound(self) -> float:
        """Seconds that no schedule can beat."""
        anywhere = tuple(map(str, range(DEVICES)))
        return lower_bound((nap, anywhere) for nap in self.naps * self.repeat)


SHORT = Load("200 jobs of 50 ms", (0.05,), 200)
MIXED = Load(
    "100 jobs of 100 to 500 ms", tuple(random.Random(1).uniform(0.1, 0.5) for _ in range(10)), 10
)


def figures(repeats: int = 7) -> list[Figure]:
    """Return how long the loads took, from the first job's start to the last one's end."""
    with running([[BLASTER]] * DEVICES) as lab, archive(lab) as kept:
        found = []
        for load in (SHORT, MIXED):
            cases = {f"nap-{number}": [{"sleep": nap}] for number, nap in enumerate(load.naps)}
            loaded = campaign(lab, cases, repeat=load.repeat)
            _run(loaded, kept)  # the actors have never run a case before
            found += _figures(load, [_run(loaded, kept) for _ in range(repeats)])
        return found


def _figures(load: Load, taken: list[tuple[float, float]]) -> list[Figure]:
    jobs, whole = [seconds for seconds, _ in taken], [seconds for _, seconds in taken]
    of = {
        "best": min(jobs),
        "median": statistics.median(jobs),
        "median of the whole execution": statistics.median(whole),
    }
    return [
        Figure(f"{load.what} on {DEVICES} devices, {which}", took, "s", load.bound, times=AIM)
        for which, took in of.items()
    ]


def _run(loaded: LoadedCampaign, kept: Archive) -> tuple[float, float]:
    """Return the seconds of the jobs alone, and with all that is around them."""
    told: list[events.AnyEvent] = []
    plan = prepare(loaded, kept.store)
    began = time.perf_counter()
    record = execute(plan, kept, watch=told.append)
    whole = time.perf_counter() - began
    assert record.counts.passed == len(loaded.jobs)
    first = min(event.at for event in told if isinstance(event, events.AttemptStarted))
    last = max(event.at for event in told if isinstance(event, events.AttemptEnded))
    return last - first, whole
