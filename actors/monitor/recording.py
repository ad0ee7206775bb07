"""A video file, decoded into what the detectors take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actors.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from av import AudioFrame, Packet, VideoFrame
    from av.container import InputContainer
    from numpy.typing import NDArray

USUAL = 0.04  # seconds that a picture is shown where the file tells nothing of it


@dataclass(frozen=True, eq=False)
class Shown:
    """A DECODED picture that is shown from AT on."""

    decoded: VideoFrame
    at: float


@dataclass(frozen=True, eq=False)
class Heard:
    """SAMPLES, channels x n, that play RATE a second from AT on."""

    samples: NDArray[np.generic]
    rate: int
    at: float


@dataclass(frozen=True)
class Ended:
    """Nothing comes any more: the last picture was gone AT."""

    at: float


def play(path: Path, *, draft: bool = False) -> Iterator[Shown | Heard | Ended]:
    """Yield the pictures and the sound of a video file as they are stored, and its end.

    draft: decode a little faster, leaving block edges in pictures that no other refers to.
    Times are seconds from the first picture on.  What is damaged is skipped.  Raises
    ConfigError where there is nothing to be seen, and OSError where there is no such file.
    """
    import av

    with path.open("rb") as file:
        if not path.stat().st_size:
            raise ConfigError(str(path), "the file is empty")
        try:
            with av.open(file, "r") as source:
                yield from _Player(path, source, draft=draft).play()
        except av.FFmpegError as e:
            raise ConfigError(str(path), f"not a video that can be read: {e.strerror}") from e


class _Player:
    """Tells the times of what SOURCE holds from its first picture on."""

    def __init__(self, path: Path, source: InputContainer, *, draft: bool) -> None:
        if not source.streams.video:
            raise ConfigError(str(path), "there is no picture in it")
        self._path, self._source = path, source
        self._video = source.streams.video[0]
        if draft:
            self._video.codec_context.options = {"skip_loop_filter": "noref"}
        self._streams = [self._video, *source.streams.audio[:1]]
        self._first: float | None = None  # the time of the first picture
        self._last = self._step = 0.0  # of the last picture, and from the one before it
        self._early: list[Heard] = []  # sound that was stored before the first picture

    def play(self) -> Iterator[Shown | Heard | Ended]:
        for packet in self._source.demux(self._streams):
            for part in _decoded(packet):
                yield from self._timed(part)
        if self._first is None:
            raise ConfigError(str(self._path), "no picture in it can be decoded")
        yield Ended(self._last + (self._step or self._usual()))

    def _timed(self, part: VideoFrame | AudioFrame) -> Iterator[Shown | Heard]:
        from av import VideoFrame

        if isinstance(part, VideoFrame):
            yield from self._shown(part)
        elif heard := _heard(part):
            if self._first is None:
                self._early.append(heard)
            else:
                yield self._since_first(heard)

    def _shown(self, decoded: VideoFrame) -> Iterator[Shown | Heard]:
        at = decoded.time
        if at is None:  # as in a raw stream
            at = 0.0 if self._first is None else self._first + self._last + self._usual()
        if self._first is None:
            self._first = at
            yield Shown(decoded, 0.0)
            yield from map(self._since_first, self._early)
            self._early.clear()
        elif at - self._first > self._last:  # never backwards, as after a splice
            self._step = at - self._first - self._last
            self._last = at - self._first
            yield Shown(decoded, self._last)

    def _since_first(self, heard: Heard) -> Heard:
        assert self._first is not None
        return Heard(heard.samples, heard.rate, heard.at - self._first)

    def _usual(self) -> float:
        rate = self._video.average_rate
        return float(1 / rate) if rate else USUAL


def _decoded(packet: Packet[Any]) -> list[Any]:
    """Return what is in a packet; one that is damaged has nothing in it."""
    from av.error import InvalidDataError

    try:
        return list(packet.decode())
    except InvalidDataError:
        return []


def _heard(sound: AudioFrame) -> Heard | None:
    import numpy as np

    if sound.time is None:
        return None
    samples = sound.to_ndarray()
    if not sound.format.is_planar:
        samples = samples.reshape(-1, len(sound.layout.channels)).T
    if samples.dtype == np.uint8:  # unsigned, 128 being silent
        samples = samples.astype(np.int16) * 256 - 32768
    return Heard(samples, sound.sample_rate, sound.time)
