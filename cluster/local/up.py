"""Bring a lab up on this machine, remember what runs, and take it down again."""

import contextlib
import fcntl
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpx
from pydantic import BaseModel, ConfigDict

from actors.protocols.adb.server import address
from cluster import nodes
from cluster.errors import AlreadyUp, NotUp, PortInUse
from cluster.interrupts import heeded, held_off
from cluster.lab import LoadedLab
from cluster.local.process import Process, end, spawn, wait_until

START = 90.0  # seconds that a part of the lab may take to get ready on a loaded machine

Say = Callable[[str], None]


class Up(BaseModel):
    """What runs on this machine; kept in a file, so that any command can find it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lab: Path
    starter: Process  # the command that brings it up, and ends when it is up
    ray: str | None = None
    api: str | None = None
    dashboard: str | None = None
    processes: tuple[Process, ...] = ()

    def with_process(self, process: Process, **facts: object) -> "Up":
        """Return the same, and PROCESS."""
        return self.model_copy(update={"processes": (*self.processes, process), **facts})


class LocalLab:
    """The lab of this machine; HOME is where its state and its logs are.

    BEFORE stands before each command that is started, such as `tied()`.
    """

    def __init__(self, home: Path, *, before: Sequence[str] = ()) -> None:
        self._home = home
        self._before = before
        self._file = home / "up.json"

    def current(self) -> Up | None:
        """Return what is up; None where nothing runs."""
        if not self._file.is_file():
            return None
        up = Up.model_validate_json(self._file.read_text())
        known = (up.starter, *up.processes)
        return up if any(process.is_alive() for process in known) else None

    def require(self) -> Up:
        """Return what is up.  Raises NotUp."""
        if (up := self.current()) is None:
            raise NotUp
        return up

    def begin(self, lab: Path) -> None:
        """Note that LAB comes up.  Raises AlreadyUp."""
        with self._alone():
            if (up := self.current()) is not None:
                raise AlreadyUp(str(up.lab))
            self._keep(Up(lab=lab.resolve(), starter=Process.this()))

    def add(self, name: str, command: list[str], **facts: str) -> Process:
        """Start a part of the lab; it is remembered before it is ready."""
        up = self._read()
        log = self._home / "logs" / f"{name}.log"
        process = spawn(name, [*self._before, *command], log=log)
        self._keep(up.with_process(process, **facts))
        return process

    def down(self) -> list[str]:
        """End all that runs, the last one first; return the names of what was alive."""
        if not self._file.is_file():
            return []
        with self._alone():
            up = self._read()
            alive = [process for process in up.processes if process.is_alive()]
            with held_off():
                end(reversed(up.processes))
            self._file.unlink(missing_ok=True)
        return [process.name for process in alive]

    def note(self, **facts: str) -> None:
        """Remember FACTS of what is up."""
        self._keep(self._read().model_copy(update=facts))

    def _read(self) -> Up:
        try:
            return Up.model_validate_json(self._file.read_text())
        except FileNotFoundError as e:
            raise NotUp from e  # somebody called `vpt down` while it came up

    def _keep(self, up: Up) -> None:
        draft = self._file.with_suffix(".new")
        draft.write_text(up.model_dump_json(indent=1))
        draft.replace(self._file)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self._home.mkdir(parents=True, exist_ok=True)
        with (self._home / "up.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def start_adb(here: LocalLab) -> None:
    """Start the adb server that the environment names, unless it runs or is elsewhere.

    One that a driver would start by itself would outlive the lab.
    """
    host, port = address(None)
    if host not in ("127.0.0.1", "localhost") or nodes.listens(host, port):
        return
    import adbutils

    command = [adbutils.adb_path(), "-L", f"tcp:localhost:{port}", "server", "nodaemon"]
    process = here.add("adb", command)
    wait_until(process, lambda: nodes.listens(host, port), seconds=START)


@heeded()
def start_ray(here: LocalLab, lab: LoadedLab, *, jobs: bool) -> str:
    """Start a Ray head that offers the devices wired to this machine; return its address.

    Where RAY_ADDRESS names a cluster already, that one is joined instead.

    With JOBS it also takes `ray job submit`.
    """
    if address := os.environ.get("RAY_ADDRESS"):
        nodes.connect(address)
        here.note(ray=address)
        return address
    if any(driver.kind == "adb" for device in lab.lab.devices for driver in device.drivers):
        start_adb(here)
    offers = nodes.resources(lab.lab, nodes.nodes_here(lab.lab))
    port = nodes.free_port()
    address = f"127.0.0.1:{port}"
    command = nodes.head_command(offers, port=port, jobs=jobs)
    process = here.add("ray", command, ray=address)
    wait_until(process, lambda: nodes.listens("127.0.0.1", port), seconds=START)
    nodes.connect(address, patience=START)
    return address


def check_free(*ports: int) -> None:
    """Raise PortInUse where somebody listens on one of PORTS of the loopback address."""
    for port in ports:
        if nodes.listens("127.0.0.1", port):
            raise PortInUse("127.0.0.1", port)


def start_api(here: LocalLab, lab: LoadedLab, port: int) -> str:
    """Serve the API on PORT of the loopback address; return its URL."""
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "cluster", "api", str(lab.path), "--port", str(port)]
    process = here.add("api", command, api=url)
    wait_until(process, lambda: _answers(f"{url}/api/health"), seconds=START)
    return url


def start_dashboard(here: LocalLab, api: str, port: int) -> str:
    """Serve the dashboard on PORT of the loopback address; return its URL."""
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "dashboard", api, str(port)]
    process = here.add("dashboard", command, dashboard=url)
    wait_until(process, lambda: _answers(f"{url}/_stcore/health"), seconds=START)
    return url


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5.0).is_success
    except httpx.HTTPError:
        return False
