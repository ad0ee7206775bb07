"""How much of the fine detail in a picture is not where it was, whatever way it went.

Detail of one size is what halving a picture takes away from it (the bands of the Haar wavelet:
the mean products of a plane add up over its bands).  A still picture keeps the coarser of its
detail wherever it was, however badly it is coded; noise that is drawn anew is finer than coarse.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.monitor.luma import Luma

COARSEST = 8  # pixels of the plane; detail of up to that size is looked at
NOTHING = 1e-6  # squared grey levels


@dataclass(frozen=True)
class Stray:
    """What is not where it was.

    levels: of detail of 4 to 8 pixels of the plane, in grey levels (RMS).
    kept: the part of such detail that is where it was; may be more than 1, as in a fade.
    coarse: how many times as much (squared) that is as of detail half that size.
    """

    levels: float
    kept: float
    coarse: float


def stray(before: Luma, after: Luma) -> Stray:
    """Return what of the detail in one picture is elsewhere, or gone, in one of its size.

    What only one of them has, such as what a better coding adds, counts for nothing.
    """
    fine, coarse = (_lost(*band) for band in pairwise(_products(before, after)))
    lost, whole = coarse
    return Stray(
        levels=max(0.0, lost) ** 0.5,
        kept=1 - lost / max(whole, NOTHING),
        coarse=lost / max(fine[0], NOTHING),
    )


def _lost(finer: NDArray[np.floating], coarser: NDArray[np.floating]) -> tuple[float, float]:
    """Return how much of a band is not in both pictures, and how much could be (squared)."""
    first, second, both = finer - coarser
    whole = min(first, second)
    return float(whole - both), float(whole)


def _products(before: Luma, after: Luma) -> list[NDArray[np.floating]]:
    """Return the mean square of each picture and their mean product, halved once to thrice."""
    pair = [_cropped(luma.plane) for luma in (before, after)]
    products = []
    for _ in range(3):
        height, width = (max(1, side // 2) for side in pair[0].shape)
        pair = [
            np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA))
            for plane in pair
        ]
        first, second = pair
        products.append(
            np.array([cv2.mean(one)[0] for one in (first * first, second * second, first * second)])
        )
    return products


def _cropped(plane: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return what of PLANE can be halved without a rest."""
    height, width = (side // COARSEST * COARSEST or side for side in plane.shape)
    return plane[:height, :width].astype(np.float32)
