"""Parts of a picture: as users write them, and as the frame at hand has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from actors.errors import CannotJudge
from actors.verdict import Region

if TYPE_CHECKING:
    from actors.interface import Pixels

Size = tuple[int, int]  # width, height; pixels


def _with_a_size(area: Region) -> Region:
    left, top, width, height = area
    if width <= 0 or height <= 0:
        raise ValueError(f"a region of {width}x{height} pixels has nothing in it")
    if left < 0 or top < 0:
        raise ValueError(f"a region begins inside the picture, not at {left}, {top}")
    return area


Area = Annotated[Region, AfterValidator(_with_a_size)]


def part_of(frame: Size, area: Region | None, size: Size | None) -> Region:
    """Return where AREA, written for a picture of SIZE, lies in a FRAME; None is all of it.

    What sticks out is cut off.  Raises CannotJudge for an area that lies outside.
    """
    if area is None:
        return 0, 0, *frame
    written = size or frame
    if area[0] >= written[0] or area[1] >= written[1]:
        told = f"{written[0]}x{written[1]} pixels"
        raise CannotJudge(f"the region {list(area)} lies outside the picture of {told}")
    return inside(area, (0, 0, *frame), per_pixel(frame, size))


def per_pixel(frame: Size, size: Size | None) -> tuple[float, float]:
    """Return how many pixels of FRAME are one pixel of a picture of SIZE, across and down."""
    return (frame[0] / size[0], frame[1] / size[1]) if size else (1.0, 1.0)


def inside(part: Region, whole: Region, scale: tuple[float, float] = (1.0, 1.0)) -> Region:
    """Return where PART of a picture of WHOLE is in the frame; it never is beyond WHOLE.

    scale: pixels of the frame for one of the picture, across and down.
    """
    left, width = _span(part[0], part[2], scale=scale[0], within=whole[2])
    top, height = _span(part[1], part[3], scale=scale[1], within=whole[3])
    return whole[0] + left, whole[1] + top, width, height


def _span(start: int, length: int, *, scale: float, within: int) -> tuple[int, int]:
    first = min(round(start * scale), within - 1)
    last = min(max(round((start + length) * scale), first + 1), within)
    return first, last - first


def around(area: Region, margin: int) -> Region:
    """Return AREA and MARGIN pixels on each side of it, as far as there are any."""
    left, top = max(0, area[0] - margin), max(0, area[1] - margin)
    return left, top, area[0] + area[2] + margin - left, area[1] + area[3] + margin - top


def cut(pixels: Pixels, part: Region) -> Pixels:
    """Return PART of PIXELS, without copying it."""
    left, top, width, height = part
    return pixels[top : top + height, left : left + width]
