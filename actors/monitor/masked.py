"""A picture without the parts that are not to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actors.monitor.luma import Luma

if TYPE_CHECKING:
    from actors.verdict import Region

BLUR = 1  # pixels of the small plane into which what is beside them shows


def masked(luma: Luma, boxes: Sequence[Region]) -> Luma:
    """Return LUMA with BOXES, in pixels of the picture that it is of, black."""
    if not boxes:
        return luma
    plane = luma.plane.copy()
    for left, top, width, height in boxes:
        rows = _span(top, height, luma.shrink)
        plane[rows, _span(left, width, luma.shrink)] = 0
    return Luma(plane, luma.shrink)


def _span(start: int, length: int, shrink: int) -> slice:
    return slice(max(0, start // shrink - BLUR), -(-(start + length) // shrink) + BLUR)
