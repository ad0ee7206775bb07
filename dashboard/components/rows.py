"""Executions as rows: outcome, jobs, duration and a link to each."""

import time
from collections.abc import Sequence

import streamlit as st

from cluster.client import Execution, State
from dashboard import figures
from dashboard.components.links import to_execution
from dashboard.components.outcome_bar import bar
from dashboard.components.status import of_execution
from dashboard.components.text import plural
from dashboard.components.times import span, when

_HEADS = ("Execution", "Result", "Jobs", "", "Duration", "Started")
_WIDTHS = (2.2, 1.3, 3.2, 1.1, 1.5, 1.2)


def rows(executions: Sequence[Execution]) -> None:
    with st.container(key="executions", gap="xxsmall"):
        with st.container(key="heads"):
            for column, head in zip(st.columns(_WIDTHS, gap="small"), _HEADS, strict=True):
                column.caption(head)
        for execution in executions:
            _row(execution)


def _row(execution: Execution) -> None:
    cells = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    with cells[0]:
        to_execution(execution)
    cells[1].markdown(of_execution(execution).chip)
    with cells[2]:
        bar(execution.counts)
    cells[3].caption(plural(execution.counts.jobs, "job"))
    cells[4].caption(_duration(execution))
    cells[5].html(when(execution.started))


def _duration(execution: Execution) -> str:
    taken = span(figures.lasted(execution, time.time()))
    if execution.state is not State.ENDED:
        return f"{taken} so far"
    ratio = figures.over_bound(execution)
    return taken if ratio is None else f"{taken} · {ratio:.2f}×"
