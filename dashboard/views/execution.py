"""One execution, from its campaign down to the picture of a step; without one, all of them."""

from collections import Counter

import streamlit as st

from cluster.client import Execution, Job, State
from dashboard.components.drill import drill
from dashboard.components.job_table import job_table
from dashboard.components.links import place
from dashboard.components.look_filter import look_filter
from dashboard.components.nothing import no_executions
from dashboard.components.rows import rows
from dashboard.components.status import (
    CANCELLED,
    ERROR,
    FAILED,
    FLAKY,
    LOST,
    PASSED,
    QUEUED,
    RUNNING,
    TIMEOUT,
    of_job,
)
from dashboard.components.summary import summary, title
from dashboard.connection import client, live

_PAGE = 20  # executions
_WORST_FIRST = (FAILED, ERROR, TIMEOUT, LOST, FLAKY, RUNNING, CANCELLED, PASSED, QUEUED)


def show() -> None:
    number = place("execution")
    if number is None:
        _history()
        return
    execution = client().execution(number)
    title(execution)
    every = None if execution.state is State.ENDED else 2.0
    live(_summary, every=every)(execution)
    live(_jobs, every=every)(execution)


def _summary(execution: Execution) -> None:
    now = client().execution(execution.id)
    if now.state is not execution.state:
        st.rerun()
    summary(now)


def _jobs(execution: Execution) -> None:
    jobs = client().jobs(execution.id)
    if not jobs:
        st.caption("Its jobs are being planned.")
        return
    left, right = st.columns([1, 1.35], gap="medium")
    with left:
        shown = _filtered(jobs)
        chosen = _chosen(jobs, shown)
        job_table(shown, chosen.number)
    with right:
        drill(execution.id, chosen)


def _filtered(jobs: list[Job]) -> list[Job]:
    wanted = look_filter("outcome", Counter(map(of_job, jobs)))
    return [job for job in jobs if not wanted or of_job(job).word in wanted]


def _chosen(jobs: list[Job], shown: list[Job]) -> Job:
    """Return the job that the address names, or else the first of the worst."""
    named = next((job for job in jobs if job.number == place("job")), None)
    worst = min(shown or jobs, key=lambda job: _WORST_FIRST.index(of_job(job)))
    return named or worst


def _history() -> None:
    st.title("Executions", anchor=False)
    live(_all, every=5)()


def _all() -> None:
    before = place("before")
    executions = client().executions(limit=_PAGE, before=before)
    if not executions:
        no_executions()
        return
    rows(executions)
    if len(executions) == _PAGE and st.button("Older", icon=":material/chevron_right:"):
        st.query_params["before"] = str(executions[-1].id)
        st.rerun()


show()
