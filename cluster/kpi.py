"""How long the edges of a map take, whether within their limits, and since when otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from statistics import fmean, median

import numpy as np

from cluster.changes import Change, changes
from cluster.quantile import Quantile, quantile
from cluster.records import EdgeHop
from cluster.trend import SURE, inflation, slope, trend
from navigation.hop import Arrival

ENOUGH = 6  # values: with fewer, even a rise each time may well be chance
MOST = 500  # values, the newest, that are compared with one another for trends and changes
NEAR = 5  # values between a change that was found and the new build that it is put down to
DAY = 86400.0  # seconds
HOUR = 3600.0  # seconds; what grows from one try to the next may do so only for a while
TINY = 1e-3  # seconds; what took no time at all has no logarithm


@dataclass(frozen=True)
class Sample:
    """Something that ended AT a Unix time on a BUILD took SECONDS, or at most ERROR less."""

    at: float
    seconds: float
    error: float = 0.0
    build: str = ""

    @property
    def least(self) -> float:
        """The seconds that it surely took."""
        return max(0.0, self.seconds - self.error)


@dataclass(frozen=True)
class Limits:
    """The most seconds that an edge may take: WITHIN each time, P95 in 95 % of them."""

    within: float | None = None
    p95: float | None = None


class Kept(StrEnum):
    """Whether limits are kept, as far as that can be told."""

    KEPT = "kept"
    BROKEN = "broken"
    UNSURE = "not enough data"
    NONE = "no limit"


@dataclass(frozen=True)
class Turn:
    """Since AT (Unix), which was the change to BUILD if it is named, all takes BY part longer."""

    at: float
    by: float  # 0.34 for 34 % longer, below 0 for shorter
    build: str = ""


@dataclass(frozen=True)
class Times:
    """How long something takes, in seconds.

    error: by how much less the median may be, as pictures come at intervals.
    per_day: by which part it gets longer each day; 0 where that may be chance, or none is over.
    """

    count: int
    mean: float
    median: float
    error: float
    p95: Quantile
    per_day: float = 0.0


@dataclass(frozen=True)
class EdgeKpi:
    """How an edge of a map goes on a model: TRIES, of which the part SUCCESS (0 to 1) arrived.

    times: from the last key to the goal being told, of those that arrived; None of none.
    changed, stable: medians, from the key to the first change, and until nothing moved.
    too_slow: how many surely took longer than the edge may take each time.
    builds: the times on each build, in the order in which they came.
    """

    map: str
    edge: str
    model: str
    tries: int
    success: float
    times: Times | None
    changed: float | None
    stable: float | None
    too_slow: int
    kept: Kept
    turns: tuple[Turn, ...]
    builds: Mapping[str, Times]


def kpis(
    hops: Iterable[EdgeHop], limits: Mapping[tuple[str, str], Limits] | None = None
) -> list[EdgeKpi]:
    """Return how each edge of HOPS went on each model, by name; LIMITS by map and edge.

    A try that a popup came in between says nothing, and is left out.
    """
    told = sorted((one for one in hops if not one.hop.disturbed), key=_edge)
    found = (list(group) for _, group in groupby(told, key=_edge))
    return [_kpi(group, (limits or {}).get(_edge(group[0])[:2], Limits())) for group in found]


def times(samples: Sequence[Sample]) -> Times:
    """Return how long SAMPLES, of which there is one at least, took."""
    taken, least = [one.seconds for one in samples], [one.least for one in samples]
    return Times(
        len(samples),
        fmean(taken),
        median(taken),
        median(taken) - median(least),
        _p95(samples),
        _per_day(samples[-MOST:]),
    )


def kept(samples: Sequence[Sample], limits: Limits) -> Kept:
    """Return whether SAMPLES keep LIMITS.

    Broken are they only where one sample surely took longer than it may each time, or the lower
    bound of the 95th percentile is above its limit; kept where its upper bound is not.
    """
    if limits == Limits():
        return Kept.NONE
    p95 = _p95(samples) if samples else Quantile(0.0, None, None)
    if _too_slow(samples, limits) or _is_above(p95.low, limits.p95):
        return Kept.BROKEN
    is_told = limits.p95 is None or (p95.high is not None and p95.high <= limits.p95)
    return Kept.KEPT if samples and is_told else Kept.UNSURE


def turns(samples: Sequence[Sample]) -> list[Turn]:
    """Return since when SAMPLES, in order of time, take longer or shorter than before."""
    newest = samples[-MOST:]
    found = changes([max(TINY, one.seconds) for one in newest])
    return [_turn(newest, change) for change in found]


def _edge(one: EdgeHop) -> tuple[str, str, str]:
    return one.hop.map, one.hop.edge, one.model


def _kpi(tried: Sequence[EdgeHop], limits: Limits) -> EdgeKpi:
    ordered = sorted(tried, key=lambda one: one.hop.ended)
    arrived = [one for one in ordered if one.hop.arrival is Arrival.ARRIVED]
    samples = [sample for one in arrived if (sample := _sample(one))]
    by_build = defaultdict[str, list[Sample]](list)
    for sample in samples:
        by_build[sample.build].append(sample)
    map, edge, model = _edge(ordered[0])
    return EdgeKpi(
        map,
        edge,
        model,
        tries=len(ordered),
        success=len(arrived) / len(ordered),
        times=times(samples) if samples else None,
        changed=_median(one.hop.changed for one in arrived),
        stable=_median(one.hop.stable for one in arrived),
        too_slow=_too_slow(samples, limits),
        kept=kept(samples, limits),
        turns=tuple(turns(samples)),
        builds={build: times(of_build) for build, of_build in by_build.items()},
    )


def _sample(one: EdgeHop) -> Sample | None:
    hop = one.hop
    if hop.seconds is None:
        return None
    return Sample(hop.ended, hop.seconds, hop.error, one.build)


def _too_slow(samples: Iterable[Sample], limits: Limits) -> int:
    return sum(_is_above(one.least, limits.within) for one in samples)


def _is_above(seconds: float | None, limit: float | None) -> bool:
    return seconds is not None and limit is not None and seconds > limit


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _p95(samples: Sequence[Sample]) -> Quantile:
    return quantile([one.least for one in samples], [one.seconds for one in samples], 0.95)


def _per_day(samples: Sequence[Sample]) -> float:
    if len(samples) < ENOUGH or samples[-1].at - samples[0].at < DAY:
        return 0.0
    logs = np.log([max(TINY, one.seconds) for one in samples])
    if (rise := abs(trend(logs))) <= SURE:
        return 0.0
    days = np.array([(one.at - samples[0].at) / DAY for one in samples])
    growth = slope(days, logs, apart=HOUR / DAY)
    is_sure = rise / inflation(logs - growth * days) > SURE
    return float(np.expm1(growth)) if is_sure else 0.0


def _turn(samples: Sequence[Sample], change: Change) -> Turn:
    """Return CHANGE, put down to the new build nearest to it, if one came about then.

    A build is new once: where devices with several take turns, none of them came about.
    """
    first: dict[str, int] = {}
    for number, one in enumerate(samples):
        first.setdefault(one.build, number)
    near = [n for n in first.values() if n and abs(n - change.number) <= NEAR]
    at = min(near, key=lambda number: abs(number - change.number), default=None)
    if at is None:
        return Turn(samples[change.number].at, change.by)
    return Turn(samples[at].at, change.by, samples[at].build)
