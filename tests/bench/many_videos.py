"""What many video devices in one process take: threads, file descriptors, memory, CPU."""

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import psutil

from tests.bench.camera import camera
from tests.bench.figure import Figure

DEVICES = 50
SIZE = 320, 192  # small, as one machine has to send, and to decode, them all
AT_ONCE = 10
SETTLED = 3.0  # seconds
MEASURED = 5.0  # seconds


def many() -> list[Figure]:
    """Return what each of DEVICES takes of one process, all of which receive one group by UDP."""
    with camera("group", *SIZE) as source:
        spawn = multiprocessing.get_context("spawn")
        here, there = spawn.Pipe()
        process = spawn.Process(target=_receive, args=(there, source.url))
        process.start()
        took: dict[str, float] = here.recv()
        process.join()
    return [
        Figure(f"{DEVICES} devices in a process, {what}", value, what.split()[-1])
        for what, value in took.items()
    ]


def _receive(parent: Connection, url: str) -> None:
    """Tell PARENT what was taken from one device to DEVICES of them."""
    from actors.drivers.video import Video, VideoSettings

    process = psutil.Process()
    drivers = [Video(VideoSettings(url=url, timeout=20)) for _ in range(DEVICES + 1)]
    drivers[0].open()
    before = _taken(process)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(Video.open, drivers[1:]))
    time.sleep(SETTLED)
    after = _taken(process)
    parent.send({what: after[what] - before[what] for what in before} | {"CPU %": _cpu(process)})
    for driver in drivers:
        driver.close()


def _taken(process: psutil.Process) -> dict[str, float]:
    memory = process.memory_info().rss / 1e6
    return {
        "more threads": process.num_threads(),
        "more file descriptors": process.num_fds(),
        "more memory, MB": memory,
    }


def _cpu(process: psutil.Process) -> float:
    process.cpu_percent()
    time.sleep(MEASURED)
    return process.cpu_percent()
