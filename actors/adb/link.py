"""The way to one device through an adb server, kept ready so that an action is one round trip."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from actors.adb.server import AdbServer
from actors.adb.wire import Address, Denied, Wire
from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from actors.interface import ShellResult

STDOUT, STDERR, EXIT = 1, 2, 3  # packets of the shell protocol, version 2


class AdbLink:
    """Runs commands on the device SERIAL; any thread may call, each on a wire of its own.

    timeout: seconds that an answer may take.  A wire waits with the device
    selected; it is used once, and replaced after the answer.
    """

    def __init__(self, serial: str, server: Address, timeout: float) -> None:
        self._serial = serial
        self._server = AdbServer(server)
        self._timeout = timeout
        self._waiting: deque[Wire] = deque()  # as many as threads were at work at once

    def open(self) -> None:
        """Reach the device, connecting to it anew where adb's own connection is dead."""
        self.close()
        with self._explained(self._timeout):
            self._server.start()
        with self._explained(self._timeout) as deadline:
            try:
                self._prove((time.monotonic() + deadline) / 2)
            except (Denied, TimeoutError, ConnectionError):
                if ":" not in self._serial:  # on USB nothing is left to try
                    raise
                # adb calls a device "already connected" whose process has long gone
                self._server.disconnect(self._serial, deadline)
                self._server.connect(self._serial, deadline)
                self._prove(deadline)

    def close(self) -> None:
        """Give up the wires that wait."""
        while wire := self._take():
            wire.close()

    def shell(self, command: str, seconds: float = 0.0) -> ShellResult:
        """Run COMMAND, a line for the device's shell that lasts SECONDS by itself."""
        with self._explained(self._timeout + seconds) as deadline:
            return self._shell(command, deadline)

    def capture(self, command: str) -> tuple[float, bytes]:
        """Run COMMAND; return when its output began (Unix time), and all of it."""
        with (
            self._explained(self._timeout) as deadline,
            self._service(f"exec:{command}", deadline) as wire,
        ):
            parts = [wire.some()]
            began = time.time()
            while parts[-1]:
                parts.append(wire.some())
            return began, b"".join(parts)

    def _prove(self, deadline: float) -> None:
        if (answer := self._shell("echo ready", deadline).output.strip()) != "ready":
            raise Denied(f"its shell answers {answer!r}")

    def _shell(self, command: str, deadline: float) -> ShellResult:
        with self._service(f"shell,v2,raw:{command}", deadline) as wire:
            output = bytearray()
            while True:
                kind, size = wire.exactly(1)[0], int.from_bytes(wire.exactly(4), "little")
                data = wire.exactly(size)
                if kind == EXIT:
                    return ShellResult(output.decode(errors="replace"), data[0])
                if kind in (STDOUT, STDERR):
                    output += data

    @contextmanager
    def _service(self, request: str, deadline: float) -> Iterator[Wire]:
        wire = self._live(deadline) or self._server.select(self._serial, deadline)
        try:
            wire.agreed()
            wire.ask(request)
            wire.agreed()
            yield wire
        finally:
            wire.close()
        self._prepare()

    def _live(self, deadline: float) -> Wire | None:
        """Return a wire that waited, unless the server or the device has gone since."""
        while wire := self._take():
            if not wire.ended():
                wire.deadline = deadline
                return wire
            wire.close()
        return None

    def _prepare(self) -> None:
        try:
            wire = self._server.select(self._serial, time.monotonic() + self._timeout)
            self._waiting.append(wire)
        except OSError:
            pass  # the command is done; the next one will say what is wrong

    def _take(self) -> Wire | None:
        try:
            return self._waiting.pop()
        except IndexError:
            return None

    @contextmanager
    def _explained(self, seconds: float) -> Iterator[float]:
        """Yield the deadline SECONDS from now; what goes wrong is told as a DriverError."""
        try:
            yield time.monotonic() + seconds
        except ConnectionRefusedError as e:
            host, port = self._server.address
            raise Unreachable("adb", self._serial, f"no adb server runs at {host}:{port}") from e
        except TimeoutError as e:
            raise TookTooLong("adb", self._serial, f"no answer within {seconds:g} s") from e
        except OSError as e:
            raise Unreachable("adb", self._serial, e.strerror or str(e)) from e
        except Denied as e:
            raise _refusal(self._serial, str(e).strip()) from e


def _refusal(serial: str, reason: str) -> DriverError:
    if "unauthorized" in reason or "authenticate" in reason:
        trust = "it does not trust this machine: accept the debugging dialog on its screen"
        return Refused("adb", serial, trust)
    return Unreachable("adb", serial, reason)
