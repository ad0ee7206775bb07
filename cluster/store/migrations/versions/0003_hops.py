"""Every try of an edge of a map, and what the devices run."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("attempts", sa.Column("build", sa.Text, nullable=False, server_default=""))
    key = ("execution", "job", "attempt", "step", "number")
    of_step = ["steps.execution", "steps.job", "steps.attempt", "steps.number"]
    texts = ("map", "edge", "start", "goal", "arrival")
    times = ("started", "acted", "ended")
    op.create_table(
        "hops",
        *(sa.Column(name, sa.Integer, primary_key=True) for name in key),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("screen", sa.Text),
        *(sa.Column(name, sa.Double, nullable=False) for name in times),
        *(sa.Column(name, sa.Double) for name in ("seconds", "changed", "stable")),
        sa.Column("error", sa.Double, nullable=False),
        sa.Column("disturbed", sa.Boolean, nullable=False),
        sa.Column("margin", sa.Double, nullable=False),
        sa.ForeignKeyConstraint(["execution", "job", "attempt", "step"], of_step),
    )
    op.create_index("hops_by_map", "hops", ["map", "ended"])
