"""Serve the API at an address of this machine."""

import errno
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from cluster.api.app import create_app
from cluster.api.auth import check_binding
from cluster.api.errors import CannotListen
from cluster.api.state import ApiState
from cluster.errors import PortInUse

FAREWELL = 2  # seconds that open requests get when the server is told to end


def serve(state: ApiState, host: str, port: int) -> None:
    """Serve STATE until SIGTERM or SIGINT; to be called from the main thread.

    Raises KeyNeeded, PortInUse and CannotListen before anything is started.
    """
    check_binding(host, state.key)
    with listen(host, port) as listener, _ended_by_signals(server(state)) as running:
        running.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to HOST:PORT; 0 is any free port.

    Raises PortInUse and CannotListen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as e:
        if e.errno == errno.EADDRINUSE:
            raise PortInUse(host, port) from e
        raise CannotListen(host, port, e.strerror or str(e)) from e
    except OverflowError as e:
        raise CannotListen(host, port, "a port is a number from 0 to 65535") from e


def server(state: ApiState) -> uvicorn.Server:
    """Return a server of STATE that is to be run on sockets from `listen`."""
    config = uvicorn.Config(
        create_app(state),
        log_config=None,  # the program that serves decides where its log goes
        access_log=False,
        ws_per_message_deflate=False,  # it would compress each event again for each follower
        timeout_graceful_shutdown=FAREWELL,
    )
    return uvicorn.Server(config)


@contextmanager
def _ended_by_signals(running: uvicorn.Server) -> Iterator[uvicorn.Server]:
    """Let signals end RUNNING and no more: it raises them again when it has ended."""

    def end(*_: object) -> None:
        running.should_exit = True

    before = {which: signal.signal(which, end) for which in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield running
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
