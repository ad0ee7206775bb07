"""The shell protocol, version 2: input, output, errors and exit code, each in its packets."""

import struct
from typing import Final

from actors.simulator.adbd.stream import Stream
from actors.simulator.android.console import Console

STDIN: Final = 0
STDOUT: Final = 1
STDERR: Final = 2
EXIT: Final = 3
CLOSE_STDIN: Final = 4

_HEADER: Final = struct.Struct("<BI")


class FramedConsole(Console):
    """A console whose bytes travel in packets over STREAM."""

    def __init__(self, stream: Stream) -> None:
        super().__init__(self._read, self._out, self._err)
        self._stream = stream
        self._ended = False

    async def exit(self, code: int) -> None:
        """Tell the exit CODE, which ends the conversation."""
        await self._send(EXIT, bytes([code & 0xFF]))

    async def _read(self) -> bytes:
        while not self._ended:
            kind, size = _HEADER.unpack(await self._stream.exactly(_HEADER.size))
            data = await self._stream.exactly(size)
            if kind == STDIN and data:
                return data
            self._ended = kind == CLOSE_STDIN  # the size of a window concerns nobody here
        return b""

    async def _out(self, data: bytes) -> None:
        await self._send(STDOUT, data)

    async def _err(self, data: bytes) -> None:
        await self._send(STDERR, data)

    async def _send(self, kind: int, data: bytes) -> None:
        await self._stream.write(_HEADER.pack(kind, len(data)) + data)
