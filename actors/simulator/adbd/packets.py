"""The packets of adb: a header of 24 bytes, and a payload."""

import struct
from asyncio import StreamReader
from dataclasses import dataclass
from typing import Final

CNXN: Final = b"CNXN"
OPEN: Final = b"OPEN"
OKAY: Final = b"OKAY"
WRTE: Final = b"WRTE"
CLSE: Final = b"CLSE"

CHECKED: Final = 0x01000000  # the protocol's version whose payloads carry a checksum
UNCHECKED: Final = 0x01000001  # and the one that leaves it to TCP
LARGEST: Final = 1 << 20  # bytes of payload

_HEADER: Final = struct.Struct("<4s5I")
_ALL_ONES: Final = 0xFFFFFFFF


class BadPacket(ValueError):
    """What came in is not adb's language; the connection cannot go on."""


@dataclass(frozen=True)
class Packet:
    """One packet; what the arguments mean depends on the command."""

    command: bytes
    first: int
    second: int
    payload: bytes = b""

    def encode(self, version: int = CHECKED) -> bytes:
        """Return it as it goes over the wire in VERSION of the protocol."""
        sign = checksum(self.payload) if version < UNCHECKED else 0
        magic = int.from_bytes(self.command, "little") ^ _ALL_ONES
        size = len(self.payload)
        header = _HEADER.pack(self.command, self.first, self.second, size, sign, magic)
        return header + self.payload


async def read_packet(reader: StreamReader, version: int = CHECKED) -> Packet:
    """Read one packet.  Raises BadPacket, and IncompleteReadError at the end."""
    header = await reader.readexactly(_HEADER.size)
    command, first, second, size, sign, magic = _HEADER.unpack(header)
    if magic != int.from_bytes(command, "little") ^ _ALL_ONES:
        raise BadPacket(f"{command!r} is not a command")
    if size > LARGEST:
        raise BadPacket(f"a payload of {size} bytes, more than {LARGEST}")
    payload = await reader.readexactly(size)
    if command == CNXN:
        version = first  # a server that connects again keeps to what was agreed before
    if version < UNCHECKED and sign != checksum(payload):
        raise BadPacket(f"the checksum of {command.decode()} is {checksum(payload)}, not {sign}")
    return Packet(command, first, second, payload)


def checksum(payload: bytes) -> int:
    """Return the sum of the bytes, as the older version demands."""
    return sum(payload) & _ALL_ONES
