"""A reference picture: read once where the config is, and carried to the node as bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, SerializationInfo, ValidationInfo

if TYPE_CHECKING:
    from actors.interface import Pixels


@dataclass(frozen=True)
class Picture:
    """An encoded picture (PNG or JPEG) and the NAME of its file."""

    name: str
    encoded: bytes

    @cached_property
    def pixels(self) -> Pixels:
        """Height x width x 3 (BGR) or x 4 (BGR and alpha).  Raises ValueError."""
        import cv2
        import numpy as np

        data = np.frombuffer(self.encoded, np.uint8)
        decoded = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
        if decoded is None:
            raise ValueError(f"{self.name} is not a picture that can be read")
        if decoded.ndim == 2:
            decoded = cv2.cvtColor(decoded, cv2.COLOR_GRAY2BGR)
        return decoded if decoded.dtype == np.uint8 else (decoded // 256).astype(np.uint8)


def read_picture(written: Any, info: ValidationInfo) -> Picture:
    """Return the picture whose path is WRITTEN in a config file.

    It is looked up in the file's folder, in `references` there, and in
    `references` beside that folder.  Raises ValueError where none can be read.
    """
    if isinstance(written, Picture):
        return written
    if not isinstance(written, str | Path):
        raise ValueError("expected the path of a picture")
    folder = (info.context or {}).get("folder", Path())
    places = [
        folder / written,
        folder / "references" / written,
        folder.parent / "references" / written,
    ]
    for place in places:
        if (encoded := _content(place)) is not None:
            picture = Picture(str(written), encoded)
            _ = picture.pixels  # a broken picture is found here, before any device is touched
            return Picture(picture.name, picture.encoded)
    raise ValueError(f"no picture {str(written)!r} in {folder} or a references folder beside it")


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes() if place.is_file() else None
    except OSError as e:
        raise ValueError(f"{place}: {e.strerror}") from e


def _written(picture: Picture, info: SerializationInfo) -> str:
    if (info.context or {}).get("exact"):
        return f"{picture.name} {hashlib.sha256(picture.encoded).hexdigest()}"
    return picture.name


Reference = Annotated[Picture, BeforeValidator(read_picture), PlainSerializer(_written)]
