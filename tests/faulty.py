"""Hosts that misbehave, as fixtures: each listens on a port of its own."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

Serve = Callable[[socket.socket], None]


class FaultyHost:
    """Accepts every connection, and does with it what SERVE says."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._clients: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        for held in (self._listener, *self._clients):
            with suppress(OSError):  # the other side has gone already
                held.shutdown(socket.SHUT_RDWR)
            held.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._clients.append(client)
            threading.Thread(target=self._attend, args=(client,), daemon=True).start()

    def _attend(self, client: socket.socket) -> None:
        with suppress(OSError):  # the client has gone, as it may
            self._serve(client)


def never_answers(client: socket.socket) -> None:
    while client.recv(4096):
        pass


def hangs_up(client: socket.socket) -> None:
    client.shutdown(socket.SHUT_RDWR)
    client.close()


def answers_garbage(client: socket.socket) -> None:
    """Say what is no protocol's, at once and after whatever is asked."""
    client.sendall(b"\x00\xff\x17garbage\r\n" * 40)
    while client.recv(4096):
        client.sendall(b"\x00\xff\x17garbage\r\n" * 40)


@pytest.fixture
def faulty() -> Iterator[Callable[[Serve], FaultyHost]]:
    """Build hosts that do with each connection what they are told."""
    hosts: list[FaultyHost] = []

    def build(serve: Serve) -> FaultyHost:
        hosts.append(FaultyHost(serve))
        return hosts[-1]

    yield build
    for host in hosts:
        host.end()
