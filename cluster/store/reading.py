"""Asking what happened; each question is one query."""

from collections import defaultdict
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping, Select, and_, exists, func, select
from sqlalchemy import case as either
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from actors.hops import HopRecord
from actors.outcome import Outcome
from actors.verdict import Measure
from cluster.events import AnyEvent, any_event
from cluster.records import Attempt, Counts, DevicePassRate, Execution, Job, State, Step
from cluster.store.database import Database
from cluster.store.tables import (
    AttemptRow,
    EventRow,
    ExecutionRow,
    HopRow,
    JobRow,
    MeasureRow,
    StepRow,
)
from navigation.hop import Arrival

Query = Select[*tuple[Any, ...]]

HOP_COLUMNS = tuple(getattr(HopRow, field.name) for field in fields(HopRecord))

_PARTS = ("measures", "hops")  # of a step, which have tables of their own

_open = aliased(AttemptRow)
_has_open_attempt = (
    exists()
    .where(_open.execution == JobRow.execution, _open.job == JobRow.number, _open.ended.is_(None))
    .correlate(JobRow)
)
job_state: ColumnElement[str] = either(
    (JobRow.outcome.is_not(None), State.ENDED.value),
    (_has_open_attempt, State.RUNNING.value),
    else_=State.QUEUED.value,
)


class Reading(Database):
    """The part of the store that answers."""

    def executions(self, limit: int, *, before: int | None = None) -> list[Execution]:
        """Return at most LIMIT executions, the newest first; those before id BEFORE, if given."""
        query = select(ExecutionRow.id).order_by(ExecutionRow.id.desc()).limit(limit)
        if before is not None:
            query = query.where(ExecutionRow.id < before)
        return self._executions(query)

    def execution(self, id: int) -> Execution | None:
        """Return the execution ID, or None if there is none."""
        found = self._executions(select(ExecutionRow.id).where(ExecutionRow.id == id))
        return found[0] if found else None

    def jobs(self, execution: int) -> list[Job]:
        """Return the jobs of EXECUTION by number."""
        return [Job.model_validate(row) for row in self._rows(_jobs(execution))]

    def attempts(self, execution: int, job: int | None = None) -> list[Attempt]:
        """Return the attempts of EXECUTION, or of its JOB, by number."""
        columns = [getattr(AttemptRow, name) for name in Attempt.model_fields]
        query = select(*columns).where(AttemptRow.execution == execution)
        if job is not None:
            query = query.where(AttemptRow.job == job)
        query = query.order_by(AttemptRow.job, AttemptRow.number)
        return [Attempt.model_validate(row) for row in self._rows(query)]

    def steps(self, execution: int, job: int, attempt: int) -> list[Step]:
        """Return the steps of an attempt that have ended, by number."""
        columns = [getattr(StepRow, name) for name in Step.model_fields if name not in _PARTS]
        query = (
            select(*columns)
            .where(StepRow.execution == execution, StepRow.job == job, StepRow.attempt == attempt)
            .order_by(StepRow.number)
        )
        measures = self._measures(execution, job, attempt)
        hops = self._hops(execution, job, attempt)
        return [
            Step(**row, measures=tuple(measures[row["number"]]), hops=tuple(hops[row["number"]]))
            for row in self._rows(query)
        ]

    def events_since(self, id: int, *, limit: int) -> list[tuple[int, AnyEvent]]:
        """Return at most LIMIT events that came after the event ID, each with its id."""
        query = (
            select(EventRow.id, EventRow.body)
            .where(EventRow.id > id)
            .order_by(EventRow.id)
            .limit(limit)
        )
        return [(row["id"], any_event.validate_python(row["body"])) for row in self._rows(query)]

    def last_event_id(self) -> int:
        """Return the id of the newest event, 0 if there is none."""
        [row] = self._rows(select(func.coalesce(func.max(EventRow.id), 0).label("last")))
        return int(row["last"])

    def stop_requested(self, execution: int) -> bool:
        """Return whether somebody asked that EXECUTION be stopped."""
        query = select(ExecutionRow.stop_requested).where(ExecutionRow.id == execution)
        return any(row["stop_requested"] for row in self._rows(query))

    def pass_rates(self, since: float) -> list[DevicePassRate]:
        """Return how often attempts started since then passed, the worst device first.

        Only a pass and a fail say something of the product; other outcomes are left out.
        """
        passed = func.avg(either((AttemptRow.outcome == Outcome.PASS, 1.0), else_=0.0))
        query = (
            select(AttemptRow.device, func.count().label("attempts"), passed.label("passed"))
            .where(AttemptRow.started >= since)
            .where(AttemptRow.outcome.in_([Outcome.PASS, Outcome.FAIL]))
            .group_by(AttemptRow.device)
            .order_by(passed, AttemptRow.device)
        )
        return [DevicePassRate.model_validate(row) for row in self._rows(query)]

    def _measures(self, execution: int, job: int, attempt: int) -> dict[int, list[Measure]]:
        """Return what each step of an attempt measured, by the number of the step."""
        query = (
            select(MeasureRow.step, MeasureRow.name, MeasureRow.seconds, MeasureRow.error)
            .where(MeasureRow.execution == execution, MeasureRow.job == job)
            .where(MeasureRow.attempt == attempt)
            .order_by(MeasureRow.step, MeasureRow.number)
        )
        found = defaultdict[int, list[Measure]](list)
        for row in self._rows(query):
            found[row["step"]].append(Measure(row["name"], row["seconds"], row["error"]))
        return found

    def _hops(self, execution: int, job: int, attempt: int) -> dict[int, list[HopRecord]]:
        """Return the tries of edges in each step of an attempt, by the number of the step."""
        query = (
            select(HopRow.step, *HOP_COLUMNS)
            .where(HopRow.execution == execution, HopRow.job == job, HopRow.attempt == attempt)
            .order_by(HopRow.step, HopRow.number)
        )
        found = defaultdict[int, list[HopRecord]](list)
        for row in self._rows(query):
            found[row["step"]].append(hop_of(row))
        return found

    def _executions(self, chosen: Select[int]) -> list[Execution]:
        return [_execution(row) for row in self._rows(_counted(chosen))]

    def _rows(self, query: Query) -> list[RowMapping]:
        with self._transaction() as link:
            return list(link.execute(query).mappings())


def hop_of(row: RowMapping) -> HopRecord:
    """Return the try of an edge that is in a ROW with HOP_COLUMNS."""
    values = {column.key: row[column.key] for column in HOP_COLUMNS}
    return HopRecord(**{**values, "arrival": Arrival(row["arrival"])})


def _execution(row: RowMapping) -> Execution:
    own = {name: row[name] for name in Execution.model_fields if name != "counts"}
    counts = {name: row[f"count_{name}"] for name in Counts.model_fields}
    return Execution(**own, counts=Counts(**counts))


def _counted(chosen: Select[int]) -> Query:
    """Select the CHOSEN executions, each with the number of its jobs of each state and outcome."""
    own = [getattr(ExecutionRow, name) for name in Execution.model_fields if name != "counts"]
    counts = {
        "jobs": JobRow.number.is_not(None),
        "queued": and_(JobRow.number.is_not(None), job_state == State.QUEUED),
        "running": job_state == State.RUNNING,
        "passed": JobRow.outcome == Outcome.PASS,
        "flaky": JobRow.flaky,
        **{name: JobRow.outcome == name for name in ("error", "lost", "cancelled", "timeout")},
        "failed": JobRow.outcome == Outcome.FAIL,
    }
    columns = [func.count(either((which, 1))).label(f"count_{n}") for n, which in counts.items()]
    ids = chosen.subquery()
    return (
        select(*own, *columns)
        .join(ids, ids.c.id == ExecutionRow.id)
        .outerjoin(JobRow, JobRow.execution == ExecutionRow.id)
        .group_by(ExecutionRow.id)
        .order_by(ExecutionRow.id.desc())
    )


def _jobs(execution: int) -> Query:
    computed: dict[str, ColumnElement[Any]] = {
        "state": job_state,
        "started": func.min(AttemptRow.started),
        "attempts": func.count(AttemptRow.number),
    }
    columns = [
        computed[name].label(name) if name in computed else getattr(JobRow, name)
        for name in Job.model_fields
    ]
    of_job = and_(AttemptRow.execution == JobRow.execution, AttemptRow.job == JobRow.number)
    return (
        select(*columns)
        .select_from(JobRow)
        .outerjoin(AttemptRow, of_job)
        .where(JobRow.execution == execution)
        .group_by(JobRow.execution, JobRow.number)
        .order_by(JobRow.number)
    )
