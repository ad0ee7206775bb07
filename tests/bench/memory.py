"""What a device actor needs of memory over an empty Ray actor, until it looks at a picture.

Both have taken arguments and given answers of the same kind: Ray itself loads
more with the first of them.  Shared pages are counted by share (PSS), or in full (RSS).
"""

import time

import psutil
import ray

from cluster.placement import Handle, find
from tests.bench.adb_press import device, server
from tests.bench.empty import Empty, pid, press
from tests.bench.figure import Figure
from tests.bench.lab import BLASTER, running

AIM = 20.0  # MB above an empty actor
PRESSES = 20
SETTLED = 1.0  # seconds
NOBODY = "127.0.0.1:1"


def figures() -> list[Figure]:
    """Return the memory of actors whose links are closed, and of one that has pressed keys."""
    with device() as serial, server() as adb:
        closed = [{"adb": NOBODY}, BLASTER, {"video": f"tcp://{NOBODY}"}]
        open = [{"adb": {"serial": serial, "server": adb}}]
        with running([closed, open]) as lab:
            empty = Empty.remote(lab.devices["bench-1"].model_dump())
            actors = {"all links closed": find("bench-1"), "adb open": find("bench-2")}
            ray.get(empty.take.remote("bench", {"lease": 1.0}, 15.0, None))
            for actor in actors.values():
                ray.get(actor.lease.remote("bench", "memory", 15.0))
            ray.get(actors["adb open"].__ray_call__.remote(press, PRESSES))
            return _compared(actors, empty)


def _compared(actors: dict[str, Handle], empty: Handle) -> list[Figure]:
    time.sleep(SETTLED)
    reference = _memory(empty)
    return [
        Figure(f"device actor, {what}, {kind}", used, "MB", reference[kind], above=AIM)
        for what, actor in actors.items()
        for kind, used in _memory(actor).items()
    ]


def _memory(actor: Handle) -> dict[str, float]:
    """Return the memory of its process in MB, of 1,000,000 bytes."""
    process = psutil.Process(ray.get(actor.__ray_call__.remote(pid)))
    used = process.memory_full_info()
    return {"PSS": used.pss / 1e6, "RSS": used.rss / 1e6}
