"""The tables: what is true of an execution now, and the log of how it came about.

Whether a job is queued or running is no column: it follows from its attempts.
"""

from typing import Any

from sqlalchemy import JSON, Double, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Pixels = list[int]
Body = dict[str, Any]


class Base(DeclarativeBase):
    """Every column is NOT NULL unless its type says otherwise; times are Unix seconds."""

    type_annotation_map = {  # noqa: RUF012 - how SQLAlchemy wants it
        float: Double(),
        str: Text(),
        Pixels: JSON(none_as_null=True),
        Body: JSON(none_as_null=True),
    }


class ExecutionRow(Base):
    __tablename__ = "executions"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign: Mapped[str]
    campaign_file: Mapped[str]
    lab_file: Mapped[str]
    state: Mapped[str]
    stop_requested: Mapped[bool]
    stopped: Mapped[bool]
    started: Mapped[float]
    ended: Mapped[float | None]
    lower_bound: Mapped[float | None]
    heartbeat: Mapped[float | None]  # when its driver was last heard of


class JobRow(Base):
    __tablename__ = "jobs"

    execution: Mapped[int] = mapped_column(ForeignKey("executions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case: Mapped[str]
    case_file: Mapped[str]
    device: Mapped[str | None]
    outcome: Mapped[str | None]
    flaky: Mapped[bool]
    reason: Mapped[str]
    ended: Mapped[float | None]

    __table_args__ = (Index("jobs_by_outcome", "outcome", "flaky"),)


class AttemptRow(Base):
    __tablename__ = "attempts"

    execution: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[str]
    device: Mapped[str]
    node: Mapped[str]
    model: Mapped[str]
    build: Mapped[str]
    started: Mapped[float]
    ended: Mapped[float | None]
    outcome: Mapped[str | None]
    reason: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(["execution", "job"], ["jobs.execution", "jobs.number"]),
        Index("attempts_by_start", "started"),
        Index("attempts_by_outcome", "outcome", "started", "ended"),
    )


class StepRow(Base):
    __tablename__ = "steps"

    execution: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    what: Mapped[str]
    started: Mapped[float]
    ended: Mapped[float]
    outcome: Mapped[str]
    reason: Mapped[str]
    score: Mapped[float | None]
    threshold: Mapped[float | None]
    region: Mapped[Pixels | None]
    searched: Mapped[Pixels | None]
    size: Mapped[Pixels | None]
    picture: Mapped[str | None]
    asked: Mapped[Body | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["execution", "job", "attempt"],
            ["attempts.execution", "attempts.job", "attempts.number"],
        ),
        Index("steps_by_kind", "kind", "outcome", "started", "ended"),
    )


class MeasureRow(Base):
    __tablename__ = "measures"

    execution: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    seconds: Mapped[float]
    error: Mapped[float]

    __table_args__ = (
        ForeignKeyConstraint(
            ["execution", "job", "attempt", "step"],
            ["steps.execution", "steps.job", "steps.attempt", "steps.number"],
        ),
        Index("measures_by_name", "name"),
    )


class HopRow(Base):
    __tablename__ = "hops"

    execution: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[int] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    map: Mapped[str]
    edge: Mapped[str]
    start: Mapped[str]
    goal: Mapped[str]
    arrival: Mapped[str]
    screen: Mapped[str | None]
    started: Mapped[float]
    acted: Mapped[float]
    ended: Mapped[float]
    seconds: Mapped[float | None]
    changed: Mapped[float | None]
    stable: Mapped[float | None]
    error: Mapped[float]
    disturbed: Mapped[bool]
    margin: Mapped[float]

    __table_args__ = (
        ForeignKeyConstraint(
            ["execution", "job", "attempt", "step"],
            ["steps.execution", "steps.job", "steps.attempt", "steps.number"],
        ),
        Index("hops_by_map", "map", "ended"),
    )


class EventRow(Base):
    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    execution: Mapped[int] = mapped_column(ForeignKey("executions.id"))
    key: Mapped[str]  # what makes it this event and no other in its execution
    body: Mapped[Body]

    __table_args__ = (UniqueConstraint("execution", "key"), {"sqlite_autoincrement": True})
