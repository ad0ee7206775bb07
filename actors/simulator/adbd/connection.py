"""One connection of an adb server: the handshake, and the streams on it."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress

from actors.simulator.adbd.packets import (
    CHECKED,
    CLSE,
    CNXN,
    LARGEST,
    OKAY,
    OPEN,
    UNCHECKED,
    WRTE,
    BadPacket,
    Packet,
    read_packet,
)
from actors.simulator.adbd.stream import Stream

Service = Callable[[Stream], Awaitable[None]]
Services = Callable[[str], Service | None]


class Connection:
    """Serves an adb server; BANNER is what the device says of itself."""

    def __init__(self, writer: StreamWriter, services: Services, banner: str) -> None:
        self._writer, self._services, self._banner = writer, services, banner
        self._version, self._largest = CHECKED, LARGEST
        self._streams: dict[int, Stream] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._newest = 0

    async def serve(self, reader: StreamReader) -> None:
        """Answer until the connection ends.  Raises BadPacket and ConnectionError."""
        try:
            while True:
                await self._take(await read_packet(reader, self._version))
        finally:
            self._end_all()

    async def _take(self, packet: Packet) -> None:
        if packet.command == CNXN:
            await self._greet(packet)
        elif packet.command == OPEN:
            await self._open(packet)
        elif packet.command == CLSE:
            self._closed(packet)
        elif packet.command in (WRTE, OKAY):
            await self._pass_on(packet)
        else:
            raise BadPacket(f"{packet.command!r} is not expected here")

    async def _greet(self, packet: Packet) -> None:
        self._end_all()
        version = max(CHECKED, min(packet.first, UNCHECKED))
        self._largest = min(packet.second, LARGEST)
        await self._send(Packet(CNXN, version, LARGEST, self._banner.encode()))
        self._version = version

    async def _open(self, packet: Packet) -> None:
        service = self._services(packet.payload.rstrip(b"\0").decode(errors="replace"))
        if service is None:
            await self._send(Packet(CLSE, 0, packet.first))
            return
        self._newest += 1
        stream = Stream(self._send, self._newest, packet.first, largest=self._largest)
        self._streams[stream.local] = stream
        await self._send(Packet(OKAY, stream.local, stream.remote))
        self._tasks[stream.local] = asyncio.create_task(self._run(service, stream))

    async def _run(self, service: Service, stream: Stream) -> None:
        try:
            with suppress(BadPacket):  # nonsense on one stream ends that stream alone
                await service(stream)
            await self._send(Packet(CLSE, stream.local, stream.remote))
        except ConnectionError:
            pass  # the reader of the connection sees its end, too
        finally:
            self._streams.pop(stream.local, None)
            self._tasks.pop(stream.local, None)

    async def _pass_on(self, packet: Packet) -> None:
        stream = self._streams.get(packet.second)
        if stream is None:
            if packet.command == WRTE:  # an OKAY may come after the end of a stream
                await self._send(Packet(CLSE, 0, packet.first))
        elif packet.command == WRTE:
            stream.arrived(packet.payload)
        else:
            stream.agreed()

    def _closed(self, packet: Packet) -> None:
        self._streams.pop(packet.second, None)
        if task := self._tasks.pop(packet.second, None):
            task.cancel()

    def _end_all(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._streams.clear()

    async def _send(self, packet: Packet) -> None:
        self._writer.write(packet.encode(self._version))
        await self._writer.drain()
