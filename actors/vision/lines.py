"""Find out, cheaply, whether a picture holds a single row of text, and where it stands."""

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
THIN = 3  # pixels; the edge of a bar, while a stem of a letter has two edges
APART = 5  # pixels between a letter and the end of the bar
WIDE = 2.0  # heights of the row
LOWER = 0.75  # the height of a line in a bar, in that of the bar


def only_row(picture: Pixels) -> list[Region]:
    """Return the boxes of the texts in the only row of PICTURE, with margins; [] for none or more.

    A row is a band that has steep edges across, as strokes have; a coloured
    bar behind it has none but at its ends.  It is several texts where more
    than WIDE of its height is blank between.
    """
    if not LOWEST <= picture.shape[0] <= 3 * TALLEST:
        return []
    strokes = _without_ends(_strokes(picture))
    bands = _runs(strokes.sum(axis=1) >= 2, gap=3)
    if len(bands) != 1:
        return []
    first, last = bands[0]
    if not LOWEST <= last - first <= TALLEST:
        return []
    columns = np.asarray(strokes[first:last].any(axis=0))
    texts = _runs(columns, gap=round(WIDE * (last - first)))
    return [_with_margin((left, first, right, last), picture.shape) for left, right in texts]


def _strokes(picture: Pixels) -> NDArray[np.bool_]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    slope = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0))
    steep = slope > max(FAINT, 0.25 * float(slope.max()))
    return np.asarray(steep)


def _without_ends(strokes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return STROKES without both ends of a bar behind the text: thin, alone, and higher."""
    runs = _runs(np.asarray(strokes.any(axis=0)), gap=APART)
    text = strokes.copy()
    for first, last in (runs[0], runs[-1]) if len(runs) > 1 else ():
        if last - first <= THIN:
            text[:, first:last] = False
    height = _height(text)
    return text if 0 < height <= LOWER * _height(strokes) else strokes


def _height(strokes: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(strokes.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if rows.size else 0


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
