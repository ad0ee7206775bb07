"""One connection to an adb server: requests, and answers that have to come in time."""

import select
import socket
import time

Address = tuple[str, int]  # host, port

CHUNK = 1 << 20  # bytes asked of the socket at once
LONGEST = 0xFFFF  # bytes of a request, whose length has four hexadecimal digits


class Denied(Exception):
    """The adb server said no; its REASON is the only argument."""


class Nonsense(Denied):
    """What was said is not adb's language."""

    def __init__(self, said: bytes) -> None:
        super().__init__(f"it answered {said[:40]!r}, which is not adb's language")


class TooLong(Denied):
    """A request has SIZE bytes, more than the protocol has room for; it was not sent."""

    def __init__(self, size: int) -> None:
        super().__init__(f"a command of {size} bytes is longer than the {LONGEST} that adb takes")


class Wire:
    """A TCP connection to the adb server at ADDRESS.

    DEADLINE, on the monotonic clock, holds for all that follows; `deadline` may
    be moved.  Methods raise Denied, TimeoutError, and ConnectionError also for
    an answer that ends too early.
    """

    def __init__(self, address: Address, deadline: float) -> None:
        self.deadline = deadline
        try:
            self._socket = socket.create_connection(address, timeout=self._left())
        except UnicodeError as e:  # of a name that none can have
            raise ConnectionError(f"no host is called {address[0]!r}") from e
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: str) -> None:
        """Send REQUEST; `agreed` reads the answer."""
        written = request.encode(errors="surrogatepass")
        if len(written) > LONGEST:
            raise TooLong(len(written))
        self._socket.settimeout(self._left())
        self._socket.sendall(b"%04x%b" % (len(written), written))

    def agreed(self) -> None:
        """Read the server's yes.  Raises Denied for its no."""
        answer = self.exactly(4)
        if answer == b"FAIL":
            raise Denied(self.message())
        if answer != b"OKAY":
            raise Nonsense(answer)

    def message(self) -> str:
        """Read a text that is led by its length."""
        size = self.exactly(4)
        try:
            return self.exactly(int(size, 16)).decode(errors="replace")
        except ValueError as e:
            raise Nonsense(size) from e

    def exactly(self, size: int) -> bytes:
        """Read SIZE bytes."""
        parts = bytearray()
        while len(parts) < size:
            if not (part := self.some(min(size - len(parts), CHUNK))):
                raise ConnectionResetError("the adb server ended the connection")
            parts += part
        return bytes(parts)

    def some(self, most: int = CHUNK) -> bytes:
        """Read what there is, up to MOST bytes; nothing at the end."""
        self._socket.settimeout(self._left())
        return self._socket.recv(most)

    def fileno(self) -> int:
        """Return what the system knows the connection by, to wait for several of them at once."""
        return self._socket.fileno()

    def has_come(self) -> bool:
        """Tell whether there is something to read, be it the end."""
        return self._tells(select.POLLIN)

    def ended(self) -> bool:
        """Tell whether the server has ended the connection, whatever is left to read."""
        return self._tells(select.POLLRDHUP)

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def _tells(self, event: int) -> bool:
        poll = select.poll()
        poll.register(self._socket, event)
        return bool(poll.poll(0))

    def _left(self) -> float:
        if (left := self.deadline - time.monotonic()) <= 0:
            raise TimeoutError("no time is left")
        return left
