"""A reference picture: read once where the config is, and carried to the node as bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    PlainSerializer,
    SerializationInfo,
    ValidationInfo,
)

from actors.codec import decode

if TYPE_CHECKING:
    from actors.interface import Pixels


@dataclass(frozen=True)
class Picture:
    """An encoded picture (PNG or JPEG) and the NAME of its file."""

    name: str
    encoded: bytes = field(repr=False)  # long, and looked through for variables otherwise

    @cached_property
    def pixels(self) -> Pixels:
        """Height x width x 3 (BGR) or x 4 (BGR and alpha).  Raises ValueError."""
        import cv2
        import numpy as np

        data = np.frombuffer(self.encoded, np.uint8)
        stored = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
        if stored is not None and stored.dtype not in (np.uint8, np.uint16):
            raise ValueError(f"{self.name} has {stored.dtype} pixels, not 8 or 16 bits a channel")
        shown = decode(self.encoded)  # as frames are: turned as EXIF says
        if stored is None or shown is None:
            raise ValueError(f"{self.name} is not a picture that can be read")
        if stored.ndim == 2 or stored.shape[2] == 3:
            return shown
        return np.dstack([shown, _alpha(self.encoded)])

    @cached_property
    def digest(self) -> str:
        """What tells its content from every other one (SHA-256, hexadecimal)."""
        return hashlib.sha256(self.encoded).hexdigest()

    def __reduce__(self) -> tuple[type[Picture], tuple[str, bytes]]:
        return Picture, (self.name, self.encoded)  # the pixels would be sent along with them


def _alpha(encoded: bytes) -> Pixels:
    """Return the transparency of a picture; OpenCV tells only the one that is not turned.

    Raises ValueError.
    """
    import numpy as np
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(encoded)) as opened:
            turned = ImageOps.exif_transpose(opened)
    except OSError as e:
        raise ValueError(f"the transparency of a picture cannot be read: {e}") from e
    return np.asarray(turned.convert("RGBA").getchannel("A"))


def read_picture(written: Any, info: ValidationInfo) -> Picture:
    """Return the picture whose path is WRITTEN in a config file.

    It is looked up in the file's folder, in `references` there, and in
    `references` beside that folder.  What was written exactly is asked of `kept`
    in the context, where there is one.  Raises ValueError where none can be read.
    """
    if isinstance(written, Picture):
        return written
    if (kept := (info.context or {}).get("kept")) and (found := kept(written)):
        return Picture(found.name, found.encoded)
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
            return picture
    raise ValueError(f"no picture {str(written)!r} in {folder} or a references folder beside it")


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes() if place.is_file() else None
    except OSError as e:
        raise ValueError(f"{place}: {e.strerror}") from e


def _written(picture: Picture, info: SerializationInfo) -> str:
    if (info.context or {}).get("exact"):
        return f"{picture.name} {picture.digest}"
    return picture.name


Reference = Annotated[Picture, BeforeValidator(read_picture), PlainSerializer(_written)]


def _read_one_or_more(written: Any, info: ValidationInfo) -> Picture | tuple[Picture, ...]:
    if not isinstance(written, list | tuple):
        return read_picture(written, info)
    if not written:
        raise ValueError("expected at least one picture")
    return tuple(read_picture(each, info) for each in written)


def _written_out(read: Picture | tuple[Picture, ...], info: SerializationInfo) -> Any:
    if isinstance(read, Picture):
        return _written(read, info)
    return [_written(picture, info) for picture in read]


References = Annotated[
    Picture | tuple[Picture, ...],
    BeforeValidator(_read_one_or_more),
    PlainSerializer(_written_out),
]


def pictures(thing: object) -> Iterator[Picture]:
    """Yield every picture in THING, a model or a collection of them, however deep; some twice."""
    if isinstance(thing, Picture):
        yield thing
        return
    if isinstance(thing, BaseModel):
        thing = tuple(value for _, value in thing)
    if isinstance(thing, Mapping):
        thing = tuple(thing.values())
    if isinstance(thing, tuple | list | frozenset):
        for part in thing:
            yield from pictures(part)
