"""A connection on which both sides speak in lines, kept open from one exchange to the next."""

import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress

Connect = Callable[[float], socket.socket]


class Lines:
    """What CONNECT makes, given the seconds that it may take; a line ends with END.

    Methods raise TimeoutError and other OSErrors, after which the next exchange connects anew.
    """

    def __init__(self, connect: Connect, end: bytes) -> None:
        self._connect, self._end = connect, end
        self._socket: socket.socket | None = None
        self._unread = b""

    def open(self, seconds: float) -> None:
        """Connect anew."""
        self.close()
        self._socket = self._connect(seconds)

    def close(self) -> None:
        """End the connection; harmless when there is none."""
        if self._socket:
            with suppress(OSError):  # where the other side has ended it
                self._socket.shutdown(socket.SHUT_RDWR)  # so a thread that reads there ends, too
            self._socket.close()
        self._socket, self._unread = None, b""

    def say(self, line: str, deadline: float) -> None:
        """Send LINE until DEADLINE (monotonic), on a new connection where the old one is over.

        What the other side said before that, too late for an earlier exchange, is dropped.
        """
        if self._socket is None or self._over(self._socket):
            self.open(_left(deadline))
        assert self._socket is not None
        self._socket.settimeout(_left(deadline))
        try:
            self._socket.sendall(line.encode() + self._end)
        except OSError:
            self.close()
            raise

    def hear(self, deadline: float) -> str:
        """Return the next line, without its end, that comes until DEADLINE (monotonic)."""
        while self._end not in self._unread:
            try:
                self._unread += self._part(deadline)
            except OSError:
                self.close()
                raise
        line, _, self._unread = self._unread.partition(self._end)
        return line.decode(errors="replace").strip()

    def _part(self, deadline: float) -> bytes:
        if self._socket is None:
            raise ConnectionResetError("it ended the connection before it answered")
        self._socket.settimeout(_left(deadline))
        if part := self._socket.recv(4096):
            return part
        raise ConnectionResetError("it ended the connection before it answered")

    def _over(self, connection: socket.socket) -> bool:
        self._unread = b""
        while select.select([connection], [], [], 0)[0]:
            try:
                if not connection.recv(4096):
                    return True
            except OSError:
                return True
        return False


def _left(deadline: float) -> float:
    if (left := deadline - time.monotonic()) <= 0:
        raise TimeoutError("no time is left")
    return left
