"""What fifty devices need of one node: threads, file descriptors and memory, in their processes.

Each has an Android device behind adb, or a picture and infrared, of 320x180 pixels at 5 a second,
and its links are open; the simulated devices run in another process, which is not counted.
"""

import multiprocessing
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import psutil
import ray

from actors.simulator.devices import SimulatedDevice
from actors.simulator.server import SimulatorServer, serve
from cluster.placement import Handle, find
from tests.bench.adb_press import server
from tests.bench.empty import Empty, pid
from tests.bench.figure import Figure
from tests.bench.lab import running

DEVICES = 50
TRIES = 8
PATIENCE = 300.0  # seconds for all of them to be placed and opened
SETTLED = 10.0  # seconds over which a processor's share is taken
SMALL = {"size": (320, 180), "fps": 5}


def figures() -> list[Figure]:
    """Return the mean of a device's process beside an empty actor's, and what all need together."""
    with (
        _simulated() as ports,
        server() as adb,
        running([_drivers(found, adb) for found in ports.values()]) as lab,
    ):
        empty = Empty.remote(lab.devices["bench-1"].model_dump())
        actors = [find(name) for name in lab.devices]
        _open(actors)
        return _compared([_process(actor) for actor in actors], _process(empty))


def _open(actors: list[Handle]) -> None:
    """Open all links; as all begin at once on a few cores, some need another try."""
    for _ in range(TRIES):
        told = ray.get([actor.probe.remote() for actor in actors], timeout=PATIENCE)
        trouble = [state.trouble for state in told if state.trouble]
        if not trouble:
            return
    raise RuntimeError(f"{len(trouble)} devices in trouble, such as: {trouble[0]}")


def _compared(devices: list[psutil.Process], empty: psutil.Process) -> list[Figure]:
    before = sum(sum(process.cpu_times()[:2]) for process in devices)
    time.sleep(SETTLED)
    share = (sum(sum(process.cpu_times()[:2]) for process in devices) - before) / SETTLED
    each = [_needs(process) for process in devices]
    bare = _needs(empty)
    rows = [
        Figure(f"a device's process, {what}", _mean(each, what), unit, bare[what])
        for what, unit in UNITS.items()
    ]
    total = [
        Figure(f"{DEVICES} devices, {what}", _mean(each, what) * DEVICES, unit)
        for what, unit in UNITS.items()
    ]
    return [
        *rows,
        *total,
        Figure(f"{DEVICES} devices, links open, idle", share * 100, "% of a core"),
    ]


UNITS = {"threads": "", "file descriptors": "", "PSS": "MB"}


def _needs(process: psutil.Process) -> dict[str, float]:
    memory = process.memory_full_info().pss / 1e6
    return {"threads": process.num_threads(), "file descriptors": process.num_fds(), "PSS": memory}


def _mean(each: list[dict[str, float]], what: str) -> float:
    return sum(needs[what] for needs in each) / len(each)


def _process(actor: Handle) -> psutil.Process:
    return psutil.Process(ray.get(actor.__ray_call__.remote(pid), timeout=PATIENCE))


def _drivers(ports: Mapping[str, int], adb: str) -> list[dict[str, Any]]:
    if "adb" in ports:
        return [{"adb": {"serial": f"127.0.0.1:{ports['adb']}", "server": adb}}]
    video = {"video": f"tcp://127.0.0.1:{ports['video']}"}
    return [video, {"ir": {"globalcache": f"127.0.0.1:{ports['ir']}", "keymap": "simulated"}}]


@contextmanager
def _simulated() -> Iterator[dict[str, dict[str, int]]]:
    """Yield the ports of each simulated device, served in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,))
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection) -> None:
    devices = [
        SimulatedDevice(name=f"box-{number}", kind=("android-tv", "stb")[number % 2], **SMALL)
        for number in range(DEVICES)
    ]

    def ready(server: SimulatorServer, _: int) -> None:
        told.send({name: device.ports for name, device in server.devices.items()})

    serve(devices, on_ready=ready)
