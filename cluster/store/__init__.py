"""What is kept of every execution, in SQLite or PostgreSQL; the only place with SQL."""

from cluster.store.database import SQLITE_WAIT
from cluster.store.errors import StoreError, StoreUnreachable
from cluster.store.hops import Hops
from cluster.store.totals import Histogram, OutcomeCounts, QueueDepth, Totals
from cluster.store.verdicts import Margin, Passes, Verdicts
from cluster.store.writing import SILENCE, NewJob, Writing

__all__ = [
    "SILENCE",
    "SQLITE_WAIT",
    "Histogram",
    "Margin",
    "NewJob",
    "OutcomeCounts",
    "Passes",
    "QueueDepth",
    "Store",
    "StoreError",
    "StoreUnreachable",
]


class Store(Writing, Totals, Verdicts, Hops):
    """Executions, their jobs, attempts and steps, and the log of all events.

    Threads and processes may share one database; every method is one
    transaction, and may be called again after a StoreError.
    """
