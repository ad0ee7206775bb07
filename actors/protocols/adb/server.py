"""An adb server: where it is, how it starts, and which devices on the network it holds."""

import os
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass

from actors.protocols.adb.wire import Address, Denied, Wire

PORT = 5037
START = 15.0  # seconds; a server looks for devices on USB for 3 s before it answers


def address(written: str | None, environment: Mapping[str, str] = os.environ) -> Address:
    """Return the address WRITTEN as host:port, or else the one adb's own variables name."""
    kind, _, named = environment.get("ADB_SERVER_SOCKET", "").partition(":")
    socket = named if kind == "tcp" else ""  # it may be a Unix socket, which is not spoken here
    port = environment.get("ANDROID_ADB_SERVER_PORT", str(PORT))
    host, _, number = (written or socket or port).rpartition(":")
    return host or "127.0.0.1", int(number)


@dataclass(frozen=True)
class AdbServer:
    """The server at ADDRESS; deadlines are on the monotonic clock."""

    address: Address

    def start(self) -> None:
        """See to it that a server runs, if need be adbutils' own on this machine.

        Raises ConnectionError where none answers elsewhere, and Denied where none starts.
        """
        try:
            Wire(self.address, time.monotonic() + START).close()
        except ConnectionRefusedError:
            if self.address[0] not in ("127.0.0.1", "localhost"):
                raise
            _start(self.address[1])

    def connect(self, serial: str, deadline: float) -> None:
        """Take up the device at the network address SERIAL.  Raises Denied."""
        answer = self._request(f"host:connect:{serial}", deadline)
        if not answer.startswith(("connected to", "already connected to")):
            raise Denied(answer)

    def disconnect(self, serial: str, deadline: float) -> None:
        """Forget the device at the network address SERIAL, if it is known."""
        with suppress(Denied):
            self._request(f"host:disconnect:{serial}", deadline)

    def listed(self, deadline: float) -> str:
        """Return a line for each device that it holds: serial, state, and what it is."""
        return self._request("host:devices-l", deadline)

    def select(self, serial: str, deadline: float) -> Wire:
        """Return a wire on which the device SERIAL is asked for; `agreed` tells the answer."""
        wire = Wire(self.address, deadline)
        wire.ask(f"host:transport:{serial}")
        return wire

    def _request(self, request: str, deadline: float) -> str:
        with closing(Wire(self.address, deadline)) as wire:
            wire.ask(request)
            wire.agreed()
            return wire.message()


def _start(port: int) -> None:
    import adbutils

    command = [adbutils.adb_path(), "-L", f"tcp:localhost:{port}", "start-server"]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=START)
    except subprocess.CalledProcessError as e:
        raise Denied(f"no adb server starts: {e.stderr.decode(errors='replace').strip()}") from e
    except subprocess.TimeoutExpired as e:
        raise Denied(f"no adb server starts within {START:g} s") from e
