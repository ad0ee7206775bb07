"""What comes from a stream, packet by packet, in the time that it plays."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from actors.interface import Samples
from actors.stream.clock import StreamClock
from actors.stream.decoder import Decoder, Shot

if TYPE_CHECKING:
    from av import Packet

    from actors.stream.source import Source

LATE = 0.3  # seconds behind the sender that are made good by decoding faster
PATIENCE = 0.5  # seconds of being late after which pictures are dropped
IDLE = 0.25  # of the time that a receiver waits which does keep up
JUMP = 1.0  # seconds; a larger step of its own time is a new film
NO_TIMESTAMPS = (
    0x80  # AVFMT_NOTIMESTAMPS of libavformat/avformat.h: what times it gives are made up
)


class Feed(Protocol):
    """What a receiver is fed with."""

    has_sound: bool  # as far as it has come

    def packets(self) -> Iterator[Iterable[Shot | Samples]]:
        """Make the link, and yield what each packet holds, until there is no more.

        Raises av.FFmpegError, OSError and ValueError.
        """


class StreamFeed:
    """Feeds a receiver with SOURCE, decoded.

    picture: whether one is needed, or sound alone.  timeout: seconds that making the link may
    take; stall: seconds without a byte after which it is broken.
    """

    def __init__(
        self, source: Source, *, timeout: float, stall: float, picture: bool = True
    ) -> None:
        self.has_sound = not picture
        self._source = source
        self._timeout, self._stall, self._picture = timeout, source.patience(stall), picture

    def packets(self) -> Iterator[Iterable[Shot | Samples]]:
        with self._source.open(self._timeout, self._stall) as container:
            decoder = Decoder(container, picture=self._picture)
            self.has_sound = decoder.has_sound
            is_timed = not container.format.flags & NO_TIMESTAMPS
            gate = Pace() if self._source.is_paced else Backlog() if is_timed else None
            for packet, waited in self._in_time(container.demux(decoder.streams)):
                passes = gate is None or gate.lets(packet, waited)
                yield decoder.decode(packet) if passes else ()

    def _in_time(self, packets: Iterator[Packet[Any]]) -> Iterator[tuple[Packet[Any], float]]:
        """Yield each of PACKETS, and the seconds that it was waited for.

        Raises TimeoutError for those that FFmpeg held back until it gave up.
        """
        asked = time.monotonic()
        for packet in packets:
            if (waited := time.monotonic() - asked) > self._stall:
                raise TimeoutError
            yield packet, waited
            asked = time.monotonic()


class Pace:
    """Holds packets of what can be read at any speed back until it is their time."""

    def __init__(self) -> None:
        self._began: float | None = None  # the monotonic clock's, at 0 of the packets' own time

    def lets(self, packet: Packet[Any], _waited: float) -> bool:
        """Wait until PACKET would come from a sender that plays the film; always true."""
        sent = _sent(packet)
        if sent is None:
            return True
        now = time.monotonic()
        if self._began is None or abs(self._began + sent - now) > JUMP:
            self._began = now - sent
        time.sleep(max(0.0, self._began + sent - now))
        return True


class Backlog:
    """Drops pictures that come late and later, as they are decoded slower than they are sent.

    It goes on with the next picture that is in time and needs no other one.  What is behind for
    a moment only, as after a stall, is decoded and gone before long.  Where packets come late,
    but are waited for, it is the sender that is later than it was.
    """

    def __init__(self) -> None:
        self._clock = StreamClock()
        self._late_since: float | None = None
        self._waited = 0.0  # since then
        self._dropping = False

    def lets(self, packet: Packet[Any], waited: float) -> bool:
        """Tell whether PACKET, that was WAITED for, is to be decoded; sound always is."""
        self._waited += waited
        if packet.stream.type != "video":
            return True
        late = self._late(packet)
        if late > PATIENCE and self._waited > IDLE * late:
            self._clock, self._late_since = StreamClock(), None
        elif late > PATIENCE:
            self._dropping = True
        if packet.is_keyframe and self._late_since is None:
            self._dropping = False
        return not self._dropping

    def _late(self, packet: Packet[Any]) -> float:
        """Return for how many seconds pictures have been late."""
        sent, now = _sent(packet), time.monotonic()
        if sent is None or now - self._clock.at(sent, now) < LATE:
            self._late_since = None
            return 0.0
        if self._late_since is None:
            self._late_since, self._waited = now, 0.0
        return now - self._late_since


def _sent(packet: Packet[Any]) -> float | None:
    """Return the packet's own time, in seconds."""
    return None if packet.dts is None else float(packet.dts * packet.time_base)
