"""The part of a picture that a check over time looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.errors import CannotJudge
from actors.monitor.luma import Luma, of_pixels
from actors.monitor.masked import masked
from actors.vision.region import cut, inside, part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.interface import Frame, Pixels
    from actors.verdict import Region
    from actors.vision.region import Area, Size

FEWEST = 4  # cells of a grid, across and down, that something can be told from


@dataclass(frozen=True, eq=False)
class Part:
    """The BOX of FRAME that counts, but for the boxes of MASK, which are in pixels of the part."""

    frame: Frame
    box: Region
    mask: tuple[Region, ...] = ()

    @property
    def pixels(self) -> Pixels:
        """What is in the box, masked or not."""
        return cut(self.frame.pixels, self.box)

    @cached_property
    def luma(self) -> Luma:
        """Its brightness, small; what is masked is black."""
        return masked(of_pixels(self.pixels, rows=self.frame.size[1]), self.mask)

    @property
    def visible(self) -> Pixels:
        """What is in the box; what is masked has the usual colour of what is not."""
        if not self.mask:
            return self.pixels
        pixels, counts = self.pixels.copy(), self.counting
        pixels[~counts] = np.median(pixels[counts], axis=0).astype(np.uint8)
        return pixels

    def brightness(self, grid: int) -> NDArray[np.uint8]:
        """Return the brightness, at its own size, of all cells of a GRID in it; masked ones are 0.

        Raises CannotJudge where there are hardly any.
        """
        left, top = (-side % grid for side in self.box[:2])
        grey = cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY)
        grey[~self.counting] = 0
        high, wide = (side // grid * grid for side in grey[top:, left:].shape)
        if min(high, wide) < FEWEST * grid:
            raise CannotJudge(f"{self.box[2]}x{self.box[3]} pixels are too few for its blocks")
        return np.ascontiguousarray(grey[top : top + high, left : left + wide], np.uint8)

    @property
    def counting(self) -> NDArray[np.bool_]:
        """Which of the pixels are not masked."""
        counts = np.ones(self.pixels.shape[:2], np.bool_)
        for box in self.mask:
            cut(counts, box)[:] = False
        return counts

    def in_frame(self, box: Region) -> Region:
        """Return where BOX of the part is in the frame."""
        return inside(box, self.box)


def part(frame: Frame, area: Area | None, mask: Sequence[Area], *, size: Size | None) -> Part:
    """Return AREA of FRAME without MASK, both written for a picture of SIZE.

    Raises CannotJudge where one lies outside the picture, or the mask leaves nothing.
    """
    box = part_of(frame.size, area, size)
    boxes = (_within(box, part_of(frame.size, hidden, size)) for hidden in mask)
    looked = Part(frame, box, tuple(hidden for hidden in boxes if hidden))
    if looked.mask and not looked.counting.any():
        raise CannotJudge("the mask leaves nothing to be looked at")
    return looked


def _within(whole: Region, box: Region) -> Region | None:
    """Return what of BOX is in WHOLE, in pixels of that; None for nothing."""
    left, top = max(box[0], whole[0]), max(box[1], whole[1])
    width = min(box[0] + box[2], whole[0] + whole[2]) - left
    height = min(box[1] + box[3], whole[1] + whole[3]) - top
    return (left - whole[0], top - whole[1], width, height) if width > 0 < height else None
