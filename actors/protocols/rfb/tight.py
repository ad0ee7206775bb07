"""The Tight encoding, without loss: zlib streams of full colours, palettes and gradients.

The RFB Protocol, "Tight Encoding" (the community's version, rfbproto.rst, section 7.7.4 on);
pixels are those of 32 bits with 24 bits of colour, sent as red, green and blue.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

from actors.protocols.rfb.canvas import Area
from actors.protocols.rfb.wire import Refusal, Wire

FILL = 8
COPY, PALETTE, GRADIENT = range(3)
PLAIN = 12  # bytes below which nothing is compressed

Pixels = NDArray[np.uint8]


class Tight:
    """Reads rectangles from WIRE, with the state that the encoding keeps between them."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._streams = [zlib.decompressobj() for _ in range(4)]

    def read(self, area: Area) -> Pixels:
        """Return the pixels of AREA, blue-green-red, or one pixel that fills it."""
        control = self._wire.number("B")
        for stream in range(4):
            if control >> stream & 1:
                self._streams[stream] = zlib.decompressobj()
        kind = control >> 4
        if kind == FILL:
            return _pixels(self._wire.exactly(3)).reshape(1, 1, 3)
        if kind > FILL:
            raise Refusal(f"a Tight rectangle of kind {kind}, which nobody asked for")
        return self._basic(area, stream=kind & 3, is_filtered=bool(kind & 4))

    def _basic(self, area: Area, *, stream: int, is_filtered: bool) -> Pixels:
        kind = self._wire.number("B") if is_filtered else COPY
        if kind == PALETTE:
            return self._palette(area, stream)
        if kind not in (COPY, GRADIENT):
            raise Refusal(f"a Tight filter {kind}, which there is not")
        data = self._data(area.width * area.height * 3, stream)
        pixels = np.frombuffer(data, np.uint8).reshape(area.height, area.width, 3)
        return (_undone(pixels) if kind == GRADIENT else pixels)[..., ::-1]

    def _palette(self, area: Area, stream: int) -> Pixels:
        colours = self._wire.number("B") + 1
        palette = _pixels(self._wire.exactly(colours * 3))
        row = (area.width + 7) // 8 if colours == 2 else area.width
        indices = np.frombuffer(self._data(row * area.height, stream), np.uint8)
        indices = indices.reshape(area.height, row)
        if colours == 2:
            indices = np.unpackbits(indices, axis=1, count=area.width)
        if indices.max(initial=0) >= colours:
            raise Refusal("a colour that its palette lacks")
        return palette[indices]

    def _data(self, size: int, stream: int) -> bytes | bytearray:
        if size < PLAIN:
            return self._wire.exactly(size)
        packed = self._wire.exactly(self._length())
        try:
            data = self._streams[stream].decompress(packed, size + 1)
        except zlib.error as e:
            raise Refusal(f"a Tight rectangle that cannot be unpacked: {e}") from e
        if len(data) != size:
            raise Refusal(f"a Tight rectangle of {len(data)} bytes instead of {size}")
        return data

    def _length(self) -> int:
        length = 0
        for shift in (0, 7, 14):
            byte = self._wire.number("B")
            length |= (byte & (0xFF if shift == 14 else 0x7F)) << shift
            if byte < 0x80:
                break
        return length


def _pixels(data: bytes | bytearray) -> Pixels:
    return np.frombuffer(data, np.uint8).reshape(-1, 3)[:, ::-1]


def _undone(differences: Pixels) -> Pixels:
    """Return the pixels of which each was foretold by those to its left and above it."""
    height, width, _ = differences.shape
    pixels = np.zeros((height + 1, width + 1, 3), np.int16)
    for y in range(height):
        for x in range(width):
            foretold = pixels[y + 1, x] + pixels[y, x + 1] - pixels[y, x]
            pixels[y + 1, x + 1] = (np.clip(foretold, 0, 255) + differences[y, x]) & 0xFF
    return pixels[1:, 1:].astype(np.uint8)
