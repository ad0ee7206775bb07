"""Which checks still pass, and by less each time?

The values are one for each execution, the median of its margins, as passes of
one execution share a build and a day.  They sink where the test of Mann (1945)
and Kendall (1975) says so, which asks only how often a later value is lower,
whatever the noise is like; by how much tells the slope of Theil (1950) and Sen
(1968), the median over all pairs, which up to 29 % of outliers do not bend.
Values that resemble their neighbours count for fewer (Yue and Wang, 2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from cluster.store import Margin, Passes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Values = NDArray[np.float64]

ENOUGH = 6  # executions: with fewer, even a fall each time may well be chance
SURE = 2.576  # standard deviations; chance alone exceeds it downwards in 0.5 %
FALL = 0.01  # of the margin over the whole history; less is what coding does to a score
MOST = 300  # executions, the newest; all pairs of them are compared
ROUNDING = 1e-12  # the sum of squares that a straight line leaves over
DAY = 86400.0  # seconds


@dataclass(frozen=True)
class Drift:
    """How the margins of PASSES went: fractions, 0 to 1.

    early, late: their medians in the first and the last third of the executions.
    per_day: how fast they change; 0 where there are too few executions to tell.
    sinks: whether that is more than chance.
    zero_in: in how many days they are projected to cross zero, 0 for now; None where
    they do not sink, or not within as much time as was looked back on.
    """

    passes: Passes
    early: float
    late: float
    worst: float
    per_day: float = 0.0
    sinks: bool = False
    zero_in: float | None = None

    @property
    def danger(self) -> tuple[float, bool, float]:
        """What sorts the most endangered first."""
        return (np.inf if self.zero_in is None else self.zero_in), not self.sinks, self.worst


def drifts(passes: Iterable[Passes]) -> list[Drift]:
    """Return how the margins of each question went, the most endangered first."""
    return sorted(map(drift, passes), key=lambda each: each.danger)


def drift(passes: Passes) -> Drift:
    """Return how the margins of PASSES went."""
    days, values = _by_execution(passes.margins)
    third = max(1, len(values) // 3)
    early, late = float(np.median(values[:third])), float(np.median(values[-third:]))
    worst = min(each.margin for each in passes.margins)
    if len(values) < ENOUGH or days[-1] <= days[0]:
        return Drift(passes, early, late, worst)
    slope = _slope(days, values)
    history = float(days[-1] - days[0])
    level = values - slope * days  # without the trend
    if trend(values) / _inflation(level) > -SURE or -slope * history < FALL:
        return Drift(passes, early, late, worst, slope)
    now = float(np.median(level)) + slope * float(days[-1])
    zero_in = max(0.0, now / -slope)
    projected = zero_in if zero_in <= history else None
    return Drift(passes, early, late, worst, slope, sinks=True, zero_in=projected)


def trend(values: Sequence[float] | Values) -> float:
    """Return by how many standard deviations VALUES rise (> 0) or sink (< 0) in their order."""
    found = np.asarray(values, float)
    n = len(found)
    rises = float(np.sign(found[None, :] - found[:, None])[np.triu_indices(n, 1)].sum())
    ties = np.unique(found, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    return (rises - np.sign(rises)) / variance**0.5 if variance > 0 else 0.0


def _inflation(level: Values) -> float:
    """Return how many times more values that resemble their neighbours spread than chance does."""
    off = level - level.mean()
    power = float(off @ off)
    if power < ROUNDING:
        return 1.0
    likeness = min(0.9, max(0.0, float(off[1:] @ off[:-1]) / power))
    return float(((1 + likeness) / (1 - likeness)) ** 0.5)


def _by_execution(margins: Sequence[Margin]) -> tuple[Values, Values]:
    """Return for each execution the day, counted from the first, and the median margin."""
    ordered = sorted(margins, key=lambda each: each.execution)
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: each.execution)]
    groups = sorted(groups, key=lambda group: group[0].at)[-MOST:]
    days = np.array([group[0].at for group in groups]) / DAY
    values = np.array([np.median([each.margin for each in group]) for group in groups])
    return days - days[0], values


def _slope(days: Values, values: Values) -> float:
    first, second = np.triu_indices(len(days), 1)
    apart = days[second] - days[first]
    told = apart > 0
    return float(np.median((values[second] - values[first])[told] / apart[told]))
