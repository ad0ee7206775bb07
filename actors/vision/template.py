"""A reference picture, made ready to be searched for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.reference import Picture

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

OPAQUE = 128  # the alpha from which a pixel of the reference counts
FLAT = 4.0  # the standard deviation, in grey levels, below which nothing tells a place from others
CORE = 96  # pixels; of a larger reference this much is enough to rule a place out
TEXTURE = 24  # the pixels that a shrunken reference needs to be told from others


@dataclass(frozen=True, eq=False)
class Level:
    """One channel of a reference, shrunk; mask is 255 where it counts, None for everywhere."""

    plane: Pixels
    mask: Pixels | None

    @property
    def inner(self) -> Pixels:
        """What counts of it."""
        return self.plane.ravel() if self.mask is None else self.plane[self.mask > 0]

    @property
    def tells(self) -> bool:
        """Whether enough is left in it to be searched for."""
        enough = min(self.plane.shape) >= 6 and self.inner.size >= TEXTURE
        return enough and float(self.inner.std()) >= FLAT

    @cached_property
    def core(self) -> Region:
        """The part with the most texture, at most CORE pixels wide and high."""
        height, width = self.plane.shape
        size = min(CORE, width), min(CORE, height)
        texture = cv2.absdiff(self.plane, cv2.blur(self.plane, (5, 5))).astype(np.float32)
        if self.mask is not None:
            texture[self.mask == 0] = 0
        sums = cv2.boxFilter(texture, -1, size, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
        inner = sums[: height - size[1] + 1, : width - size[0] + 1]
        left, top = cv2.minMaxLoc(inner)[3]
        return left, top, *size

    @cached_property
    def power(self) -> float:
        """By how much it differs from a flat picture: the sum of squares."""
        return float(self.inner.var()) * self.inner.size


@dataclass(frozen=True, eq=False)
class Template:
    """A reference: height x width x 3, blue-green-red; MASK is 255 where it counts."""

    pixels: Pixels
    mask: Pixels | None

    @cached_property
    def channel(self) -> int:
        """The colour channel with the most contrast; grey would lose what only colour tells."""
        inner = self.pixels.reshape(-1, 3) if self.mask is None else self.pixels[self.mask > 0]
        return int(np.argmax(inner.std(axis=0)))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The channel at full, half and quarter scale, as far down as it still tells."""
        plane, mask = cv2.extractChannel(self.pixels, self.channel), self.mask
        if mask is not None:
            plane = np.where(mask > 0, plane, np.uint8(plane[mask > 0].mean()))
        levels = [Level(plane, mask)]
        while len(levels) < 3 and (smaller := _halved(levels[-1])).tells:
            levels.append(smaller)
        return tuple(levels)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


def halved(plane: Pixels) -> Pixels:
    """Return PLANE at half its width and height; an odd last row or column is left out."""
    height, width = plane.shape
    even = plane[: height // 2 * 2, : width // 2 * 2]
    return cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)


def _halved(level: Level) -> Level:
    # a cell that is only partly opaque shows, in the frame, what lies behind it too
    mask = None if level.mask is None else cv2.threshold(halved(level.mask), 254, 255, 0)[1]
    return Level(halved(level.plane), mask)


@lru_cache(maxsize=256)
def template(picture: Picture) -> Template:
    """Return PICTURE ready for a search.  Raises ValueError where nothing in it can be found."""
    pixels = picture.pixels
    mask = _mask(pixels)
    made = Template(np.ascontiguousarray(pixels[:, :, :3]), mask)
    inner = made.pixels.reshape(-1, 3) if mask is None else made.pixels[mask > 0]
    if not len(inner):
        raise ValueError(f"{picture.name} is transparent everywhere")
    if float(inner.std(axis=0).max()) < FLAT:
        raise ValueError(f"{picture.name} is of one colour everywhere, so it is found anywhere")
    return made


def _mask(pixels: Pixels) -> NDArray[np.uint8] | None:
    if pixels.shape[2] == 3 or int(pixels[:, :, 3].min()) >= OPAQUE:
        return None
    return np.where(pixels[:, :, 3] >= OPAQUE, 255, 0).astype(np.uint8)
