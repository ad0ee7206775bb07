"""A serial line that one thread reads for as long as it is open, and that comes back by itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from actors.backoff import Backoff
from actors.protocols.console.port import LOOK, gone
from actors.protocols.console.talk import Talk

if TYPE_CHECKING:
    from serial import Serial as Port


class Line:
    """The port that CONNECT opens, at once and whenever it has gone away; `end` gives it up.

    heard: is told all that comes, by the thread that reads.
    connections: how often it was opened; what answers there may be another thing each time.
    """

    def __init__(self, connect: Callable[[], Port], heard: Callable[[bytes], None]) -> None:
        self._connect, self._heard = connect, heard
        self._port: Port | None = None
        self._failure: OSError | None = None
        self._talk: Talk | None = None
        self._changed = threading.Condition()  # held by who writes, too: no port closes meanwhile
        self._ended = threading.Event()
        self._backoff = Backoff()
        self.connections = 0
        self._reader = threading.Thread(target=self._run, name="serial", daemon=True)
        self._reader.start()

    def reach(self, deadline: float) -> None:
        """Wait until it is open.  Raises TimeoutError, and what its last opening raised."""
        with self._changed:
            left = deadline - time.monotonic()
            if not self._changed.wait_for(lambda: self._port or self._failure, left):
                raise TimeoutError
            if self._failure:
                raise self._failure

    @contextmanager
    def talk(self, deadline: float) -> Iterator[Talk]:
        """Yield what is said and heard on it from now on; there is one talk at a time."""
        self.reach(deadline)
        with self._changed:
            self._talk = Talk(self._write, deadline, self.connections)
        try:
            yield self._talk
        finally:
            self._talk = None

    def end(self) -> None:
        """Close the port; where it is being opened just now, as soon as it is."""
        self._ended.set()
        if talk := self._talk:
            talk.hear(ConnectionAbortedError("it was closed meanwhile"))
        with self._changed:
            port = self._port
            wake = getattr(port, "cancel_read", None)  # only ports of this machine have it
            if wake:
                wake()
        if port:
            self._reader.join(2 * LOOK + 1.0)

    def _write(self, data: bytes) -> None:
        with self._changed:
            if self._port is None:
                raise self._failure or gone()
            try:
                self._port.write(data)
            except OSError as e:
                raise gone(e) from e

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                port = self._connect()
            except OSError as e:
                self._lose(e)
            else:
                self._follow(port)
            self._ended.wait(self._backoff.failed())

    def _follow(self, port: Port) -> None:
        """Read PORT until the end, or until it has gone away."""
        with self._changed:
            self._port, self._failure = port, None
            self.connections += 1
            self._changed.notify_all()
        try:
            while not self._ended.is_set():
                self._take(_read(port))
        except OSError as e:
            self._lose(e)
        finally:
            with self._changed:
                self._port = None
            port.close()

    def _take(self, data: bytes) -> None:
        if data:
            self._backoff.worked()  # a port that opens and says nothing may be none
            self._heard(data)
            if talk := self._talk:
                talk.hear(data)

    def _lose(self, error: OSError) -> None:
        with self._changed:
            self._port, self._failure = None, error
            self._changed.notify_all()
        if talk := self._talk:
            talk.hear(error)


def _read(port: Port) -> bytes:
    """Return what has come, or nothing after a while."""
    try:
        return bytes(port.read(port.in_waiting or 1))
    except OSError as e:
        raise gone(e) from e
