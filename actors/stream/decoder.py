"""The packets of a stream, decoded into pictures with their time and samples of sound."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from actors.interface import Frame, Samples
from actors.stream.clock import StreamClock

if TYPE_CHECKING:
    from av import AudioFrame, Packet, VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream


@dataclass(frozen=True, eq=False)
class Shot:
    """A decoded picture; at is Unix time, arrived the monotonic clock's."""

    decoded: VideoFrame
    at: float
    arrived: float

    def age(self) -> float:
        """Return how many seconds ago it arrived."""
        return time.monotonic() - self.arrived

    @cached_property
    def frame(self) -> Frame:
        """The picture in BGR, converted when it is first asked for."""
        return Frame(self.decoded.to_ndarray(format="bgr24"), self.at)


class Shots(ABC):
    """Shows pictures as they were decoded, to one that looks at all of them and at no colour."""

    @abstractmethod
    def shot(self) -> Shot:
        """Return the newest picture; the same one until there is another.  Raises DriverError."""


class Decoder:
    """Decodes the first picture and the first sound in SOURCE, or the sound alone.

    Raises ValueError where what is wanted is not in it.
    """

    def __init__(self, source: InputContainer, *, picture: bool = True) -> None:
        videos, sounds = source.streams.video[:1] if picture else [], source.streams.audio[:1]
        if picture and not videos:
            raise ValueError("the stream has no picture")
        if not picture and not sounds:
            raise ValueError("the stream has no sound")
        for video in videos:
            _hurry(video)
        self.streams = [*videos, *sounds]
        self.has_sound = bool(sounds)
        self._clock = StreamClock()

    def decode(self, packet: Packet[Any]) -> Iterator[Shot | Samples]:
        """Yield what is in PACKET; one that was damaged on the way gives nothing."""
        from av import AudioFrame, VideoFrame
        from av.error import InvalidDataError

        try:
            decoded = packet.decode()
        except InvalidDataError:
            return
        for part in decoded:
            if isinstance(part, VideoFrame) and not part.is_corrupt:
                yield self._shot(part)
            elif isinstance(part, AudioFrame):
                yield self._samples(part)

    def _shot(self, picture: VideoFrame) -> Shot:
        return Shot(picture, self._time_of(picture, time.time()), time.monotonic())

    def _time_of(self, part: VideoFrame | AudioFrame, arrived: float) -> float:
        return arrived if part.time is None else self._clock.at(part.time, arrived)

    def _samples(self, sound: AudioFrame) -> Samples:
        from actors.stream.channels import channels, loudest

        at = self._time_of(sound, time.time())
        return Samples(loudest(channels(sound)), sound.sample_rate, at)


def _hurry(video: VideoStream) -> None:
    """Let each picture out as soon as it is decoded.

    Threads by frames would hold one back for each thread, and threads by slices idle, as most
    encoders send one slice: a single thread decodes 1920x1080@60 on today's machines.
    """
    from av.codec.context import Flags

    video.codec_context.flags |= Flags.low_delay
    video.codec_context.thread_count = 1
