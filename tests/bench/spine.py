"""What a step costs over the bare driver call, and a job over the bare actor call.

A step presses a key through a transmitter in another process, and a job does
nothing for no time.  Each is measured in turns with what it is compared with,
so that whatever else the machine does falls on both.
"""

import time
from itertools import pairwise

import ray

from actors.device import Device, DeviceSpec
from actors.interface import Remote
from actors.testcase import TestCase, run
from cluster import events
from cluster.campaign import LoadedCampaign
from cluster.execute import Archive, execute, prepare
from cluster.placement import find
from tests.bench.figure import Figure, compared, timed
from tests.bench.lab import BLASTER, archive, campaign, running
from tests.bench.transmitter import KEYMAP, transmitter

OVER = 20.0  # ms that the dispatch of a job may take over Ray's own round trip


def figures(presses: int = 500, turns: int = 6, jobs: int = 60) -> list[Figure]:
    """Return the overhead of a step and of a job."""
    return [*_step(presses), *_job(turns, jobs)]


def _step(presses: int) -> list[Figure]:
    with transmitter() as port:
        drivers = [{"ir": {"globalcache": f"127.0.0.1:{port}", "keymap": KEYMAP}}]
        device = Device(DeviceSpec(name="bench", node="here", model="bench", drivers=drivers))
        case = TestCase.model_validate({"name": "press", "steps": [{"press": "OK"}]})
        driver = device.need(Remote)
        bare, step = [], []
        for _ in range(presses):
            bare.append(timed(lambda: driver.press("OK")))
            step.append(timed(lambda: list(run(case, device))))
        device.close()
    return compared("step: press through ir (bare: the driver's press)", step, bare)


def _job(turns: int, jobs: int) -> list[Figure]:
    taken: list[float] = []
    bare: list[float] = []
    with running([[BLASTER]]) as lab, archive(lab) as kept:
        loaded = campaign(lab, {"nothing": [{"sleep": 0}]}, repeat=jobs)
        handle = find("bench-1")
        for _ in range(turns):
            bare += [timed(lambda: ray.get(handle.status.remote())) for _ in range(jobs)]
            taken += _between_jobs(loaded, kept)
    what = "job: from end to end of an empty one (bare: the actor's status)"
    return compared(what, taken, bare, above=OVER)


def _between_jobs(loaded: LoadedCampaign, kept: Archive) -> list[float]:
    """Return the milliseconds from the end of each attempt to that of the next."""
    ends: list[float] = []

    def watch(event: events.AnyEvent) -> None:
        if isinstance(event, events.AttemptEnded):
            ends.append(time.perf_counter() * 1000)

    execute(prepare(loaded, kept.store), kept, watch=watch)
    return [after - before for before, after in pairwise(ends)]
