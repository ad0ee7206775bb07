"""The adb daemon of one simulated device."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import ExitStack
from typing import Final

from actors.simulator.adbd.connection import Connection
from actors.simulator.adbd.packets import BadPacket
from actors.simulator.adbd.services import Services
from actors.simulator.android.system import Android
from actors.simulator.gate import Gate
from actors.simulator.listener import Listener
from actors.simulator.television import Television

FEATURES: Final = ("shell_v2", "stat_v2", "fixed_push_mkdir")
DOWNTIME: Final = 1.0  # seconds


class Adbd:
    """Answers adb servers for TELEVISION while it is not offline.

    downtime: seconds from a reboot until it answers again.
    """

    def __init__(self, television: Television, *, downtime: float = DOWNTIME) -> None:
        self._listener = Listener(self._serve)
        self._gate = Gate(television.faults, "offline", self._listener.cut)
        self._android = Android(television, self.reboot)
        self._downtime = downtime
        self._up = asyncio.Event()
        self._stack = ExitStack()

    @property
    def port(self) -> int:
        """Where `adb connect` finds it."""
        return self._listener.port

    async def start(self, port: int = 0) -> None:
        """Listen on PORT, or on any that is free for 0.  Raises PortInUse."""
        await self._listener.open(port)
        self._stack.enter_context(self._gate)
        self._up.set()

    async def close(self) -> None:
        """Hang up and give the port back."""
        self._stack.close()
        await self._listener.close()

    def reboot(self) -> None:
        """Drop every connection, and let new ones wait until it is up again."""
        self._android.television.reboot()
        self._up.clear()
        loop = asyncio.get_running_loop()
        loop.call_soon(self._listener.cut)
        loop.call_later(self._downtime, self._up.set)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        # an adb server shows a device that took the connection but says nothing as offline
        await self._up.wait()
        await self._gate.opened()
        connection = Connection(writer, Services(self._android), self._android.banner(FEATURES))
        try:
            await connection.serve(reader)
        except BadPacket as e:
            self._android.television.note("adbd", str(e))
