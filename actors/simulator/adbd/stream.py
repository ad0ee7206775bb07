"""One stream of an adb connection: bytes both ways, each side waiting for the other's OKAY."""

import asyncio
from collections.abc import Awaitable, Callable

from actors.simulator.adbd.packets import OKAY, WRTE, BadPacket, Packet

Send = Callable[[Packet], Awaitable[None]]


class Stream:
    """The stream LOCAL here, REMOTE there; LARGEST is the most that one packet may carry.

    A service reads and writes it; the connection tells it what came in.
    """

    def __init__(self, send: Send, local: int, remote: int, *, largest: int) -> None:
        self.local, self.remote = local, remote
        self._send, self._largest = send, largest
        self._arrived: asyncio.Queue[bytes] = asyncio.Queue()
        self._rest = bytearray()  # what was read and not yet asked for
        self._may_write = asyncio.Event()
        self._may_write.set()

    async def read(self) -> bytes:
        """Return the bytes that came next."""
        if self._rest:
            taken = bytes(self._rest)
            self._rest.clear()
            return taken
        payload = await self._arrived.get()
        await self._send(Packet(OKAY, self.local, self.remote))
        return payload

    async def exactly(self, size: int) -> bytes:
        """Return the next SIZE bytes."""
        while len(self._rest) < size:
            payload = await self._arrived.get()
            await self._send(Packet(OKAY, self.local, self.remote))
            self._rest += payload
        taken = bytes(self._rest[:size])
        del self._rest[:size]
        return taken

    async def write(self, data: bytes) -> None:
        """Send DATA, in as many packets as it takes."""
        for start in range(0, len(data), self._largest):
            await self._may_write.wait()
            self._may_write.clear()
            part = data[start : start + self._largest]
            await self._send(Packet(WRTE, self.local, self.remote, part))

    def arrived(self, payload: bytes) -> None:
        """Take in what the other side wrote.  Raises BadPacket if it did not wait for OKAY."""
        if not self._arrived.empty():
            raise BadPacket(f"stream {self.local} was written to before it said OKAY")
        self._arrived.put_nowait(payload)

    def agreed(self) -> None:
        """Take in the other side's OKAY."""
        self._may_write.set()
