"""A time before which no schedule, whatever it knew, could have had all jobs done."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate

from cluster.scheduling.group import Group
from cluster.scheduling.kind import Kind
from cluster.scheduling.scenario import Capabilities, Device, Job, Scenario

MOMENTS = 16  # from which on work is counted that arrives later
ROUNDS = 30  # of sharing out, in search of the devices that have most to do
LONGEST = 200  # jobs that are tried on each device which is down at times

Kinds = frozenset[Capabilities]


def lower_bound(scenario: Scenario) -> float:
    """Return seconds; all jobs of SCENARIO cannot be done before.

    It is what the longest job needs from its arrival on, on whichever device is first done with
    it.  And it is, for a set of devices and a moment, when these can have done all work that
    arrives from that moment on and that only they can do, while they are up; or when the one of
    them is done that has to do most jobs, were all there from the beginning.  The sets are those
    that some job can be done by, all devices, and those that have most to do when all work is
    shared as evenly as can be: where nobody is ever down and all is there at the beginning, no
    set gives more (the theorem of P. Hall, in the form of D. Gale, 1957).
    """
    work = _work(scenario)
    if not work:
        return 0.0
    moments = _moments(scenario.jobs)
    latest = _one_job(scenario)
    for kinds in _sets(scenario, work):
        team = _Team.of(kinds, scenario.devices)
        own = [what for able, what in work.items() if able <= kinds]
        shared = (team.done(at, sum(what.after(at) for what in own)) for at in moments)
        latest = max(latest, _crowded([what.longest for what in own], team.count), *shared)
    return latest


@dataclass(frozen=True)
class _Work:
    """Work for the same devices: what arrives from each moment on, sorted."""

    arrivals: list[float]
    left: list[float]  # seconds of work that arrive at the same place or later
    longest: list[float]  # seconds of each job, the longest first

    @classmethod
    def of(cls, jobs: Iterable[Job]) -> "_Work":
        by_arrival = sorted((job.arrives, job.duration) for job in jobs)
        seconds = [seconds for _, seconds in by_arrival]
        left = list(accumulate(reversed(seconds), initial=0.0))
        arrivals = [arrives for arrives, _ in by_arrival]
        return cls(arrivals, left[::-1], sorted(seconds, reverse=True))

    def after(self, moment: float) -> float:
        return self.left[bisect_left(self.arrivals, moment)]


@dataclass(frozen=True)
class _Team:
    """Some devices: how many of them are up from each of TIMES on, and their seconds."""

    count: int
    times: list[float]
    up: list[int]
    given: list[float]  # seconds of work that they can do before each of TIMES

    @classmethod
    def of(cls, kinds: Kinds, devices: Iterable[Device]) -> "_Team":
        those = [device for device in devices if device.capabilities in kinds]
        changes: dict[float, int] = defaultdict(int, {0.0: len(those)})
        for device in those:
            for down, back in device.outages():
                changes[down] -= 1
                changes[back] += 1
        times = sorted(changes)
        up = list(accumulate(changes[at] for at in times))
        spans = [(b - a) * n for a, b, n in zip(times, times[1:], up, strict=False)]
        return cls(len(those), times, up, list(accumulate(spans, initial=0.0)))

    def done(self, moment: float, work: float) -> float:
        """Return when they can have done WORK that they begin at MOMENT."""
        if not work:
            return 0.0
        place = bisect_right(self.times, moment) - 1
        needed = self.given[place] + (moment - self.times[place]) * self.up[place] + work
        place = bisect_left(self.given, needed) - 1
        return self.times[place] + (needed - self.given[place]) / self.up[place]


def _work(scenario: Scenario) -> dict[Kinds, _Work]:
    able = scenario.able()
    jobs: dict[Kinds, list[Job]] = defaultdict(list)
    for job in scenario.jobs:
        jobs[able[job.needs]].append(job)
    return {kinds: _Work.of(those) for kinds, those in jobs.items()}


def _moments(jobs: Iterable[Job]) -> list[float]:
    """Return when jobs arrive: each time, or times with as many jobs between each two."""
    times = sorted({job.arrives for job in jobs})
    step = max(1, len(times) // MOMENTS)
    return times[::step]


def _sets(scenario: Scenario, work: dict[Kinds, _Work]) -> list[Kinds]:
    """Return sets of kinds of devices that may have much to do."""
    found = dict.fromkeys([*work, frozenset[Capabilities]().union(*work)])
    found.update((kinds, None) for kinds in _most_to_do(scenario, work))
    return list(found)


def _most_to_do(scenario: Scenario, work: dict[Kinds, _Work]) -> Iterator[Kinds]:
    kinds: dict[Capabilities, Kind] = {}
    for device in scenario.devices:
        kind = kinds.setdefault(device.capabilities, Kind(len(kinds)))
        kind.idle.append(device.name)
    groups = []
    for able, what in work.items():
        group = Group[None](tuple(kind for gives, kind in kinds.items() if gives in able), 0)
        group.add(0, None, what.left[0])
        groups.append(group)
    for _ in range(ROUNDS):
        for group in groups:
            group.share(0.0, 0.0)
    levels = {gives: kind.level(0.0) for gives, kind in kinds.items()}
    for level in set(levels.values()):
        yield frozenset(gives for gives, its in levels.items() if its >= level * (1 - 1e-6))


def _crowded(longest: Iterable[Iterable[float]], devices: int) -> float:
    """Return the seconds of the k + 1 shortest of the k * DEVICES + 1 longest jobs, at most.

    One device does so many of them, by the pigeonhole principle, whichever k one takes.
    """
    sums = list(accumulate(merge(*longest, reverse=True), initial=0.0))
    rounds = range((len(sums) - 2) // devices + 1)
    return max((sums[k * devices + 1] - sums[k * devices - k] for k in rounds), default=0.0)


def _one_job(scenario: Scenario) -> float:
    """Return when the job that is done last can be done if it has its devices for itself."""
    able = scenario.able()
    always = {device.capabilities for device in scenario.devices if not device.down}
    latest = 0.0
    pressed = sorted(scenario.jobs, key=lambda job: -(job.arrives + job.duration))
    for job in pressed[:LONGEST]:
        if job.arrives + job.duration <= latest or always & able[job.needs]:
            latest = max(latest, job.arrives + job.duration)
            continue
        those = (device for device in scenario.devices if device.capabilities in able[job.needs])
        latest = max(latest, min(_earliest(job, device) for device in those))
    return latest


def _earliest(job: Job, device: Device) -> float:
    """Return when JOB can be done if DEVICE does nothing else."""
    begins = job.arrives
    for down, up in device.outages():
        if begins + job.duration <= down:
            break
        begins = max(begins, up)
    return begins + job.duration
