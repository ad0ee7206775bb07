"""Find out, cheaply, whether a picture holds a single line of text, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

FAINT = 60.0  # the slope, by Sobel, below which an edge is no stroke of a letter
TALLEST = 96  # pixels; higher than that, it is no single line
LOWEST = 6


def only_line(picture: Pixels) -> Region | None:
    """Return the box of the only line in PICTURE, with a margin; None for none or several.

    A line is a band of rows that have steep edges across, as strokes have; a
    coloured bar behind the line has none but at its ends.
    """
    if picture.shape[0] > 3 * TALLEST:
        return None
    strokes = _strokes(picture)
    bands = _runs(strokes.sum(axis=1) >= 2, gap=3)
    if len(bands) != 1:
        return None
    first, last = bands[0]
    if not LOWEST <= last - first <= TALLEST:
        return None
    columns = np.flatnonzero(strokes[first:last].any(axis=0))
    return _with_margin((int(columns[0]), first, int(columns[-1]) + 1, last), picture.shape)


def _strokes(picture: Pixels) -> NDArray[np.bool_]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    slope = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0))
    return slope > max(FAINT, 0.25 * float(slope.max()))


def _runs(marked: NDArray[np.bool_], *, gap: int) -> list[tuple[int, int]]:
    """Return where runs of MARKED begin and end, those at most GAP apart as one."""
    runs: list[tuple[int, int]] = []
    for place in map(int, np.flatnonzero(marked)):
        if runs and place - runs[-1][1] <= gap:
            runs[-1] = runs[-1][0], place + 1
        else:
            runs.append((place, place + 1))
    return runs


def _with_margin(edges: Region, shape: tuple[int, ...]) -> Region:
    left, top, right, bottom = edges
    margin = max(3, (bottom - top) // 5)
    left, top = max(0, left - margin), max(0, top - margin)
    return left, top, min(shape[1], right + margin) - left, min(shape[0], bottom + margin) - top
