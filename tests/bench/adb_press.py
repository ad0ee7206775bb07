"""What a key press and a picture cost through adb: the driver, the bare wire, and other ways."""

import asyncio
import multiprocessing
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from adbutils import AdbClient, adb_path

from actors.drivers.adb import Adb, AdbSettings
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.server import AdbServer, address
from actors.protocols.adb.wire import Wire
from tests.bench.figure import Figure, percentiles, timed

Draw = Callable[[Callable[[], Any]], Callable[[], Any]]

PRESS = "input keyevent KEYCODE_VOLUME_UP"
EXIT = 3  # the last packet of the shell protocol
OVER = 2.0  # ms that a press may take over the device's own answer


def figures() -> list[Figure]:
    """Return p50 and p99 of each way, beside the device's own answer or the other way."""
    measured = measure()
    bare, png = measured.pop("press: bare wire"), measured.pop("frame: PNG over the wire")
    return [
        Figure(f"{way}, {p}", taken, "ms", (bare if "press" in way else png)[p], above=_aim(way, p))
        for way, percentiles in measured.items()
        for p, taken in percentiles.items()
    ]


def _aim(way: str, percentile: str) -> float | None:
    return OVER if (way, percentile) == ("press: adb driver", "p50") else None


def measure(presses: int = 300, frames: int = 40) -> dict[str, dict[str, float]]:
    """Return p50 and p99 of each way in milliseconds, against a device in a process of its own."""
    with device() as serial, server() as place:
        driver = Adb(AdbSettings(serial=serial, server=place))
        driver.open()
        link = AdbLink(serial, address(place), timeout=5)
        host, port = address(place)
        other = AdbClient(host, port).device(serial)
        command = [adb_path(), "-H", host, "-P", str(port), "-s", serial, "shell", PRESS]
        measured = {
            "press: bare wire": _bare(place, serial, presses),
            "press: adb driver": _timed(lambda: driver.press("VOLUME_UP"), presses),
            "press: adb shell": _timed(lambda: _silently(command), presses // 5),
            "press: adbutils": _timed(lambda: other.shell(PRESS), presses // 5),
            "frame: adb driver (raw)": _timed(driver.frame, frames),
            "frame: PNG over the wire": _timed(lambda: _png(link), frames),
        }
        driver.close()
        link.close()
        return measured


def _timed(act: Callable[[], object], times: int) -> dict[str, float]:
    act()
    return percentiles([timed(act) for _ in range(times)])


def _bare(server: str, serial: str, times: int) -> dict[str, float]:
    """Time the device's own answer: one request and its packets on a wire that is ready."""
    wires = iter([_selected(server, serial) for _ in range(times + 1)])

    def press() -> None:
        wire = next(wires)
        wire.ask(f"shell,v2,raw:{PRESS}")
        wire.agreed()
        kind = 0
        while kind != EXIT:
            kind, size = wire.exactly(1)[0], int.from_bytes(wire.exactly(4), "little")
            wire.exactly(size)
        wire.close()

    return _timed(press, times)


def _selected(server: str, serial: str) -> Wire:
    wire = AdbServer(address(server)).select(serial, time.monotonic() + 60)
    wire.agreed()
    return wire


def _png(link: AdbLink) -> None:
    import cv2
    import numpy as np

    encoded = link.answer("screencap -p").output
    assert cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR) is not None


def _silently(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def server() -> Iterator[str]:
    """Run an adb server of one's own; yield its host:port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    AdbServer(("127.0.0.1", port)).start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        _silently([adb_path(), "-P", str(port), "kill-server"])


@contextmanager
def device(draw: Draw | None = None) -> Iterator[str]:
    """Serve a simulated television's adb in a process of its own; yield its serial.

    draw: makes what the television shows of what it would show.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there, draw))
    process.start()
    try:
        yield f"127.0.0.1:{here.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection, draw: Draw | None) -> None:
    from actors.simulator.adbd.daemon import Adbd
    from actors.simulator.television import Television

    async def serve() -> None:
        television = Television("bench")
        if draw:
            television.picture = draw(television.picture)  # type: ignore[method-assign]
        device = Adbd(television)
        await device.start()
        parent.send(device.port)
        await asyncio.Event().wait()

    asyncio.run(serve())
