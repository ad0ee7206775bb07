"""Sums over everything in the store, for the metrics; their labels are few and fixed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import SQLColumnExpression, and_, func, literal, select
from sqlalchemy import case as either

from actors.outcome import Outcome
from cluster.records import DeviceTimes, State
from cluster.store.reading import Query, Reading, job_state
from cluster.store.tables import AttemptRow, ExecutionRow, JobRow, StepRow


@dataclass(frozen=True)
class OutcomeCounts:
    """How many jobs, attempts and steps (by kind) ended how; FLAKY jobs are among the passed."""

    jobs: dict[Outcome, int]
    flaky: int
    attempts: dict[Outcome, int]
    steps: dict[tuple[str, Outcome], int]


@dataclass(frozen=True)
class QueueDepth:
    """How many jobs have no outcome yet, those of executions that were cut off included."""

    queued: int
    running: int


@dataclass(frozen=True)
class Histogram:
    """How long something took, in seconds.

    buckets: how many took at most the bucket's bound, in the order of the bounds asked for.
    """

    buckets: tuple[int, ...]
    count: int
    sum: float


class Totals(Reading):
    """The part of the store that sums up."""

    def outcome_counts(self) -> OutcomeCounts:
        """Return how many jobs, attempts and steps ended how."""
        flaky = func.count(either((JobRow.flaky, 1))).label("flaky")
        jobs = self._rows(_ends(JobRow.outcome).add_columns(flaky))
        attempts = self._rows(_ends(AttemptRow.outcome))
        steps = self._rows(_ends(StepRow.outcome, StepRow.kind))
        return OutcomeCounts(
            jobs={Outcome(row["outcome"]): row["number"] for row in jobs},
            flaky=sum(row["flaky"] for row in jobs),
            attempts={Outcome(row["outcome"]): row["number"] for row in attempts},
            steps={(row["kind"], Outcome(row["outcome"])): row["number"] for row in steps},
        )

    def verdict_counts(self) -> dict[tuple[str, bool], int]:
        """Return how often steps that judged what they saw, by kind, found that it holds."""
        holds = (StepRow.outcome == Outcome.PASS).label("holds")
        query = (
            select(StepRow.kind, holds, func.count().label("number"))
            .where(StepRow.threshold.is_not(None))
            .where(StepRow.outcome.in_([Outcome.PASS, Outcome.FAIL]))
            .group_by(StepRow.kind, holds)
        )
        return {(row["kind"], bool(row["holds"])): row["number"] for row in self._rows(query)}

    def running_executions(self) -> int:
        """Return how many executions run, those that were cut off included."""
        query = select(func.count().label("number")).where(ExecutionRow.state == State.RUNNING)
        [row] = self._rows(query)
        return int(row["number"])

    def queue_depth(self) -> QueueDepth:
        """Return how many jobs wait and how many run."""
        columns = [
            func.count(either((job_state == state, 1))).label(state)
            for state in (State.QUEUED, State.RUNNING)
        ]
        [row] = self._rows(select(*columns).where(JobRow.outcome.is_(None)))
        return QueueDepth(queued=row["queued"], running=row["running"])

    def attempt_durations(self, bounds: Sequence[float]) -> Histogram:
        """Return how long the attempts that ended took."""
        query = _durations(literal("attempt"), AttemptRow.ended - AttemptRow.started, bounds)
        rows = self._rows(query.where(AttemptRow.outcome.is_not(None)))
        return _histogram(rows[0], bounds) if rows else Histogram((0,) * len(bounds), 0, 0.0)

    def step_durations(self, bounds: Sequence[float]) -> dict[str, Histogram]:
        """Return how long the steps of each kind took."""
        query = _durations(StepRow.kind, StepRow.ended - StepRow.started, bounds)
        return {row["label"]: _histogram(row, bounds) for row in self._rows(query)}

    def device_times(self, execution: int | None = None) -> list[DeviceTimes]:
        """Return what the attempts of EXECUTION, or all, took on each device, by its name."""
        of_attempt = and_(
            StepRow.execution == AttemptRow.execution,
            StepRow.job == AttemptRow.job,
            StepRow.attempt == AttemptRow.number,
        )
        attempts = _sum_by_device(AttemptRow.ended - AttemptRow.started, execution)
        gotos = _sum_by_device(StepRow.ended - StepRow.started, execution)
        gotos = gotos.join(StepRow, of_attempt).where(StepRow.kind == "goto")
        navigating = {row["device"]: row["seconds"] for row in self._rows(gotos)}
        return [
            DeviceTimes(**row, navigating=navigating.get(row["device"], 0.0))
            for row in self._rows(attempts.order_by(AttemptRow.device))
        ]


def _sum_by_device(took: SQLColumnExpression[Any], execution: int | None) -> Query:
    """Select what attempts that have ended come to on each device.

    What ended before it began, as a clock was set back, took no time: sums must not sink.
    """
    seconds = func.sum(either((took > 0, took), else_=0.0)).label("seconds")
    sums = func.count().label("attempts"), seconds
    query = select(AttemptRow.device, *sums).where(AttemptRow.ended.is_not(None))
    query = query.group_by(AttemptRow.device)
    return query if execution is None else query.where(AttemptRow.execution == execution)


def _ends(outcome: Any, *labels: Any) -> Query:
    query = select(*labels, outcome, func.count().label("number"))
    return query.where(outcome.is_not(None)).group_by(*labels, outcome)


def _durations(
    label: SQLColumnExpression[str], took: SQLColumnExpression[Any], bounds: Sequence[float]
) -> Query:
    buckets = [
        func.count(either((took <= bound, 1))).label(f"at_most_{n}")
        for n, bound in enumerate(bounds)
    ]
    whole = [func.count().label("number"), func.sum(took).label("sum")]
    return select(label.label("label"), *whole, *buckets).group_by("label")


def _histogram(row: Any, bounds: Sequence[float]) -> Histogram:
    buckets = tuple(row[f"at_most_{n}"] for n in range(len(bounds)))
    return Histogram(buckets, row["number"], row["sum"])
