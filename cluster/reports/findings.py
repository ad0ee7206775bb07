"""All that was found in one execution, read from the archive once for any report."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from actors.outcome import Outcome
from cluster.errors import UnknownExecution
from cluster.records import Attempt, DeviceTimes, Execution, Job, Step
from cluster.store import Store


@dataclass(frozen=True)
class AttemptFindings:
    """An attempt and its steps."""

    attempt: Attempt
    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        """How long it took; 0 while it has not ended."""
        return _took(self.attempt.started, self.attempt.ended)

    @property
    def navigating(self) -> float:
        """How many of the seconds it spent on the way to screens."""
        return sum(_took(step.started, step.ended) for step in self.steps if step.kind == "goto")


@dataclass(frozen=True)
class JobFindings:
    """A job and its attempts, the first one first."""

    job: Job
    attempts: tuple[AttemptFindings, ...]


@dataclass(frozen=True)
class Findings:
    """An execution and its jobs."""

    execution: Execution
    jobs: tuple[JobFindings, ...]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.execution.ended or self.execution.started) - self.execution.started

    @property
    def ratio(self) -> float | None:
        """How many times the lower bound it took; None where there is no bound."""
        bound = self.execution.lower_bound
        return self.seconds / bound if bound else None

    @property
    def times(self) -> list[DeviceTimes]:
        """What the attempts that have ended took on each device, by its name."""
        ended = [tried for job in self.jobs for tried in job.attempts if tried.attempt.ended]
        by_device = groupby(sorted(ended, key=_device), key=_device)
        return [_times(device, list(attempts)) for device, attempts in by_device]

    @property
    def navigating(self) -> float:
        """The fraction of the devices' time that was spent on the way to screens."""
        seconds = sum(times.seconds for times in self.times)
        return sum(times.navigating for times in self.times) / seconds if seconds else 0.0

    def exit_code(self) -> int:
        """Return 0 all passed, 1 the product failed, 2 a case is bad, 3 the lab had no answer."""
        outcomes = {found.job.outcome for found in self.jobs}
        if outcomes & {Outcome.FAIL, Outcome.TIMEOUT}:
            return 1
        if Outcome.ERROR in outcomes:
            return 2
        return 0 if outcomes <= {Outcome.PASS} else 3


Picture = Callable[[str], bytes | None]


def findings(execution: int, store: Store) -> Findings:
    """Return all that is known of EXECUTION.  Raises UnknownExecution."""
    record = store.execution(execution)
    if record is None:
        raise UnknownExecution(str(execution))
    attempts: dict[int, list[AttemptFindings]] = {}
    for attempt in store.attempts(execution):
        steps = tuple(store.steps(execution, attempt.job, attempt.number))
        attempts.setdefault(attempt.job, []).append(AttemptFindings(attempt, steps))
    jobs = [JobFindings(job, tuple(attempts.get(job.number, ()))) for job in store.jobs(execution)]
    return Findings(record, tuple(jobs))


def _took(started: float, ended: float | None) -> float:
    """Return the seconds in between; 0 where a clock was set back, and for no end."""
    return 0.0 if ended is None else max(0.0, ended - started)


def _device(tried: AttemptFindings) -> str:
    return tried.attempt.device


def _times(device: str, attempts: list[AttemptFindings]) -> DeviceTimes:
    seconds = sum(tried.seconds for tried in attempts)
    navigating = sum(tried.navigating for tried in attempts)
    return DeviceTimes(
        device=device, attempts=len(attempts), seconds=seconds, navigating=navigating
    )
