"""Pictures and sound that were recorded, read from their files each time they are gone through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from actors.errors import ConfigError
from actors.evidence import Recording
from actors.interface import Frame, Samples

if TYPE_CHECKING:
    from av.container import InputContainer

    from actors.maps import AppMap
    from actors.monitor.recording import Heard

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})
CUT_OFF = 0.25  # seconds that a video may lack of what it says it has, by rounding


def footage(
    path: Path, *, rate: float, map: AppMap | None = None, counting: float = inf
) -> Recording:
    """Return what was recorded in the folder, or the video file, PATH.

    A folder's pictures, in the natural order of their names, follow one another RATE a
    second from time 0 on, and have no sound.  A video has its own times, from its first
    picture on.  What comes more than COUNTING seconds later is left out.  Raises OSError, and
    ConfigError for a folder without pictures or a video that cannot be read or breaks off.
    """
    size = map.size if map else None
    if path.is_dir():
        return Recording(Folder(_pictures(path), rate), size, map, counting=counting)
    _refuse_what_breaks_off(path)
    return Recording(VideoFrames(path), size, map, VideoSound(path), counting)


def read_frame(path: Path, at: float) -> Frame:
    """Return the picture in a file as a frame shown AT.  Raises ConfigError, OSError."""
    import cv2
    import numpy as np

    encoded = path.read_bytes()
    pixels = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR) if encoded else None
    if pixels is None:
        raise ConfigError(str(path), "not a picture that can be read")
    return Frame(pixels.astype(np.uint8), at)


@dataclass(frozen=True)
class Folder:
    """Picture FILES, shown RATE a second."""

    files: Sequence[Path]
    rate: float

    def __iter__(self) -> Iterator[Frame]:
        return (read_frame(file, number / self.rate) for number, file in enumerate(self.files))


@dataclass(frozen=True)
class VideoFrames:
    """The pictures of the video file PATH; times are seconds from the first one on."""

    path: Path

    def __iter__(self) -> Iterator[Frame]:
        from actors.monitor.recording import Shown, play

        for part in play(self.path):
            if isinstance(part, Shown):
                yield Frame(part.decoded.to_ndarray(format="bgr24"), part.at)


@dataclass(frozen=True)
class VideoSound:
    """The sound of the video file PATH; times are seconds from its first picture on."""

    path: Path

    def __iter__(self) -> Iterator[Samples]:
        from actors.monitor.recording import Heard, play

        return (_mono(part) for part in play(self.path) if isinstance(part, Heard))


def _mono(heard: Heard) -> Samples:
    """Return the loudest channel of what is HEARD: channels that are mixed may cancel out."""
    import numpy as np

    channels = heard.samples.astype(np.float64)
    if heard.samples.dtype.kind == "i":
        channels /= 2.0 ** (8 * heard.samples.itemsize - 1)
    loudest = channels[int(np.square(channels).sum(axis=1).argmax())]
    samples = np.clip(np.round(loudest * 32768), -32768, 32767).astype(np.int16)
    return Samples(samples, heard.rate, heard.at)


def _pictures(folder: Path) -> list[Path]:
    found = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES]
    if not found:
        raise ConfigError(str(folder), "there is no picture in it")
    return sorted(found, key=lambda file: _natural(file.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what NAME is sorted by, "9.png" before "10.png"."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), part) if part.isdecimal() else (0, part) for part in parts]


def _refuse_what_breaks_off(path: Path) -> None:
    """Raise ConfigError where the packets of a video end before the time that it promises."""
    import av

    with path.open("rb") as file:
        try:
            with av.open(file, "r") as source:
                promised, end = _promised(source), _end(source)
        except (av.FFmpegError, OSError) as e:  # the latter from places where nothing is
            raise ConfigError(str(path), f"not a video that can be read: {e.strerror}") from e
    if end < promised - CUT_OFF:
        raise ConfigError(str(path), f"it breaks off after {end:.1f} s of {promised:.1f} s")


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
