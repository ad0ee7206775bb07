"""Infrared transmitters that speak Global Caché's line protocol (iTach, Flex, Global Connect)."""

import re
import select
import socket
import time
from collections.abc import Iterator, Sequence

CAUSES = {
    1: "it does not know the command",
    2: "it has no such module",
    3: "it has no such connector",
    4: "the ID of the command is not valid",
    5: "the carrier frequency is not valid",
    6: "the repeat count is not valid",
    7: "the offset of the repeated part is not valid",
    8: "the number of pulses is not valid",
    9: "a pulse has a length that is not valid",
    10: "a pulse has no pause after it",
    11: "the line has no end",
    12: "too many repeats",
    13: "the connector is set up as an input",
    14: "the connector is not set up for a blaster",
    15: "the line is longer than its buffer",
    16: "the line has no end",
    17: "the syntax of the command is wrong",
    18: "the connector is not set up as an input",
    19: "it could not send the repeats",
    20: "the code has more pulses than it takes",
    21: "a symbol of the code is cut short",
    22: "the code has an undefined symbol",
    23: "it does not know the option",
    24: "the baud rate is not valid",
    25: "the flow control is not valid",
    26: "the parity is not valid",
    27: "its settings are locked",
}
_ERROR = re.compile(r"(?:ERR\D*(?:\d+:\d+,)?|unknowncommand,?\s*)(\d+)")
LAST_ID = 65535


class Refusal(Exception):
    """The transmitter refused a command, for the reason given."""


class Transmitter:
    """A TCP connection to the transmitter at HOST and PORT, kept open from command to command.

    timeout: seconds for each answer.  Methods raise Refusal, TimeoutError and other
    OSErrors.  A command is never sent twice: it may have worked unheard.
    """

    def __init__(self, host: str, port: int, timeout: float) -> None:
        self._place = host, port
        self._timeout = timeout
        self._socket: socket.socket | None = None
        self._unread = b""
        self._number = 0

    def open(self) -> None:
        """Connect anew."""
        self.close()
        self._socket = socket.create_connection(self._place, self._timeout)

    def close(self) -> None:
        """End the connection."""
        if self._socket:
            self._socket.close()
        self._socket, self._unread = None, b""

    def version(self) -> str:
        """Return what the firmware calls itself."""
        answers = (one for one in self._answers("getversion") if not one.startswith("completeir"))
        return next(answers).removeprefix("version,")

    def send(self, connector: str, frequency: int, pulses: Sequence[int]) -> None:
        """Send PULSES, on and off in turn in periods of the FREQUENCY (Hz), and see it done."""
        self._number = self._number % LAST_ID + 1
        target = f"{connector},{self._number}"
        durations = ",".join(map(str, pulses))
        for answer in self._answers(f"sendir,{target},{frequency},1,1,{durations}"):
            if answer == f"completeir,{target}":
                return
            if answer.startswith("busyIR"):
                raise Refusal("it is busy with another client's code")

    def _answers(self, command: str) -> Iterator[str]:
        """Send COMMAND, and yield the lines that come; they may answer earlier commands too."""
        connection = self._live()
        connection.settimeout(self._timeout)
        connection.sendall(command.encode() + b"\r")
        deadline = time.monotonic() + self._timeout
        while True:
            answer = self._line(connection, deadline)
            if error := _ERROR.match(answer):
                code = int(error[1])
                raise Refusal(f"error {code}: {CAUSES.get(code, 'of unknown meaning')}")
            yield answer

    def _live(self) -> socket.socket:
        """Return the connection, made anew where the other side has ended it meanwhile."""
        if self._socket is None or self._ended(self._socket):
            self.open()
        assert self._socket is not None
        return self._socket

    def _ended(self, connection: socket.socket) -> bool:
        """Tell whether CONNECTION is over; what came too late for an earlier command is dropped."""
        self._unread = b""
        while select.select([connection], [], [], 0)[0]:
            try:
                if not connection.recv(4096):
                    return True
            except OSError:
                return True
        return False

    def _line(self, connection: socket.socket, deadline: float) -> str:
        while b"\r" not in self._unread:
            connection.settimeout(max(0.001, deadline - time.monotonic()))
            if not (part := connection.recv(4096)):
                raise ConnectionResetError("it ended the connection before it answered")
            self._unread += part
        line, _, self._unread = self._unread.partition(b"\r")
        return line.decode(errors="replace").strip()
