"""Writing down what happens: each event is logged and changes the rows that it tells of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, insert, or_, select, update

from actors.outcome import Outcome
from cluster.errors import StillDriven
from cluster.events import AnyEvent, AttemptEnded
from cluster.records import State
from cluster.store import log
from cluster.store.database import Database
from cluster.store.log import Fields
from cluster.store.tables import AttemptRow, Base, ExecutionRow, HopRow, JobRow, MeasureRow, StepRow

_TURNS = ("execution_started", "execution_ended")


SILENCE = 8.0  # seconds without a heartbeat after which a driver counts as gone


@dataclass(frozen=True)
class NewJob:
    """A case to be executed; DEVICE is set where it must be that one."""

    case: str
    case_file: str
    device: str | None = None


class Writing(Database):
    """The part of the store that writes."""

    def begin(
        self,
        campaign: str,
        jobs: Sequence[NewJob],
        *,
        campaign_file: str,
        lab_file: str,
        at: float,
    ) -> int:
        """Add an execution with its JOBS, numbered from 1, all queued; return its id, from 1."""
        row = {
            "campaign": campaign,
            "campaign_file": campaign_file,
            "lab_file": lab_file,
            "state": State.QUEUED,
            "stop_requested": False,
            "stopped": False,
            "started": at,
        }
        with self._writing() as link:
            new = insert(ExecutionRow).values(row).returning(ExecutionRow.id)
            execution = link.execute(new).scalar_one()
            _insert(link, JobRow, [_job(execution, n, job) for n, job in enumerate(jobs, 1)])
        return execution

    def record(self, events: Sequence[AnyEvent]) -> None:
        """Keep EVENTS, all or none; what is known already changes nothing.

        An attempt, or a job, that has ended stays as it ended.
        """
        with self._writing() as link:
            _record(link, events)

    def cut_off(self, execution: int, at: float) -> list[AttemptEnded]:
        """Make EXECUTION ready to be resumed; return the attempts that were open, now lost.

        Their jobs are queued again, and a request to stop a driver of before is forgotten.
        Raises StillDriven while its driver has not been silent for SILENCE seconds.
        """
        this = update(ExecutionRow).where(ExecutionRow.id == execution)
        silent = or_(ExecutionRow.heartbeat.is_(None), ExecutionRow.heartbeat < at - SILENCE)
        begun = ExecutionRow.state != State.QUEUED
        with self._writing() as link:
            if not link.execute(this.where(silent).values(heartbeat=at)).rowcount:
                raise StillDriven(execution)
            link.execute(this.where(begun).values(stop_requested=False))
            lost = _open_attempts(link, execution, at)
            _record(link, lost)
        return lost

    def beat(self, execution: int, at: float) -> None:
        """Note that EXECUTION has a driver, which is alive."""
        alive = update(ExecutionRow).where(ExecutionRow.id == execution).values(heartbeat=at)
        with self._writing() as link:
            link.execute(alive)

    def request_stop(self, execution: int) -> bool:
        """Ask whoever drives EXECUTION to stop; false if it has ended, or there is none."""
        asked = (
            update(ExecutionRow)
            .where(ExecutionRow.id == execution, ExecutionRow.state != State.ENDED)
            .values(stop_requested=True)
        )
        with self._writing() as link:
            return link.execute(asked).rowcount > 0


def _job(execution: int, number: int, job: NewJob) -> Fields:
    return {
        "execution": execution,
        "number": number,
        "case": job.case,
        "case_file": job.case_file,
        "device": job.device,
        "flaky": False,
        "reason": "",
    }


def _open_attempts(link: Connection, execution: int, at: float) -> list[AttemptEnded]:
    query = (
        select(AttemptRow.job, AttemptRow.number, AttemptRow.device)
        .where(AttemptRow.execution == execution, AttemptRow.ended.is_(None))
        .order_by(AttemptRow.job, AttemptRow.number)
    )
    return [
        AttemptEnded(
            execution=execution,
            at=at,
            job=job,
            attempt=number,
            device=device,
            outcome=Outcome.LOST,
            reason="the driver was cut off",
        )
        for job, number, device in link.execute(query)
    ]


def _record(link: Connection, events: Sequence[AnyEvent]) -> None:
    if not events:
        return
    new = log.append(link, events)
    by_kind = defaultdict[str, list[Fields]](list)
    for fields in new:
        by_kind[fields["event"]].append(fields)
    # Rows before those that refer to them, and all of them before they change.
    _insert(link, AttemptRow, [_attempt(fields) for fields in by_kind["attempt_started"]])
    _insert(link, StepRow, [_step(fields) for fields in by_kind["step_ended"]])
    for row, of in ((MeasureRow, "measures"), (HopRow, "hops")):
        parts = [part for fields in by_kind["step_ended"] for part in _parts(fields, of)]
        _insert(link, row, parts)
    _end(link, AttemptRow, [_attempt_end(fields) for fields in by_kind["attempt_ended"]])
    _end(link, JobRow, [_job_end(fields) for fields in by_kind["job_ended"]])
    for fields in new:
        if fields["event"] in _TURNS:
            _turn(link, fields)


def _insert(link: Connection, row: type[Base], rows: Sequence[Fields]) -> None:
    if rows:
        link.execute(insert(row), rows)


def _end(link: Connection, row: type[Base], ends: Sequence[Fields]) -> None:
    """Change the rows whose primary key is in ENDS, under names that begin with `the_`."""
    if not ends:
        return
    table = row.__table__
    assert isinstance(table, Table)
    key = [column == bindparam(f"the_{column.name}") for column in table.primary_key]
    link.execute(update(table).where(*key), ends)


def _attempt(fields: Fields) -> Fields:
    names = ("execution", "job", "case", "device", "node", "model", "build")
    kept = {name: fields[name] for name in names}
    return {**kept, "number": fields["attempt"], "started": fields["at"], "reason": ""}


def _step(fields: Fields) -> Fields:
    values = {**fields, "number": fields["step"], "ended": fields["at"]}
    return {column.name: values[column.name] for column in StepRow.__table__.columns}


def _parts(fields: Fields, of: str) -> list[Fields]:
    """Return the rows of what a step has several OF, in their order."""
    step = {name: fields[name] for name in ("execution", "job", "attempt", "step")}
    return [{**step, "number": number, **part} for number, part in enumerate(fields[of])]


def _attempt_end(fields: Fields) -> Fields:
    return {
        "the_execution": fields["execution"],
        "the_job": fields["job"],
        "the_number": fields["attempt"],
        "ended": fields["at"],
        "outcome": fields["outcome"],
        "reason": fields["reason"],
    }


def _job_end(fields: Fields) -> Fields:
    return {
        "the_execution": fields["execution"],
        "the_number": fields["job"],
        "ended": fields["at"],
        "outcome": fields["outcome"],
        "flaky": fields["flaky"],
        "reason": fields["reason"],
    }


def _turn(link: Connection, fields: Fields) -> None:
    """Change an execution that starts, perhaps again, or ends, perhaps for now."""
    change = update(ExecutionRow).where(ExecutionRow.id == fields["execution"])
    if fields["event"] == "execution_started":
        change = change.values(state=State.RUNNING, stopped=False, ended=None)
    else:
        kept = {name: fields[name] for name in ("stopped", "lower_bound")}
        change = change.values(state=State.ENDED, ended=fields["at"], **kept)
    link.execute(change)
