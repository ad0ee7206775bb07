"""Tesseract's data for a language: where it is installed, and which letters it has."""

from __future__ import annotations

import os
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FOLDERS = ("tessdata", "tesseract-ocr/*/tessdata")  # where distributions put it, below share
CHARACTERS = 21  # the place of the LSTM's character set among the parts of a file of data


def is_installed() -> bool:
    """Return whether the engine is there, whatever data it has."""
    return find_spec("tesserocr") is not None


def folder_of(data: str) -> Path | None:
    """Return the folder that has DATA, such as "rus"; None where it is not installed."""
    return next((folder for folder in _folders() if _file(folder, data).is_file()), None)


def alphabet(folder: Path, data: str) -> frozenset[str]:
    """Return the characters that DATA can tell apart, folded; none for data without an LSTM."""
    return _alphabet(_file(folder, data))


def _folders() -> Iterator[Path]:
    if told := os.environ.get("TESSDATA_PREFIX"):
        yield Path(told)
    for share in (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"):
        for pattern in FOLDERS:
            yield from sorted(Path(share).glob(pattern), reverse=True)


def _file(folder: Path, data: str) -> Path:
    return folder / f"{data}.traineddata"


@cache
def _alphabet(file: Path) -> frozenset[str]:
    """Read the character set, by Tesseract's TessdataManager and UNICHARSET formats.

    A file begins with the count of its parts and where each one starts, -1 for
    none; a character set has its size in the first line, then one a line.
    """
    parts = file.read_bytes()
    count = struct.unpack_from("<i", parts)[0]
    starts = struct.unpack_from(f"<{count}q", parts, 4)
    if count <= CHARACTERS or starts[CHARACTERS] < 0:
        return frozenset()
    end = min((s for s in starts if s > starts[CHARACTERS]), default=len(parts))
    lines = parts[starts[CHARACTERS] : end].decode().splitlines()[1:]
    written = "".join(line.split(" ", 1)[0] for line in lines)
    return frozenset(unicodedata.normalize("NFKC", written).casefold())
