"""Which checks still pass, and by less each time?

The values are one for each execution, the median of its margins, as passes of
one execution share a build and a day.  They sink where the test of Mann (1945)
and Kendall (1975) says so, which asks only how often a later value is lower,
whatever the noise is like; by how much tells the slope of Theil (1950) and Sen (1968).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from cluster.store import Margin, Passes
from cluster.trend import SURE, inflation, slope, trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cluster.trend import Values

ENOUGH = 6  # executions: with fewer, even a fall each time may well be chance
FALL = 0.01  # of the margin over the whole history; less is what coding does to a score
MOST = 300  # executions, the newest; all pairs of them are compared
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
    per_day = slope(days, values)
    history = float(days[-1] - days[0])
    level = values - per_day * days  # without the trend
    if trend(values) / inflation(level) > -SURE or -per_day * history < FALL:
        return Drift(passes, early, late, worst, per_day)
    now = float(np.median(level)) + per_day * float(days[-1])
    zero_in = max(0.0, now / -per_day)
    projected = zero_in if zero_in <= history else None
    return Drift(passes, early, late, worst, per_day, sinks=True, zero_in=projected)


def _by_execution(margins: Sequence[Margin]) -> tuple[Values, Values]:
    """Return for each execution the day, counted from the first, and the median margin."""
    ordered = sorted(margins, key=lambda each: each.execution)
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: each.execution)]
    groups = sorted(groups, key=lambda group: group[0].at)[-MOST:]
    days = np.array([group[0].at for group in groups]) / DAY
    values = np.array([np.median([each.margin for each in group]) for group in groups])
    return days - days[0], values
