"""The part of a frame that a check looks at, at the scale that its references have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import cv2

from actors.vision.pyramid import Pyramid
from actors.vision.region import cut, inside, part_of, per_pixel

if TYPE_CHECKING:
    from actors.interface import Frame, Pixels
    from actors.verdict import Region
    from actors.vision.region import Size

Scale = tuple[float, float]  # across, down


@dataclass(frozen=True, eq=False)
class View:
    """PIXELS show the PART of a frame; one of them is SCALE pixels of it.

    reference: how many of them are one pixel of a reference; 1 where the frame
    has as many pixels as the map, or more, less where it has fewer.
    """

    pixels: Pixels
    part: Region
    scale: Scale
    reference: Scale

    @cached_property
    def pyramid(self) -> Pyramid:
        """The pixels, at this and at smaller sizes."""
        return Pyramid(self.pixels, resampled=self.scale != (1.0, 1.0))

    def in_frame(self, region: Region) -> Region:
        """Return where REGION of the view is in the frame."""
        return inside(region, self.part, self.scale)


@lru_cache(maxsize=2)
def view(frame: Frame, area: Region | None, size: Size | None) -> View:
    """Return AREA of FRAME (None: all of it), scaled as in a frame of SIZE (None: not at all).

    A frame of more pixels is scaled down.  One of fewer pixels stays as it is, as
    details that it lacks cannot be made up: its references are to be scaled down.
    The last views are kept for other questions about the same frame.

    Raises CannotJudge for an area outside the frame.
    """
    part = part_of(frame.size, area, size)
    pixels = cut(frame.pixels, part)
    across, down = per_pixel(frame.size, size)
    if across <= 1 and down <= 1:
        return View(pixels, part, (1.0, 1.0), (across, down))
    width, height = part[2:]
    target = max(1, round(width / across)), max(1, round(height / down))
    scaled = cv2.resize(pixels, target, interpolation=cv2.INTER_AREA)
    return View(scaled, part, (width / target[0], height / target[1]), (1.0, 1.0))
