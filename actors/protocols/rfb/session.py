"""A connection to an RFB server, once both sides have agreed: what is asked, and what is told."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from actors.protocols.rfb.canvas import Area, Change, Move, Paint, Resize
from actors.protocols.rfb.handshake import greet
from actors.protocols.rfb.tight import Tight
from actors.protocols.rfb.wire import Refusal, Wire
from actors.protocols.seat import Act, Key

RAW, COPY_RECT, TIGHT, DESKTOP_SIZE = 0, 1, 7, -223
# The order of preference that a server is told, by what is preferred.
ENCODINGS: Final[Mapping[str, tuple[int, ...]]] = {
    "raw": (COPY_RECT, RAW, DESKTOP_SIZE),
    "tight": (COPY_RECT, TIGHT, RAW, DESKTOP_SIZE),
}
# 32 bits a pixel, 24 of colour, little-endian: blue, green, red and a byte of nothing.
PIXELS: Final = struct.pack(">BBBBHHHBBB3x", 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
UPDATE, COLOURS, BELL, CLIPBOARD = range(4)
MOST = 1 << 26  # pixels of a screen: twice those of 8K


@dataclass(frozen=True)
class Place:
    """Where a server listens, and what it is told: the password, and the encoding preferred."""

    host: str
    port: int
    password: str
    encoding: str


class Session:
    """Speaks RFB with the server at PLACE; one thread reads, any may send.

    timeout: seconds for being let in, and for each message from its beginning to its end.
    Methods raise Refusal, TimeoutError and other OSErrors.
    """

    def __init__(self, place: Place, timeout: float) -> None:
        self._wire = Wire(place.host, place.port, timeout)
        self._timeout = timeout
        self._tight = Tight(self._wire)
        try:
            self.size = _checked(greet(self._wire, place.password))
            encodings = ENCODINGS[place.encoding]
            self._wire.send(b"\x00\x00\x00\x00" + PIXELS)
            self._wire.send(struct.pack(f">BxH{len(encodings)}i", 2, len(encodings), *encodings))
        except (OSError, Refusal):
            self._wire.close()
            raise

    def close(self) -> None:
        """End the connection, also for the thread that reads it."""
        self._wire.close()

    def request(self, area: Area, *, changes: bool) -> None:
        """Ask for AREA: as it is, or once there are CHANGES in it."""
        self._wire.send(struct.pack(">BBHHHH", 3, changes, area.x, area.y, area.width, area.height))

    def send(self, messages: bytes) -> None:
        """Send MESSAGES of keys and pointers."""
        self._wire.send(messages)

    def told(self, seconds: float) -> bool:
        """Tell whether the server says something within SECONDS."""
        return self._wire.ready(seconds)

    def skip_to_update(self) -> bool:
        """Read the head of a message; tell whether it is an update, and read it if it is none."""
        self._wire.within(self._timeout)
        kind = self._wire.number("B")
        if kind == COLOURS:
            self._wire.exactly(self._wire.unpack("3xH")[0] * 6)
        elif kind == CLIPBOARD:
            self._discard(self._wire.unpack("3xI")[0])
        elif kind not in (UPDATE, BELL):
            raise Refusal(f"a message of kind {kind}, which RFB has not")
        return kind == UPDATE

    def changes(self) -> Iterator[Change]:
        """Yield the changes of the update whose head was read."""
        for _ in range(self._wire.unpack("xH")[0]):
            yield self._change()

    def _change(self) -> Change:
        x, y, width, height, encoding = self._wire.unpack("HHHHi")
        if encoding == DESKTOP_SIZE:
            self.size = _checked((width, height))
            return Resize(self.size)
        area = self._on_screen(Area(x, y, width, height))
        if encoding == COPY_RECT:
            x, y = self._wire.unpack("HH")
            self._on_screen(Area(x, y, width, height))
            return Move(area, x, y)
        if encoding == RAW:
            data = self._wire.exactly(width * height * 4)
            return Paint(area, np.frombuffer(data, np.uint8).reshape(height, width, 4))
        if encoding == TIGHT:
            return Paint(area, self._tight.read(area))
        raise Refusal(f"an encoding {encoding}, which nobody asked for")

    def _on_screen(self, area: Area) -> Area:
        if not area.within(self.size):
            raise Refusal(f"a change at {area} of a screen of {self.size[0]}x{self.size[1]}")
        return area

    def _discard(self, size: int) -> None:
        while size > 0:
            size -= len(self._wire.exactly(min(size, 1 << 16)))


def message(act: Act) -> bytes:
    """Return what says that ACT happens (RFC 6143, sections 7.5.4 and 7.5.5)."""
    if isinstance(act, Key):
        return struct.pack(">BBxxI", 4, act.down, act.keysym)
    return struct.pack(">BBHH", 5, act.down, act.x, act.y)


def _checked(size: tuple[int, int]) -> tuple[int, int]:
    if not 0 < size[0] * size[1] <= MOST:
        raise Refusal(f"a screen of {size[0]}x{size[1]}")
    return size
