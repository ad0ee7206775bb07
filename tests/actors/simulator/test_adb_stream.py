"""How the two sides of an adb stream wait for one another."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from actors.simulator.adbd.packets import OKAY, WRTE, BadPacket, Packet
from actors.simulator.adbd.stream import Stream


class Wire:
    """A stream, and what it sent."""

    def __init__(self, largest: int = 100) -> None:
        self.sent: list[Packet] = []
        self.stream = Stream(self._send, 1, 2, largest=largest)

    async def _send(self, packet: Packet) -> None:
        self.sent.append(packet)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


async def settled(task: asyncio.Task[None]) -> bool:
    """Let everything happen that can; tell whether TASK is done."""
    for _ in range(10):
        await asyncio.sleep(0)
    return task.done()


def test_only_one_packet_waits_for_its_okay():
    async def scenario() -> None:
        wire = Wire(largest=4)
        writing = asyncio.create_task(wire.stream.write(b"abcdefghij"))
        for expected in (b"abcd", b"efgh"):
            assert not await settled(writing)
            assert wire.sent[-1] == Packet(WRTE, 1, 2, expected)
            wire.stream.agreed()
        assert await settled(writing)
        assert [packet.payload for packet in wire.sent] == [b"abcd", b"efgh", b"ij"]

    run(scenario())


def test_what_arrived_is_agreed_to_only_when_it_is_read():
    async def scenario() -> None:
        wire = Wire()
        wire.stream.arrived(b"abc")
        assert wire.sent == []
        assert await wire.stream.read() == b"abc"
        assert wire.sent == [Packet(OKAY, 1, 2)]

    run(scenario())


def test_a_writer_that_does_not_wait_is_refused():
    async def scenario() -> None:
        wire = Wire()
        wire.stream.arrived(b"abc")
        with pytest.raises(BadPacket, match="before it said OKAY"):
            wire.stream.arrived(b"def")

    run(scenario())


def test_bytes_are_read_across_packets_and_none_is_lost():
    async def scenario() -> None:
        wire = Wire()
        wire.stream.arrived(b"abc")
        reading = asyncio.create_task(wire.stream.exactly(4))
        assert not await settled(reading)
        wire.stream.arrived(b"def")
        assert await reading == b"abcd"
        assert await wire.stream.read() == b"ef"

    run(scenario())
