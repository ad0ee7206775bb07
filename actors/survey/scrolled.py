"""How much of a page is still there, but somewhere else, as in a list that scrolled?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.survey.sight import ACROSS, DOWN, SIDE, Cells, differing

if TYPE_CHECKING:
    from actors.survey.sight import Sight

SAME = 0.85  # correlation of a cell with itself, half a pixel off
LEAST = 256.0  # grey levels squared, summed over a cell; what has less is plain
FARTHEST = 0.5  # of the picture, that it scrolls by

Cut = NDArray[np.float32]  # DOWN x SIDE x ACROSS x SIDE


def scrolled(before: Sight, after: Sight) -> float:
    """Return the part of the detail that changed its place, 0 to 1, all of it by the same.

    Between different pages up to 0.24 was measured, and 0.6 where a list scrolls by a row.
    """
    counts = ~(before.moving | after.moving) & (before.detailed | after.detailed)
    if not counts.any():
        return 0.0
    counted, old, now = int(np.count_nonzero(counts)), _grey(before), _cut(_grey(after))
    changed = counts & differing(before.small, after.small)
    most = max(
        int(np.count_nonzero(changed & _is_same(_cut(np.roll(old, shift, axis)), now)))
        for axis in (0, 1)
        for shift in _shifts(old.shape[axis])
    )
    return most / counted


def _shifts(length: int) -> range | list[int]:
    farthest = round(FARTHEST * length)
    return [shift for shift in range(-farthest, farthest + 1) if abs(shift) >= SIDE]


def _grey(sight: Sight) -> NDArray[np.float32]:
    return cv2.cvtColor(sight.small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def _cut(grey: NDArray[np.float32]) -> Cut:
    """Return GREY in cells, the mean of each taken away."""
    cells = grey.reshape(DOWN, SIDE, ACROSS, SIDE)
    return np.asarray(cells - cells.mean(axis=(1, 3), keepdims=True))


def _is_same(one: Cut, other: Cut) -> Cells:
    both = np.einsum("ykxl,ykxl->yx", one, one) * np.einsum("ykxl,ykxl->yx", other, other)
    least = SAME * np.sqrt(np.maximum(both, LEAST**2))
    return np.asarray(np.einsum("ykxl,ykxl->yx", one, other) >= least)
