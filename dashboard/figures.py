"""What the pages compute from records: progress, time to go, pass rates."""

from collections.abc import Iterable
from dataclasses import dataclass

from cluster.client import Counts, DevicePassRate, Execution


@dataclass(frozen=True)
class Rate:
    """How many ATTEMPTS asked a question, and how many of them PASSED."""

    attempts: int
    passed: float

    @property
    def percent(self) -> float | None:
        return 100 * self.passed / self.attempts if self.attempts > 0 else None

    def without(self, other: "Rate") -> "Rate":
        return Rate(self.attempts - other.attempts, self.passed - other.passed)


def total(rates: Iterable[DevicePassRate]) -> Rate:
    known = list(rates)
    return Rate(sum(r.attempts for r in known), sum(r.attempts * r.passed for r in known))


def done(counts: Counts) -> int:
    """Return how many jobs have their final outcome."""
    return counts.jobs - counts.queued - counts.running


def to_go(execution: Execution, now: float) -> float | None:
    """Return the seconds that are left if it goes on as it did; None before the first job ended."""
    ended = done(execution.counts)
    if not ended:
        return None
    return (now - execution.started) / ended * (execution.counts.jobs - ended)


def lasted(execution: Execution, now: float) -> float:
    """Return the seconds that it took, or has taken until NOW."""
    return (now if execution.ended is None else execution.ended) - execution.started


def over_bound(execution: Execution) -> float | None:
    """Return how many times the best possible duration it took; None where that is not known."""
    if execution.ended is None or not execution.lower_bound:
        return None
    return (execution.ended - execution.started) / execution.lower_bound
