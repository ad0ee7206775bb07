"""One run of Android's `screenrecord`: what it writes, cut into pictures and decoded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from actors.protocols.adb.wire import Wire
from actors.stream.decoder import Shot

if TYPE_CHECKING:
    from av import Packet

COMPLAINT = 200  # characters that are kept of what comes in the place of pictures
AT_ONCE = 1.0  # seconds to read what is there already


class Recording:
    """Decodes the raw H.264 (ISO/IEC 14496-10, Annex B) that a `screenrecord` writes to WIRE.

    There, the end of a picture is told by the start of the next one alone, which may be
    minutes away when the screen stands still.  So a pause ends a picture, too.  If it was
    not whole then, the recording is `torn` and shows nothing any more: what follows is
    drawn upon the picture that was lost.
    """

    def __init__(self, wire: Wire) -> None:
        from av import VideoCodecContext
        from av.codec.context import Flags, ThreadType

        self.wire = wire
        self.shows = False  # whether a picture has come
        self.followed = False  # whether another one was begun to take over from it
        self.waits = False  # for the end of a picture
        self.torn = False
        self.ended = False
        self.said = ""  # in the place of pictures
        self._agreed = False
        self._began = self._came = time.monotonic()
        self._codec = VideoCodecContext.create("h264", "r")
        self._codec.flags |= Flags.low_delay
        self._codec.thread_type = ThreadType.SLICE  # by frames it would hold some of them back

    @property
    def age(self) -> float:
        """Seconds since it was asked for."""
        return time.monotonic() - self._began

    def pictures(self, quiet: float) -> Iterator[Shot]:
        """Yield what has come, the last picture when nothing followed it for QUIET seconds.

        Raises Denied, and ConnectionError where the link broke.
        """
        if self.wire.has_come():
            yield from self._read()
        elif self.waits and time.monotonic() - self._came >= quiet:
            self.waits = False
            yield from self._decoded(b"")

    def _read(self) -> Iterator[Shot]:
        self.wire.deadline = time.monotonic() + AT_ONCE
        if not self._agreed:
            self.wire.agreed()
            self._agreed = True
            return
        data = self.wire.some()
        self._came = time.monotonic()
        self.ended = not data
        self.waits = bool(data)
        if not self.shows:
            self.said = (self.said + data.decode(errors="replace"))[:COMPLAINT]
        yield from self._decoded(data)

    def _decoded(self, data: bytes) -> Iterator[Shot]:
        for packet in self._codec.parse(data):
            if not self.torn:
                yield from self._whole(packet)

    def _whole(self, packet: Packet[Any]) -> Iterator[Shot]:
        from av import FFmpegError

        try:
            decoded = self._codec.decode(packet)
        except FFmpegError:
            self.torn = True
            return
        for picture in decoded:
            self.torn = self.torn or picture.is_corrupt
            if not self.torn:
                self.shows = True
                yield Shot(picture, time.time(), time.monotonic())
