"""The bytes of a connection, which come within their time or not at all."""

import select
import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Any


class Refusal(Exception):
    """The server said no, or what is no RFB."""


class Wire:
    """A TCP connection to the server at HOST and PORT; one thread reads, any may send.

    timeout: seconds for connecting, for sending, and at first for all that is read.
    Methods raise TimeoutError and other OSErrors.
    """

    def __init__(self, host: str, port: int, timeout: float) -> None:
        try:
            self._socket = socket.create_connection((host, port), timeout)
        except UnicodeError as e:
            raise ConnectionError(f"{host!r} is no name of a host") from e
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._readable = select.poll()
        self._readable.register(self._socket, select.POLLIN)
        self._sending = threading.Lock()
        self._deadline = 0.0
        self.within(timeout)

    def within(self, seconds: float) -> None:
        """Let all that is read from now on come within SECONDS."""
        self._deadline = time.monotonic() + seconds

    def ready(self, seconds: float) -> bool:
        """Tell whether something comes within SECONDS, be it the end of the connection."""
        return bool(self._readable.poll(max(0.0, seconds) * 1000))

    def exactly(self, size: int) -> bytearray:
        """Return the next SIZE bytes."""
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            if not self.ready(self._deadline - time.monotonic()):
                raise TimeoutError
            received = self._socket.recv_into(rest)
            if not received:
                raise ConnectionResetError("the server hung up")
            rest = rest[received:]
        return data

    def unpack(self, form: str) -> tuple[Any, ...]:
        """Return the numbers that come next, as FORM says in the way of struct, big-endian."""
        return struct.unpack(f">{form}", self.exactly(struct.calcsize(f">{form}")))

    def number(self, form: str) -> int:
        """Return the one number that comes next."""
        return int(self.unpack(form)[0])

    def send(self, data: bytes) -> None:
        """Send all of DATA; the connection ends where there was time for a part of it only."""
        with self._sending:
            try:
                self._socket.sendall(data)
            except TimeoutError:
                self.close()
                raise

    def close(self) -> None:
        """End the connection, also for a thread that reads it."""
        with suppress(OSError):  # the other side was first
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
