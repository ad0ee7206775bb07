"""Whether a series goes up or down, and how fast, whatever its noise is like.

The test of Mann (1945) and Kendall (1975) asks only how often a later value is lower;
the slope of Theil (1950) and Sen (1968) is the median over all pairs, which up to 29 % of
outliers do not bend.  Values that resemble their neighbours count for fewer (Yue and
Wang, 2004).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

SURE = 2.576  # standard deviations; chance alone exceeds it downwards in 0.5 %
ROUNDING = 1e-12  # the sum of squares that a straight line leaves over


def trend(values: Sequence[float] | Values) -> float:
    """Return by how many standard deviations VALUES rise (> 0) or sink (< 0) in their order."""
    found = np.asarray(values, float)
    n = len(found)
    rises = float(np.sign(found[None, :] - found[:, None])[np.triu_indices(n, 1)].sum())
    ties = np.unique(found, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    return (rises - np.sign(rises)) / variance**0.5 if variance > 0 else 0.0


def slope(times: Values, values: Values, *, apart: float = 0.0) -> float:
    """Return by how much VALUES grow in one unit of their TIMES, which rise.

    Only values further APART in time than that are compared; there are two of them at least.
    """
    first, second = np.triu_indices(len(times), 1)
    gone = times[second] - times[first]
    told = gone > apart
    return float(np.median((values[second] - values[first])[told] / gone[told]))


def inflation(level: Values) -> float:
    """Return how many times more values that resemble their neighbours spread than chance does.

    LEVEL is the series without what it is tested for.
    """
    off = level - level.mean()
    power = float(off @ off)
    if power < ROUNDING:
        return 1.0
    likeness = min(0.9, max(0.0, float(off[1:] @ off[:-1]) / power))
    return float(((1 + likeness) / (1 - likeness)) ** 0.5)
