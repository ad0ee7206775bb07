"""Executions with their jobs, attempts and steps, and the log of events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _executions()
    _jobs()
    _attempts()
    _steps()
    _events()


def _executions() -> None:
    op.create_table(
        "executions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("campaign", sa.Text, nullable=False),
        sa.Column("campaign_file", sa.Text, nullable=False),
        sa.Column("lab_file", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("stop_requested", sa.Boolean, nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("started", sa.Double, nullable=False),
        sa.Column("ended", sa.Double),
        sa.Column("lower_bound", sa.Double),
        sa.Column("heartbeat", sa.Double),
        sqlite_autoincrement=True,
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("execution", sa.Integer, sa.ForeignKey("executions.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("case_file", sa.Text, nullable=False),
        sa.Column("device", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("flaky", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("ended", sa.Double),
    )
    op.create_index("jobs_by_outcome", "jobs", ["outcome", "flaky"])


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("execution", sa.Integer, primary_key=True),
        sa.Column("job", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("node", sa.Text, nullable=False),
        sa.Column("started", sa.Double, nullable=False),
        sa.Column("ended", sa.Double),
        sa.Column("outcome", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["execution", "job"], ["jobs.execution", "jobs.number"]),
    )
    op.create_index("attempts_by_start", "attempts", ["started"])
    op.create_index("attempts_by_outcome", "attempts", ["outcome", "started", "ended"])


def _steps() -> None:
    op.create_table(
        "steps",
        sa.Column("execution", sa.Integer, primary_key=True),
        sa.Column("job", sa.Integer, primary_key=True),
        sa.Column("attempt", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("started", sa.Double, nullable=False),
        sa.Column("ended", sa.Double, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("threshold", sa.Double),
        sa.Column("region", sa.JSON),
        sa.Column("searched", sa.JSON),
        sa.Column("size", sa.JSON),
        sa.Column("picture", sa.Text),
        sa.ForeignKeyConstraint(
            ["execution", "job", "attempt"],
            ["attempts.execution", "attempts.job", "attempts.number"],
        ),
    )
    op.create_index("steps_by_kind", "steps", ["kind", "outcome", "started", "ended"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("execution", sa.Integer, sa.ForeignKey("executions.id"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.UniqueConstraint("execution", "key"),
        sqlite_autoincrement=True,
    )
