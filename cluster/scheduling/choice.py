"""Choose which of the jobs that wait a free device takes.

Work is taken to be divisible and shared among the devices as evenly as can be; then a group of
jobs has a level, the time at which its devices are done.  A free device takes the longest job
of the group of the highest level that is meant for it: so a device that others need does not do
what others can, and among what is equally pressing the longest goes first (R. L. Graham,
Bounds on multiprocessing timing anomalies, 1969).  A long job of another group comes before
where its own devices would begin it too late.

The sharing is kept up to date by a bounded number of steps at each decision, so that the time
of a decision does not grow with the number of jobs or devices.
"""

from collections.abc import Hashable, Mapping
from typing import Generic

from cluster.scheduling.group import Group, J, Mean
from cluster.scheduling.kind import NEVER, Kind

STEPS = 100  # of sharing at each decision; one looks at a kind, or at a device of it
ROUNDS = 20  # of sharing at most, after which nothing changes any more
UNHEARD = 1.0  # seconds for each job while no length at all is known: only their number counts


class Choice(Generic[J]):
    """The jobs that wait and the devices that are up; KINDS says of what kind each device is.

    Devices of one kind can do the same jobs.  Times are seconds and never go back.
    """

    def __init__(self, kinds: Mapping[str, Hashable]) -> None:
        named = {name: Kind(number) for number, name in enumerate(dict.fromkeys(kinds.values()))}
        self._named = named
        self._kind = {device: named[name] for device, name in kinds.items()}
        self._groups: dict[tuple[frozenset[Hashable], int], Group[J]] = {}
        self._lengths = Mean()
        self._hungry: dict[Kind, None] = {}  # that may have an idle device and a job for it
        self._number = 0
        self._credit = 0
        self._turn = 0  # of what is shared or settled next
        self._round: list[Group[J] | Kind] = list(named.values())

    def add(
        self, job: J, able: frozenset[Hashable], seconds: float | None, *, priority: int = 0
    ) -> None:
        """Let JOB wait for a device of the kinds that are ABLE; None are SECONDS that nobody knows.

        One of a higher PRIORITY goes before all others on every device that it can have.
        """
        group = self._groups.get((able, priority))
        if group is None:
            group = self._new_group(able, priority)
        self._number += 1
        self._credit += STEPS // 4
        group.add(self._number, job, seconds)
        if seconds is not None:
            self._lengths.add(seconds)
        self._hungry.update((kind, None) for kind in group.kinds if kind.idle)

    def free(self, device: str) -> None:
        """Take note that DEVICE is up and can take a job."""
        kind = self._kind[device]
        kind.free(device)
        self._hungry[kind] = None

    def leave(self, device: str) -> None:
        """Take note that DEVICE is not up; it takes no job until it is free again."""
        self._kind[device].leave(device)

    def learn(self, able: frozenset[Hashable], seconds: float, *, priority: int = 0) -> None:
        """Take note that a job of unknown length took so many SECONDS."""
        self._groups[able, priority].lengths.add(seconds)
        self._lengths.add(seconds)

    def next(self, now: float) -> tuple[J, str] | None:
        """Return a job to begin NOW and its device, which is busy from then on, if there is any."""
        while self._hungry:
            kind = min(self._hungry, key=lambda kind: (kind.level(now), kind.number))
            if kind.idle and (group := self._pick(kind, now)):
                return self._start(group, kind, now)
            del self._hungry[kind]
        return None

    def _new_group(self, able: frozenset[Hashable], priority: int) -> Group[J]:
        kinds = tuple(kind for name, kind in self._named.items() if name in able)
        group = self._groups[able, priority] = Group(kinds, priority)
        self._round.append(group)
        for kind in kinds:
            kind.groups.append(group)
        return group

    def _typical(self, group: Group[J]) -> float:
        return group.lengths.value(self._lengths.value(UNHEARD))

    def _pick(self, kind: Kind, now: float) -> Group[J] | None:
        """Return the group from which an idle device of KIND takes its job."""
        waiting = [group for group in kind.groups if group.count]
        if len(waiting) < 2:
            return waiting[0] if waiting else None
        highest = max(group.priority for group in waiting)
        waiting = [group for group in waiting if group.priority == highest]
        self._share(now)
        for group in waiting:
            if not group.shares:  # its first jobs have just come, or its first device
                group.share(now, self._typical(group))
        meant = [group for group in waiting if kind in group.shares]
        first = max(meant or waiting, key=lambda group: group.pressure(kind))
        return self._at_risk(waiting, first, kind, now) or first

    def _at_risk(
        self, waiting: list[Group[J]], first: Group[J], kind: Kind, now: float
    ) -> Group[J] | None:
        """Return the group whose longest job loses most by waiting, if it is more than FIRST does.

        Both are told by when all would be done.
        """
        levels = (group.level for group in self._groups.values() if group.count)
        end = max(level for level in levels if level < NEVER)
        found, most = None, 0.0
        for group in waiting:
            waits = max(group.begins(kind), now) + group.length
            if group is first or waits <= end:
                continue
            takes = max(end, first.level + group.length / first.devices, now + group.length)
            if waits - takes > most:
                found, most = group, waits - takes
        return found

    def _share(self, now: float) -> None:
        """Go on around all kinds and groups, for a bounded number of steps."""
        self._credit += STEPS
        for _ in range(ROUNDS * len(self._round)):
            one = self._round[self._turn % len(self._round)]
            self._turn += 1
            if isinstance(one, Kind):
                self._credit -= one.settle(now)
            else:
                self._credit -= one.share(now, self._typical(one))
            if self._credit <= 0:
                return
        self._credit = 0

    def _start(self, group: Group[J], kind: Kind, now: float) -> tuple[J, str]:
        job, seconds = group.take(self._typical(group))
        device = kind.start(now, now + seconds)
        group.share(now, self._typical(group))
        return job, device
