"""The way to one device through an adb server, kept ready so that an action is one round trip."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from actors.interface import ShellResult
from actors.protocols.adb.answer import Answer, read_answer
from actors.protocols.adb.server import AdbServer
from actors.protocols.adb.wire import Address, Denied, Nonsense, TooLong, Wire

# What an adb server says of a device that is there and will not serve, and what helps.
REFUSALS = {
    "unauthorized": "it does not trust this machine: accept the debugging dialog on its screen",
    "authenticat": "it does not trust this machine: accept the debugging dialog on its screen",
    "authorizing": "it does not trust this machine yet: accept the debugging dialog on its screen",
    "more than one device": "several devices have this serial number: attach one of them to "
    "another machine, or reach it over the network",
    "permissions": "this machine may not open its USB port: add the udev rules for Android",
}


class AdbLink:
    """Runs commands on the device SERIAL; any thread may call, each on a wire of its own.

    timeout: seconds that an answer may take.  A wire waits with the device
    selected; it is used once, and replaced after the answer.  Where none can be had,
    server and device are reached anew before anything is asked of the device.
    kind: of the driver that errors name.
    """

    def __init__(self, serial: str, server: Address, timeout: float, *, kind: str = "adb") -> None:
        self._serial, self._kind, self._timeout = serial, kind, timeout
        self._server = AdbServer(server)
        self._waiting: deque[Wire] = deque()  # as many as threads were at work at once

    def open(self) -> None:
        """Reach the device, connecting to it anew where adb's own connection is dead."""
        self.close()
        with self.explained(self._timeout):
            self._server.start()  # which may take its own time, once
        with self.explained(self._timeout) as deadline:
            self._reach(deadline)

    def close(self) -> None:
        """Give up the wires that wait."""
        while wire := self._take():
            wire.close()

    def shell(self, command: str, seconds: float = 0.0) -> ShellResult:
        """Run COMMAND, a line for the device's shell that lasts SECONDS by itself."""
        answer = self.answer(command, seconds)
        return ShellResult(answer.text, answer.code)

    def answer(self, command: str, seconds: float = 0.0) -> Answer:
        """Run COMMAND as `shell` does, and return its output apart from its complaints."""
        with self.explained(self._timeout + seconds) as deadline:
            with closing(self._asked(f"shell,v2,raw:{command}", deadline)) as wire:
                wire.agreed()
                answer = read_answer(wire)
            self._prepare()
            return answer

    def follow(self, command: str) -> Wire:
        """Start COMMAND; return the wire on which, `agreed`, its output comes without end."""
        with self.explained(self._timeout) as deadline:
            wire = self._asked(f"exec:{command}", deadline)
            self._prepare()
            return wire

    def refusal(self, reason: str) -> Refused:
        """Return the error of a device that answers nonsense, or will not do what it was told."""
        return Refused(self._kind, self._serial, reason)

    @contextmanager
    def explained(self, seconds: float) -> Iterator[float]:
        """Yield the deadline SECONDS from now; what goes wrong is told as a DriverError."""
        try:
            yield time.monotonic() + seconds
        except ConnectionRefusedError as e:
            host, port = self._server.address
            raise self._unreachable(f"no adb server runs at {host}:{port}") from e
        except TimeoutError as e:
            late = f"no answer within {seconds:g} s"
            raise TookTooLong(self._kind, self._serial, late) from e
        except OSError as e:
            raise self._unreachable(e.strerror or str(e)) from e
        except (Nonsense, TooLong) as e:
            raise self.refusal(str(e)) from e
        except Denied as e:
            raise self._denied(str(e).strip()) from e

    def _reach(self, deadline: float) -> None:
        self._server.start()
        try:
            self._prove((time.monotonic() + deadline) / 2)
        except (Denied, TimeoutError, ConnectionError):
            if ":" not in self._serial:  # on USB nothing is left to try
                raise
            # adb calls a device "already connected" whose process has long gone
            self._server.disconnect(self._serial, deadline)
            self._server.connect(self._serial, deadline)
            self._prove(deadline)

    def _prove(self, deadline: float) -> None:
        with closing(self._selected(deadline)) as wire:
            wire.ask("shell,v2,raw:echo ready")
            wire.agreed()
            if (said := read_answer(wire).text.strip()) != "ready":
                raise Denied(f"its shell answers {said!r}")

    def _asked(self, request: str, deadline: float) -> Wire:
        try:
            wire = self._selected(deadline)
        except (Denied, ConnectionError) as gone:
            try:
                self._reach(deadline)
            except TimeoutError:
                raise gone from None  # it tells more
            wire = self._selected(deadline)
        wire.ask(request)
        return wire

    def _selected(self, deadline: float) -> Wire:
        wire = self._live(deadline) or self._server.select(self._serial, deadline)
        try:
            wire.agreed()
        except BaseException:  # whatever it was, nobody else will close it
            wire.close()
            raise
        return wire

    def _live(self, deadline: float) -> Wire | None:
        """Return a wire that waited, unless the server or the device has gone since."""
        while wire := self._take():
            if not wire.ended():
                wire.deadline = deadline
                return wire
            wire.close()
        return None

    def _prepare(self) -> None:
        with suppress(OSError):  # the command is done; the next one will say what is wrong
            wire = self._server.select(self._serial, time.monotonic() + self._timeout)
            self._waiting.append(wire)

    def _take(self) -> Wire | None:
        with suppress(IndexError):
            return self._waiting.pop()
        return None

    def _unreachable(self, reason: str) -> Unreachable:
        return Unreachable(self._kind, self._serial, reason)

    def _denied(self, reason: str) -> DriverError:
        for sign, advice in REFUSALS.items():
            if sign in reason:
                return self.refusal(advice)
        return self._unreachable(reason)
