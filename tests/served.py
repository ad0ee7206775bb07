"""The real adb server, and simulated devices served in the background, as fixtures."""

import asyncio
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import adbutils
import pytest

from actors.simulator.devices import SimulatedDevice
from actors.simulator.server import SimulatorServer

Serve = Callable[..., SimulatorServer]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until HOLDS is true; fail when that takes far too long."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.01)


def is_listened_on(port: int) -> bool:
    """Tell whether a server waits at PORT of this machine, which does not come to know of it."""
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    return any(
        place.endswith(f":{port:04X}") and state == "0A" for _, place, _, state, *_ in sockets
    )


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    return wait_until


@pytest.fixture(scope="session")
def adb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run a real adb server on a port of its own, which every adb call of the session uses."""
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADB_SERVER_SOCKET", f"tcp:localhost:{port}")
        patch.setenv("ANDROID_ADB_SERVER_PORT", str(port))
        patch.setenv("ADB_LOCAL_TRANSPORT_MAX_PORT", "5553")  # look for no emulators
        patch.setenv("ANDROID_USER_HOME", str(tmp_path_factory.mktemp("adb")))
        server = _start(port)
        yield port
        server.kill()
        server.wait()


def _start(port: int) -> subprocess.Popen[bytes]:
    environment = {k: v for k, v in os.environ.items() if k != "ANDROID_ADB_SERVER_PORT"}
    command = [adbutils.adb_path(), "-L", f"tcp:localhost:{port}", "server", "nodaemon"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env=environment, **quiet)
    wait_until(lambda: listens(port))
    return server


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


class Background:
    """An event loop on a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.end()


@pytest.fixture
def simulator(background: Background) -> Iterator[Serve]:
    """Serves the devices that it is given, until the test is over."""
    servers: list[SimulatorServer] = []

    def serve(*devices: SimulatedDevice, base_port: int = 0) -> SimulatorServer:
        server = SimulatorServer(devices, base_port=base_port)
        background.run(server.__aenter__())
        servers.append(server)
        return server

    yield serve
    for server in servers:
        background.run(server.__aexit__(None, None, None))


@pytest.fixture
def adb(adb_server: int) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the adb program, as a client of the session's server."""

    def run(*words: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [adbutils.adb_path(), "-L", f"tcp:localhost:{adb_server}", *words]
        return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)

    return run
