"""A reference picture, made ready to be searched for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.reference import Picture
from actors.vision.level import FLAT, SMALLEST, Level
from actors.vision.region import cut
from actors.vision.wash import Wash

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.region import Size

OPAQUE = 128  # the alpha from which a pixel of the reference counts
HALVINGS = 3  # at most; what is left of an interface at an eighth of its size is its layout
CORE = 64  # pixels; of a larger reference this much is enough to find its exact place


@dataclass(frozen=True, eq=False)
class Template:
    """A reference: height x width x 3, blue-green-red; MASK is 255 where it counts.

    resampled: whether it had another size once.
    """

    pixels: Pixels
    mask: Pixels | None
    resampled: bool = False

    @cached_property
    def channel(self) -> int:
        """The colour channel with the most contrast; grey would lose what only colour tells."""
        return self.contrasts.index(max(self.contrasts))

    @cached_property
    def contrasts(self) -> tuple[float, ...]:
        """The standard deviation of each channel, in grey levels."""
        return tuple(map(float, cv2.meanStdDev(self.pixels, mask=self.mask)[1].ravel()))

    @cached_property
    def full(self) -> Level:
        """The channel at full scale."""
        plane, mask = cv2.extractChannel(self.pixels, self.channel), self.mask
        if mask is not None:
            plane = np.where(mask > 0, plane, np.uint8(plane[mask > 0].mean()))
        return Level(plane, mask)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The channel at full, half, … scale, as far down as it can still be found."""
        large_enough = (n for n in range(1, HALVINGS + 1) if min(self.size) >> n > SMALLEST)
        smaller = (self.full.shrunk(halvings) for halvings in large_enough)
        return self.full, *takewhile(lambda level: level.tells, smaller)

    @cached_property
    def wash(self) -> Wash:
        """Its mean colours."""
        return Wash.of(self.pixels, self.mask)

    @cached_property
    def core(self) -> Region:
        """The part with the most texture, at most CORE pixels wide and high."""
        return self.richest((CORE, CORE))

    @cached_property
    def heart(self) -> Level:
        """The channel, at full scale, of the core."""
        mask = None if self.full.mask is None else cut(self.full.mask, self.core)
        return Level(cut(self.full.plane, self.core), mask)

    def richest(self, most: Size) -> Region:
        """Return the part with the most texture, at most so large."""
        plane, mask = self.full.plane, self.full.mask
        size = min(most[0], plane.shape[1]), min(most[1], plane.shape[0])
        texture = cv2.absdiff(plane, cv2.blur(plane, (5, 5)))
        if mask is not None:
            texture = cv2.bitwise_and(texture, mask)
        sums = cv2.boxFilter(
            texture, cv2.CV_32F, size, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT
        )
        inner = sums[: plane.shape[0] - size[1] + 1, : plane.shape[1] - size[0] + 1]
        left, top = cv2.minMaxLoc(inner)[3]
        return left, top, *size

    def scaled(self, across: float, down: float) -> Template:
        """Return it at another size."""
        if across == down == 1:
            return self
        size = max(1, round(self.size[0] * across)), max(1, round(self.size[1] * down))
        kind = cv2.INTER_AREA if min(across, down) < 1 else cv2.INTER_CUBIC
        pixels = cv2.resize(self.pixels, size, interpolation=kind)
        if self.mask is None:
            return Template(pixels, None, resampled=True)
        # what is partly transparent now has the colour of both
        mask = cv2.inRange(cv2.resize(self.mask, size, interpolation=kind), 254, 255)
        return Template(pixels, mask, resampled=True)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


@lru_cache(maxsize=1024)  # as many as a map has; 200x100 pixels take 110 KiB
def template(picture: Picture, scale: tuple[float, float] = (1.0, 1.0)) -> Template:
    """Return PICTURE, scaled across and down, ready for a search.

    Raises ValueError where nothing in it can be found.
    """
    pixels = picture.pixels
    made = Template(np.ascontiguousarray(pixels[:, :, :3]), _mask(pixels)).scaled(*scale)
    if made.mask is not None and not cv2.countNonZero(made.mask):
        raise ValueError(f"{picture.name} is transparent everywhere")
    if max(made.contrasts) < FLAT:
        raise ValueError(f"{picture.name} is of one colour everywhere, so it is found anywhere")
    return made


def _mask(pixels: Pixels) -> NDArray[np.uint8] | None:
    if pixels.shape[2] == 3 or int(pixels[:, :, 3].min()) >= OPAQUE:
        return None
    return np.where(pixels[:, :, 3] >= OPAQUE, 255, 0).astype(np.uint8)
