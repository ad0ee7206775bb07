"""The sync service: files to and from the device."""

import struct
from typing import Final

from actors.simulator.adbd.packets import BadPacket
from actors.simulator.adbd.stream import Stream
from actors.simulator.android.files import Files

CHUNK: Final = 64 << 10  # bytes, the most that one DATA may carry
LONGEST_PATH: Final = 1024

_REQUEST: Final = struct.Struct("<4sI")
_STAT: Final = struct.Struct("<4s3I")
_STAT_2: Final = struct.Struct("<4sI2Q4IQ3q")
_ENTRY: Final = struct.Struct("<4s4I")


class SyncSession:
    """Answers the requests on STREAM, out of FILES."""

    def __init__(self, files: Files, stream: Stream) -> None:
        self._files, self._stream = files, stream

    async def serve(self) -> None:
        """Answer until the client quits, or asks what nobody understands."""
        while True:
            request, size = _REQUEST.unpack(await self._stream.exactly(_REQUEST.size))
            if request == b"QUIT":
                break
            if size > LONGEST_PATH:
                await self._fail("the path is too long")
                break
            path = (await self._stream.exactly(size)).decode(errors="surrogateescape")
            if not await self._answer(request, path):
                await self._fail(f"{request!r} is not known here")
                break

    async def _answer(self, request: bytes, path: str) -> bool:
        if request in (b"STA2", b"LST2"):
            await self._stat_2(request, path)
        elif request == b"STAT":
            await self._stat(path)
        elif request == b"LIST":
            await self._list(path)
        elif request == b"RECV":
            await self._receive(path)
        elif request == b"SEND":
            await self._send(path)
        else:
            return False
        return True

    async def _stat(self, path: str) -> None:
        try:
            found = self._files.stat(path)
            answer = _STAT.pack(b"STAT", found.mode, found.size, found.mtime)
        except OSError:
            answer = _STAT.pack(b"STAT", 0, 0, 0)
        await self._stream.write(answer)

    async def _stat_2(self, request: bytes, path: str) -> None:
        try:
            found = self._files.stat(path)
            owner, times = (0, 0), [found.mtime] * 3
            facts = (1, found.inode, found.mode, 1, *owner, found.size, *times)
            answer = _STAT_2.pack(request, 0, *facts)
        except OSError as e:
            answer = _STAT_2.pack(request, e.errno, *[0] * 10)
        await self._stream.write(answer)

    async def _list(self, path: str) -> None:
        parts = []
        try:
            for name, found in self._files.list(path):
                raw = name.encode(errors="surrogateescape")
                parts.append(_ENTRY.pack(b"DENT", found.mode, found.size, found.mtime, len(raw)))
                parts.append(raw)
        except OSError:
            parts = []  # adb has no way to say so, and shows an empty folder
        await self._stream.write(b"".join(parts) + _ENTRY.pack(b"DONE", 0, 0, 0, 0))

    async def _receive(self, path: str) -> None:
        try:
            content = self._files.read(path)
        except OSError as e:
            await self._fail(str(e.strerror))
            return
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            await self._stream.write(_REQUEST.pack(b"DATA", len(chunk)) + chunk)
        await self._stream.write(_REQUEST.pack(b"DONE", 0))

    async def _send(self, path_and_mode: str) -> None:
        path, _, mode = path_and_mode.rpartition(",")
        content, mtime = await self._content()
        try:
            self._files.write(path, content, mode=int(mode), mtime=mtime)
        except ValueError:
            await self._fail(f"{mode!r} is no mode")
        except OSError as e:
            await self._fail(str(e.strerror))
        else:
            await self._stream.write(_REQUEST.pack(b"OKAY", 0))

    async def _content(self) -> tuple[bytes, int]:
        """Return what comes until DONE, and the time that goes with it."""
        content = bytearray()
        while True:
            kind, number = _REQUEST.unpack(await self._stream.exactly(_REQUEST.size))
            if kind == b"DONE":
                return bytes(content), number
            if kind != b"DATA" or number > CHUNK:
                raise BadPacket(f"{kind!r} of {number} bytes is no part of a file")
            chunk = await self._stream.exactly(number)
            if len(content) <= self._files.free:  # beyond, the client must still be heard out
                content += chunk

    async def _fail(self, reason: str) -> None:
        await self._stream.write(_REQUEST.pack(b"FAIL", len(reason)) + reason.encode())
