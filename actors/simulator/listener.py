"""A TCP port on this machine, and those who are connected to it."""

import asyncio
import errno
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from typing import Final

HOST: Final = "127.0.0.1"

Serve = Callable[[StreamReader, StreamWriter], Awaitable[None]]


class PortInUse(Exception):
    """Another program listens on PORT."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port

    def __str__(self) -> str:
        return f"port {self.port} is in use by another program"


def bound(port: int = 0) -> socket.socket:
    """Return a socket that listens on PORT, or on any that is free for 0.  Raises PortInUse."""
    try:
        listening = socket.create_server((HOST, port))
    except OSError as e:
        if e.errno == errno.EADDRINUSE:
            raise PortInUse(port) from e
        raise
    # Its connections have it from here: asyncio sets it only on sockets that it made itself,
    # and without it the second of two small answers waits 40 ms for an ACK of the first.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


class Listener:
    """Lets SERVE talk to each client of a port, until one of the two hangs up."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        """The port that is open."""
        if self._server is None:
            raise RuntimeError("no port is open")
        return int(self._server.sockets[0].getsockname()[1])

    async def open(self, port: int = 0) -> None:
        """Listen on PORT, or on any that is free for 0.  Raises PortInUse."""
        self._server = await asyncio.start_server(self._talk, sock=bound(port))

    def cut(self) -> None:
        """Hang up on every client; the port stays open."""
        for client in self._clients:
            client.cancel()

    async def close(self) -> None:
        """Hang up and give the port back."""
        if self._server:
            self._server.close()
        self.cut()
        await asyncio.gather(*self._clients, return_exceptions=True)

    async def _talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        client = asyncio.current_task()
        assert client is not None
        self._clients.add(client)
        try:
            await self._serve(reader, writer)
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has gone
        except asyncio.CancelledError:
            pass  # it is cut off; asyncio would report that as an error
        finally:
            self._clients.discard(client)
            if not writer.is_closing():
                writer.transport.abort()
