"""Commands that run on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from actors.interface import Shell, ShellResult

if TYPE_CHECKING:
    from actors.driver import Driver

NO_SUCH_PROGRAM = 127  # the exit code that a shell gives for it (POSIX, 2.8.2)


class LocalShell(Shell):
    """Runs commands on this machine for DRIVER, with ENVIRONMENT besides that of this process.

    timeout: seconds for a command, which is killed with all that it started.
    """

    def __init__(self, driver: Driver[Any], environment: Mapping[str, str], timeout: float) -> None:
        self._driver, self._environment, self._timeout = driver, environment, timeout

    def open(self) -> None:
        """Nothing is made ahead."""

    def close(self) -> None:
        """Nothing is held."""

    def shell(self, command: Sequence[str]) -> ShellResult:
        """Run COMMAND; its output is what it prints, errors among it.

        Raises TookTooLong, and Refused where it is no command.
        """
        if not command or "\0" in "".join(command):
            raise self._driver.refused("a command is words without zeros")
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self._environment},
                start_new_session=True,
            )
        except OSError as e:
            return ShellResult(f"{command[0]}: {e.strerror}\n", NO_SUCH_PROGRAM)
        return self._result(process)

    def _result(self, process: subprocess.Popen[bytes]) -> ShellResult:
        try:
            output, _ = process.communicate(timeout=self._timeout)
        except subprocess.TimeoutExpired as e:
            raise self._driver.late(self._timeout) from e
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):  # it ended meanwhile
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return ShellResult(output.decode(errors="replace"), process.returncode)
