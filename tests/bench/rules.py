"""The plain rules that the scheduler is compared with."""

from typing import Any

from cluster.scheduling.choice import Choice
from cluster.scheduling.group import Group
from cluster.scheduling.kind import Kind


class FirstCome(Choice[int]):
    """A free device takes the first job that it can do; nobody knows how long any takes."""

    def add(self, job: int, able: Any, seconds: float | None, *, priority: int = 0) -> None:
        super().add(job, able, None, priority=priority)

    def _pick(self, kind: Kind, now: float) -> Group[int] | None:
        waiting = [group for group in kind.groups if group.count]
        return min(waiting, key=lambda group: group.unknown[0], default=None)


class LongestFirst(Choice[int]):
    """A free device takes the longest job that it can do."""

    def _pick(self, kind: Kind, now: float) -> Group[int] | None:
        waiting = [group for group in kind.groups if group.count]
        return max(waiting, key=_longest, default=None)


class ScarcestFirst(Choice[int]):
    """A free device takes the job that fewest devices can do, and of these the longest."""

    def _pick(self, kind: Kind, now: float) -> Group[int] | None:
        waiting = [group for group in kind.groups if group.count]
        return min(waiting, key=lambda group: (_able(group), -_longest(group)), default=None)


def _longest(group: Group[int]) -> float:
    return -group.known[0].shortness


def _able(group: Group[int]) -> int:
    return sum(len(kind.idle) + len(kind.busy_until) for kind in group.kinds)
