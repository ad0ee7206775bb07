"""Pictures and sound that were recorded, read from their files each time they are gone through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from actors import codec
from actors.errors import ConfigError
from actors.evidence import Recording
from actors.interface import Frame, Samples
from actors.monitor.recording import Heard, Shown, play, refuse_what_breaks_off

if TYPE_CHECKING:
    from actors.maps import AppMap

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff"})


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
    refuse_what_breaks_off(path)
    return Recording(VideoFrames(path), size, map, VideoSound(path), counting)


def read_frame(path: Path, at: float) -> Frame:
    """Return the picture in a file as a frame shown AT.  Raises ConfigError, OSError."""
    if (pixels := codec.decode(path.read_bytes())) is None:
        raise ConfigError(str(path), "not a picture that can be read")
    return Frame(pixels, at)


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
        for part in play(self.path):
            if isinstance(part, Shown):
                yield Frame(part.decoded.to_ndarray(format="bgr24"), part.at)


@dataclass(frozen=True)
class VideoSound:
    """The sound of the video file PATH; times are seconds from its first picture on."""

    path: Path

    def __iter__(self) -> Iterator[Samples]:
        return (_mono(part) for part in play(self.path) if isinstance(part, Heard))


def _mono(heard: Heard) -> Samples:
    from actors.stream.channels import loudest

    return Samples(loudest(heard.samples), heard.rate, heard.at)


def _pictures(folder: Path) -> list[Path]:
    found = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES]
    if not found:
        raise ConfigError(str(folder), "there is no picture in it")
    return sorted(found, key=lambda file: _natural(file.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what NAME is sorted by, "9.png" before "10.png"."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), part) if part.isdecimal() else (0, part) for part in parts]
