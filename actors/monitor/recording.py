"""A video file, decoded into what the detectors take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
CUT_OFF = 0.25  # seconds that a video may lack of what it says it has, by rounding
TEXTS = frozenset({"tty", "hls", "concat", "dash"})  # which ffmpeg plays, or what they list


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
    ConfigError where there is nothing to be seen, and OSError where the file cannot be opened.
    """
    with _opened(path) as source:
        yield from _Player(path, source, draft=draft).play()


def refuse_what_breaks_off(path: Path) -> None:
    """Raise ConfigError where the packets of a video end before the time that it promises.

    One that promises none, such as a transport stream, is whole however long it is.
    """
    with _opened(path) as source:
        promised, end = _promised(source), _end(source)
    if end < promised - CUT_OFF:
        raise ConfigError(str(path), f"it breaks off after {end:.1f} s of {promised:.1f} s")


@contextmanager
def _opened(path: Path) -> Iterator[InputContainer]:
    """Open a video file; what ffmpeg cannot read of it is a ConfigError."""
    import av

    with path.open("rb") as file:
        if not path.stat().st_size:
            raise ConfigError(str(path), "the file is empty")
        try:
            with av.open(file, "r", metadata_errors="replace") as source:
                if source.format.name in TEXTS:
                    raise ConfigError(str(path), "a text, not a video")
                if not source.streams.video:
                    raise ConfigError(str(path), "there is no picture in it")
                yield source
        except (av.FFmpegError, OSError) as e:  # the latter from places where nothing is
            raise ConfigError(str(path), f"not a video that can be read: {e.strerror}") from e


def _promised(source: InputContainer) -> float:
    return (source.duration or 0) / 1_000_000  # AV_TIME_BASE


def _end(source: InputContainer) -> float:
    """Return how many seconds after the beginning the last packet ends."""
    start = (source.start_time or 0) / 1_000_000
    ends = (
        float((packet.pts + (packet.duration or 0)) * packet.time_base)
        for packet in source.demux()
        if packet.pts is not None and packet.time_base is not None
    )
    return max(ends, default=start) - start


class _Player:
    """Tells the times of what SOURCE holds from its first picture on."""

    def __init__(self, path: Path, source: InputContainer, *, draft: bool) -> None:
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
    from actors.stream.channels import channels

    return None if sound.time is None else Heard(channels(sound), sound.sample_rate, sound.time)
