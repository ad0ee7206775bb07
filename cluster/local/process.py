"""A process of the lab, in a session of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self

import psutil
from pydantic import BaseModel, ConfigDict

from cluster.errors import DidNotStart

TERM = 15.0  # seconds to end after SIGTERM, before SIGKILL: Ray's head drains first


class Process(BaseModel):
    """A process by its id and its birth, which together are never used twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pid: int
    born: float
    log: Path

    @classmethod
    def this(cls) -> Self:
        """Return the process that asks."""
        born = psutil.Process().create_time()
        return cls(name="vpt", pid=os.getpid(), born=born, log=Path(os.devnull))

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self._find() is not None

    def last_words(self) -> str:
        """Return the last line that it wrote."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def _find(self) -> psutil.Process | None:
        with contextlib.suppress(psutil.Error):
            found = psutil.Process(self.pid)
            if abs(found.create_time() - self.born) < 1 and found.status() != "zombie":
                return found
        return None

    def family(self) -> list[psutil.Process]:
        """Return it and all that it started, itself first, or what it left behind."""
        found = self._find()
        members = [found] if found else []
        with contextlib.suppress(psutil.Error):
            members += found.children(recursive=True) if found else []
        return list(dict.fromkeys([*members, *self._session()]))

    def _session(self) -> list[psutil.Process]:
        """Return the processes of its session, which are there also when it is gone."""
        with contextlib.suppress(psutil.NoSuchProcess):
            if abs(psutil.Process(self.pid).create_time() - self.born) >= 1:
                return []  # another process got its number
        return [member for member in psutil.process_iter() if _session_of(member) == self.pid]


def tied() -> tuple[str, ...]:
    """Return what, before a command, ends it with the process that starts it, even a killed one."""
    return ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()


def spawn(name: str, command: Sequence[str], *, log: Path) -> Process:
    """Start COMMAND in a session of its own, so that a Ctrl-C here does not reach it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    return Process(name=name, pid=child.pid, born=psutil.Process(child.pid).create_time(), log=log)


def wait_until(process: Process, ready: Callable[[], bool], *, seconds: float) -> None:
    """Return once READY.  Raises DidNotStart when PROCESS ends first, or after SECONDS."""
    deadline = time.monotonic() + seconds
    while not ready():
        if not process.is_alive():
            raise DidNotStart(process.name, process.last_words(), str(process.log))
        if time.monotonic() >= deadline:
            reason = f"not ready after {seconds:g} s"
            raise DidNotStart(process.name, reason, str(process.log))
        time.sleep(0.1)


def end(processes: Iterable[Process]) -> None:
    """End PROCESSES and all that they started; returns when none of them is left."""
    families = [process.family() for process in processes]
    for family in families:
        for member in family[:1]:
            _signal(member, signal.SIGTERM)
    heads = [member for family in families for member in family[:1]]
    psutil.wait_procs(heads, timeout=TERM)
    everyone = [member for family in families for member in family]
    for member in everyone:
        _signal(member, signal.SIGKILL)
    psutil.wait_procs(everyone, timeout=TERM)


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)


def _session_of(process: psutil.Process) -> int | None:
    try:
        return os.getsid(process.pid)
    except ProcessLookupError:
        return None
