"""The part of a frame that a check looks at, at the scale that its references have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2

from actors.vision.region import cut, inside, part_of, per_pixel

if TYPE_CHECKING:
    from actors.interface import Frame, Pixels
    from actors.verdict import Region
    from actors.vision.region import Size


@dataclass(frozen=True, eq=False)
class View:
    """PIXELS show the PART of a frame; one of them is SCALE pixels of it, across and down."""

    pixels: Pixels
    part: Region
    scale: tuple[float, float]

    def in_frame(self, region: Region) -> Region:
        """Return where REGION of the view is in the frame."""
        return inside(region, self.part, self.scale)


def view(frame: Frame, area: Region | None, size: Size | None) -> View:
    """Return AREA of FRAME (None: all of it), scaled as in a frame of SIZE (None: not at all).

    Raises CannotJudge for an area outside the frame.
    """
    part = part_of(frame.size, area, size)
    pixels = cut(frame.pixels, part)
    across, down = per_pixel(frame.size, size)
    if across == down == 1:
        return View(pixels, part, (1.0, 1.0))
    width, height = part[2:]
    target = max(1, round(width / across)), max(1, round(height / down))
    kind = cv2.INTER_AREA if across >= 1 and down >= 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(pixels, target, interpolation=kind)
    return View(scaled, part, (width / target[0], height / target[1]))
