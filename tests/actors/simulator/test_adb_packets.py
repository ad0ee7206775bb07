import asyncio
from asyncio import StreamReader

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.simulator.adbd.packets import (
    CHECKED,
    CNXN,
    LARGEST,
    UNCHECKED,
    WRTE,
    BadPacket,
    Packet,
    checksum,
    read_packet,
)

NUMBERS = st.integers(0, 0xFFFFFFFF)
PACKETS = st.builds(Packet, st.sampled_from([b"OPEN", b"OKAY", WRTE, b"CLSE"]), NUMBERS, NUMBERS,
                    st.binary(max_size=3000))  # fmt: skip


def read(data: bytes, version: int = CHECKED) -> Packet:
    async def run() -> Packet:
        reader = StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await read_packet(reader, version)

    return asyncio.run(run())


@given(PACKETS, st.sampled_from([CHECKED, UNCHECKED]))
def test_a_packet_is_read_as_it_was_written(packet, version):
    assert read(packet.encode(version), version) == packet


@given(PACKETS)
def test_a_packet_that_was_cut_off_is_no_packet(packet):
    with pytest.raises(asyncio.IncompleteReadError):
        read(packet.encode()[:-1])


@given(st.binary(min_size=1))
def test_the_checksum_is_the_sum_of_the_bytes(payload):
    assert checksum(payload) == sum(payload)


def test_the_older_version_checks_the_payload_and_the_newer_does_not():
    spoilt = Packet(WRTE, 1, 2, b"abc").encode()[:-1] + b"d"
    with pytest.raises(BadPacket, match="checksum"):
        read(spoilt, CHECKED)
    assert read(spoilt, UNCHECKED).payload == b"abd"


def test_a_greeting_is_checked_by_the_version_that_it_names():
    greeting = Packet(CNXN, UNCHECKED, LARGEST, b"host::")
    assert read(greeting.encode(UNCHECKED), CHECKED) == greeting


def test_a_header_with_the_wrong_magic_is_refused():
    with pytest.raises(BadPacket, match="not a command"):
        read(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")


def test_a_payload_that_is_too_large_is_refused_before_it_is_read():
    header = Packet(WRTE, 1, 2).encode()
    with pytest.raises(BadPacket, match="more than"):
        read(header[:12] + (LARGEST + 1).to_bytes(4, "little") + header[16:])
