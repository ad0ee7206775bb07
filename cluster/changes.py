"""Since when does something take longer, or shorter, than before?

At each place of a series the values before it are compared with those after by the rank
sum of Wilcoxon (1945), standardised; there is a change where hardly any shuffled order of
the same values has one as large as the largest anywhere (Pettitt, 1979), which keeps its
promise whatever the values are distributed like, and however many are equal.
The parts on both sides are looked at in the same way (binary segmentation: Scott and
Knott, 1974); as that is done only where there is a change, it adds no false alarms to a series
without any.  Values that resemble their neighbours count for fewer, as those of one day do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush, heappushpop
from math import sqrt

import numpy as np

from cluster.trend import Values, inflation

CHANCE = 0.02  # how often a series without a change has one found in it
SHUFFLES = 999
FEWEST = 5  # values on either side of a change
LEAST = 0.1  # of the median before; less is not worth a message
BOUND = 2.3  # standard deviations: CHANCE at one place alone, so that shuffling can be spared


@dataclass(frozen=True)
class Change:
    """From the value NUMBER (from 0) on, the median was AFTER instead of BEFORE."""

    number: int
    before: float
    after: float

    @property
    def by(self) -> float:
        """By which part of before it has grown: 0.3 for 30 % more, below 0 for less."""
        return self.after / self.before - 1


def changes(values: Sequence[float]) -> list[Change]:
    """Return where VALUES, all above 0 and in order of time, went up or down for good."""
    series = np.asarray(values, float)
    ends = [0, *sorted(_places(series, 0, len(series))), len(series)]
    found = (
        Change(at, float(np.median(series[start:at])), float(np.median(series[at:end])))
        for start, at, end in zip(ends, ends[1:], ends[2:], strict=False)
    )
    return [change for change in found if abs(change.by) >= LEAST]


def _places(series: Values, start: int, end: int) -> Iterator[int]:
    part = series[start:end]
    if len(part) < 2 * FEWEST or (at := _place(part)) is None:
        return
    yield start + at
    yield from _places(series, start, start + at)
    yield from _places(series, start + at, end)


def _place(part: Values) -> int | None:
    """Return where PART surely changes, if anywhere."""
    ranks = _ranks(part)
    largest = float(_contrasts(ranks[None, :]).max())
    if largest < BOUND or largest <= (needed := _exceeded_by_chance(np.sort(ranks).tobytes())):
        return None
    logs = np.log(part)
    at = _parting(logs)
    spread = min(_differing(logs), inflation(_level(logs, at)))
    return at if largest / spread > needed else None


@lru_cache(maxsize=1024)
def _exceeded_by_chance(ranks: bytes) -> float:
    """Return what the largest contrast of shuffled RANKS exceeds in no more than CHANCE of them.

    It depends on how many there are and which are equal, and so is the same for many series.
    """
    chance = np.random.default_rng(0)  # the same values get the same answer
    shuffled = chance.permuted(np.tile(np.frombuffer(ranks), (SHUFFLES, 1)), axis=1)
    largest = np.sort(_contrasts(shuffled).max(axis=1))
    return float(largest[-round(CHANCE * (1 + SHUFFLES))])


def _parting(logs: Values) -> int:
    """Return where the sides are least far off their medians: ranks do not tell it as sharply."""
    before, after = _deviations(logs), _deviations(logs[::-1])[::-1]
    places = range(FEWEST, len(logs) - FEWEST + 1)
    return min(places, key=lambda at: before[at - 1] + after[at])


def _deviations(logs: Values) -> list[float]:
    """Return how far the first of LOGS, the first two, and so on, are off their median in all."""
    lower, upper = list[float](), list[float]()  # heaps, the lower one of negatives
    below = above = 0.0  # what they sum up to
    found = []
    for value in map(float, logs):
        higher = -heappushpop(lower, -value)
        heappush(upper, higher)
        below, above = below + value - higher, above + higher
        if len(upper) > len(lower):
            lowest = heappop(upper)
            heappush(lower, -lowest)
            below, above = below + lowest, above - lowest
        found.append(above - below - (lower[0] if len(lower) > len(upper) else 0.0))
    return found


def _level(logs: Values, at: int) -> Values:
    """Return how far each value is off the median of its side."""
    return np.concatenate([side - np.median(side) for side in (logs[:at], logs[at:])])


def _differing(logs: Values) -> float:
    """Return what `inflation` does, whatever changes there are.

    That values resemble their neighbours is told by how much more those two places apart differ
    (Tecuapetla-Gomez and Munk, 2017); the largest differences, as across a change, are left out.
    """
    fewer = max(2, len(logs) // 10)
    near, far = (np.sort(np.abs(logs[step:] - logs[:-step]))[:-fewer].mean() for step in (1, 2))
    likeness = min(0.9, max(0.0, (far / near) ** 2 - 1)) if near else 0.0
    return sqrt((1 + likeness) / (1 - likeness))


def _contrasts(ranks: Values) -> Values:
    """Return for each row of RANKS, and each place, by how many deviations its sides differ."""
    n = ranks.shape[1]
    before = np.arange(FEWEST, n - FEWEST + 1)
    off = ranks - ranks.mean(axis=1, keepdims=True)
    sums = np.cumsum(off, axis=1)[:, before - 1]
    spread = (off[0] @ off[0]) / (n - 1)
    if spread == 0:
        return np.zeros(sums.shape)
    return np.asarray(np.abs(sums) / np.sqrt(spread * before * (n - before) / n))


def _ranks(part: Values) -> Values:
    """Return the rank of each value of PART; equal ones share the mean of theirs."""
    _, which, counts = np.unique(part, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[which], float)
