"""What each step asked, what it measured, and the models of the devices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("attempts", sa.Column("model", sa.Text, nullable=False, server_default=""))
    op.add_column("steps", sa.Column("asked", sa.JSON))
    _measures()


def _measures() -> None:
    key = ("execution", "job", "attempt", "step", "number")
    of_step = ["steps.execution", "steps.job", "steps.attempt", "steps.number"]
    op.create_table(
        "measures",
        *(sa.Column(name, sa.Integer, primary_key=True) for name in key),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("error", sa.Double, nullable=False),
        sa.ForeignKeyConstraint(["execution", "job", "attempt", "step"], of_step),
    )
    op.create_index("measures_by_name", "measures", ["name"])
