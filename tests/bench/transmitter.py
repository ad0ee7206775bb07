"""An infrared transmitter in a process of its own; no television knows the code it sends."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from actors.keymap import load_keymap
from actors.simulator.blaster import Blaster
from actors.simulator.television import Television

# A code that is in the air for a millisecond, so that a press costs what it costs
KEYMAP = {"name": "short", "protocol": "raw", "keys": {"OK": [500, 500]}}


@contextmanager
def transmitter() -> Iterator[int]:
    """Serve one for as long as the context lasts, on the port that is yielded."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there,))
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection) -> None:
    async def serve() -> None:
        blaster = Blaster(Television("bench"), load_keymap("simulated"))
        await blaster.start()
        parent.send(blaster.port)
        await asyncio.Event().wait()

    asyncio.run(serve())
