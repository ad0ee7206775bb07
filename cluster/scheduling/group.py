"""Jobs that the same kinds of devices can do, and how their work is shared among these."""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice
from math import sqrt
from typing import Generic, NamedTuple, TypeVar

from cluster.scheduling.kind import NEVER, Kind

J = TypeVar("J")

LATE = 2  # devices of those it is meant for may be late, and a long job still begins in time


@dataclass(slots=True)
class Mean:
    """The mean of what was counted in."""

    count: int = 0
    total: float = 0.0

    def add(self, value: float) -> None:
        self.count, self.total = self.count + 1, self.total + value

    def value(self, otherwise: float) -> float:
        """Return the mean, or OTHERWISE while nothing was counted in."""
        return self.total / self.count if self.count else otherwise


class Waiting(NamedTuple, Generic[J]):
    """A job that waits; sorted, the one that takes longest comes first."""

    shortness: float  # minus the seconds that it is expected to take
    number: int  # in the order in which they came
    job: J


@dataclass(eq=False, slots=True)
class Group(Generic[J]):
    """The jobs of one PRIORITY that just these KINDS can do; times are seconds.

    Those of unknown length keep to the order in which they came.
    """

    kinds: tuple[Kind, ...]
    priority: int
    known: list[Waiting[J]] = field(default_factory=list)  # a heap
    unknown: deque[tuple[int, J]] = field(default_factory=deque)
    seconds: float = 0.0  # of the known ones together
    lengths: Mean = field(default_factory=Mean)  # as far as they were ever known
    shares: dict[Kind, float] = field(default_factory=dict)  # of its work, for whom it is meant
    devices: int = 1  # of the kinds that it is meant for
    length: float = 0.0  # of its longest job
    level: float = 0.0  # when its work is done if it is shared like that
    ends: list[float] = field(default_factory=list)  # of the first devices that it is meant for

    @property
    def count(self) -> int:
        """How many jobs wait."""
        return len(self.known) + len(self.unknown)

    def add(self, number: int, job: J, seconds: float | None) -> None:
        """Let JOB wait, that is expected to take SECONDS, or nobody knows how long."""
        if seconds is None:
            self.unknown.append((number, job))
            return
        self.lengths.add(seconds)
        self.length = max(self.length, seconds)
        heappush(self.known, Waiting(-seconds, number, job))
        self.seconds += seconds

    def pressure(self, kind: Kind) -> float:
        """Return when it is done, and as much later as its longest job counts for on KIND.

        A job is not divisible, and the more it counts the fewer devices can make up for it; but
        never for more than what is meant for KIND, which has other work to do.
        """
        return self.level + min(self.length, self.shares.get(kind, 0.0)) / sqrt(self.devices)

    def _longest(self, typical: float) -> float:
        longest = -self.known[0].shortness if self.known else 0.0
        return max(longest, typical) if self.unknown else longest

    def take(self, typical: float) -> tuple[J, float]:
        """Return its longest job, which waits no more, and the seconds it is expected to take."""
        if self.unknown and (not self.known or typical >= -self.known[0].shortness):
            return self.unknown.popleft()[1], typical
        shortness, _, job = heappop(self.known)
        self.seconds = self.seconds + shortness if self.known else 0.0
        return job, -shortness

    def share(self, now: float, typical: float) -> int:
        """Share its work so that the kinds are done as evenly as can be; return the steps taken.

        Water filled into vessels: the lowest levels rise until all of it is in.
        """
        for kind, part in self.shares.items():
            kind.load -= part
        self.shares = {}
        work = self.seconds + len(self.unknown) * typical
        if not work:
            self.length = 0.0
            return 1
        lowest = sorted((kind.level(now), kind.number, kind) for kind in self.kinds)
        if lowest[0][0] == NEVER:
            self.level = NEVER
            return len(lowest)
        count, total = 0, work
        vessels: list[tuple[Kind, float]] = []
        for level, _, kind in lowest:
            if vessels and level * count >= total:
                break
            vessels.append((kind, level))
            count, total = count + kind.count(), total + level * kind.count()
        self.level, self.devices = total / count, count
        self.length = self._longest(typical)
        for kind, level in vessels:
            part = (self.level - level) * kind.count()
            self.shares[kind] = part
            kind.load += part
        self.ends = self._ends(now)
        return len(lowest)

    def begins(self, kind: Kind) -> float:
        """Return when its longest job surely begins if a device of KIND does not take it now.

        One or two devices that it is meant for may both be late, so they promise nothing.
        """
        if kind not in self.shares:
            return self.ends[0]
        return self.ends[LATE] if len(self.ends) > LATE else NEVER

    def _ends(self, now: float) -> list[float]:
        """Return when the first devices are free that some of its work is meant for."""
        ends: list[float] = []
        for kind in self.shares:
            ends += [now] * min(len(kind.idle), LATE + 1)
            ends += [end for end, _ in islice(kind.ends, LATE + 1)]
        return sorted(ends)[: LATE + 1]
