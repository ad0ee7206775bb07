"""A program that is run for what it prints, and ended when that takes too long or nobody waits."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress


class Program:
    """Runs one command after the other; any thread may end the one that runs."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[str] | None = None

    def run(self, command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
        """Return what COMMAND, an argument list, prints in the C locale, and how it ends.

        Raises TimeoutError after SECONDS, when it is killed, and other OSErrors.
        """
        plain = {**os.environ, "LC_ALL": "C"}
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=plain,
            text=True,
            errors="replace",
        )
        with started:
            self._running = started
            try:
                printed, complained = started.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                raise TimeoutError from None
            finally:
                self._running = None
                started.kill()  # harmless where it has ended
        return subprocess.CompletedProcess(command, started.returncode, printed, complained)

    def end(self) -> None:
        """Kill what runs, if anything does."""
        if running := self._running:
            with suppress(ProcessLookupError):
                running.kill()
