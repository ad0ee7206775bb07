"""The network between this node and a device, measured from here."""

import asyncio
import errno
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from pydantic import Field

from actors import loop
from actors.driver import Driver, Settings, absent
from actors.errors import TookTooLong
from actors.interface import Network as NetworkFace
from actors.interface import Pings
from actors.protocols.network import iperf, names, ping
from actors.protocols.network.program import Program

HOST = r"^[^\s-]\S*$"  # no program takes it for an option


class NetworkSettings(Settings):
    """host: the device, by its name or address.

    name_server: what it asks for names, such as its router; itself by default.
    iperf3_port: where `iperf3 --server` listens on the device, for throughput.
    timeout: seconds for an answer; a ping's, too.
    """

    main: ClassVar[str] = "host"

    host: str = Field(pattern=HOST)
    name_server: str | None = Field(default=None, pattern=HOST)
    name_server_port: int = Field(default=names.PORT, ge=1, le=65535)
    iperf3_port: int = Field(default=iperf.PORT, ge=1, le=65535)
    timeout: float = Field(default=5.0, gt=0)


class Network(Driver[NetworkSettings], NetworkFace):
    """Holds nothing open: each measurement is made anew.

    A device that does not answer is what some tests wait for: no answer to pings is a loss of 1.
    """

    Settings = NetworkSettings
    packages = ("dns",)
    programs = ("ping", "iperf3")

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__(settings)
        self._program = Program()
        self._address = self._server = ""  # as long as they are not looked up

    @property
    def source(self) -> str:
        return self.settings.host

    def lacks(self) -> tuple[str, ...]:
        """Return what it lacks; only throughput needs iperf3, and says so itself."""
        return absent(self.packages, ("ping",))

    def open(self) -> None:
        self._address = self._looked_up(self.settings.host)
        self._server = self._looked_up(self.settings.name_server or self.settings.host)

    def close(self) -> None:
        self._program.end()

    def probe(self) -> str:
        if not (answered := self.ping(1).round_trips):
            raise self.late(self.settings.timeout)
        return f"an echo came back in {answered[0] * 1000:.1f} ms"

    def ping(self, count: int) -> Pings:
        s = self.settings
        command = ping.command(self._found(), count, s.timeout)
        with self._asked("ping"):
            return ping.pings(count, self._program.run(command, ping.longest(count, s.timeout)))

    def connect(self, port: int) -> float:
        place = self._found(), port
        with self._asked(f"port {port}"):
            began = time.monotonic()
            with socket.create_connection(place, self.settings.timeout):
                return time.monotonic() - began

    def resolve(self, name: str) -> float:
        s = self.settings
        self._found()
        with self._asked(f"name server {self._server}"):
            try:
                return names.seconds_to_resolve(name, self._server, s.name_server_port, s.timeout)
            except names.NotFound as e:
                raise self.refused(f"name server {self._server}: {e}") from e

    def throughput(self, seconds: float) -> float:
        s = self.settings
        if lacking := absent((), ("iperf3",)):
            raise self.missing(f"throughput (this machine lacks the {lacking[0]})")
        command = iperf.command(self._found(), s.iperf3_port, seconds, s.timeout)
        with self.explained(iperf.longest(seconds, s.timeout)):
            try:
                ended = self._program.run(command, iperf.longest(seconds, s.timeout))
                return iperf.bits_per_second(ended)
            except iperf.NotMeasured as e:
                raise self.refused(f"iperf3 server on port {s.iperf3_port}: {e}") from e

    def _found(self) -> str:
        if not self._address:
            self.open()
        return self._address

    def _looked_up(self, host: str) -> str:
        with self.explained(self.settings.timeout):
            return loop.run(_address(host), self.settings.timeout)

    @contextmanager
    def _asked(self, what: str) -> Iterator[None]:
        """Tell what the device says no to, or leaves unanswered, from what this node cannot do."""
        with self.explained(self.settings.timeout):
            try:
                yield
            except (ConnectionRefusedError, ConnectionResetError) as e:
                raise self.refused(f"{what}: {e.strerror}") from e
            except OSError as e:
                if e.errno != errno.EHOSTUNREACH:
                    raise
                # so this node says it where nobody on its own network has the address
                reason = f"{what}: nobody answers"
                raise TookTooLong(self.settings.kind, self.source, reason) from e


async def _address(host: str) -> str:
    looking_up = asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    try:
        found = await looking_up
    except UnicodeError as e:  # which Python raises before it asks anybody
        raise ConnectionError(f"no host can have the name {host!r}") from e
    return str(found[0][4][0])
