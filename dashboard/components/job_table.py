"""The jobs of an execution, as a table to choose one from."""

from collections.abc import Sequence

import streamlit as st

from cluster.client import Job
from dashboard.components.links import go
from dashboard.components.status import COUNTED, of_job

_ROW = 32  # pixels
_TALLEST = 14  # rows that are seen without scrolling

_COLUMNS = {
    "job": st.column_config.NumberColumn("#", width=40),
    "case": st.column_config.TextColumn("Case", width=160),
    "result": st.column_config.MultiselectColumn(
        "Result",
        width=90,
        options=[look.word for look in COUNTED],
        color=[look.color for look in COUNTED],
    ),
    "tries": st.column_config.NumberColumn("Tries", width=50),
    "seconds": st.column_config.NumberColumn("Took", width=70, format="%.1f s"),
}


def job_table(jobs: Sequence[Job], chosen: int) -> None:
    """Draw JOBS with the one numbered CHOSEN marked; a click on another changes the address."""
    numbers = [job.number for job in jobs]
    key = f"jobs-{hash(tuple(numbers))}"  # other rows need a selection of their own
    rows = [numbers.index(chosen)] if chosen in numbers else []
    st.dataframe(
        [_row(job) for job in jobs],
        key=key,
        hide_index=True,
        row_height=_ROW,
        height=_ROW * (1 + min(len(jobs), _TALLEST)) + 6,
        column_config=_COLUMNS,
        selection_mode=["single-row", "single-cell"],
        selection_default={"selection": {"rows": rows}},
        on_select=lambda: _choose(key, numbers),
    )


def _row(job: Job) -> dict[str, object]:
    took = None if job.started is None or job.ended is None else job.ended - job.started
    return {
        "job": job.number,
        "case": job.case,
        "result": [of_job(job).word],
        "tries": job.attempts,
        "seconds": took,
    }


def _choose(key: str, numbers: Sequence[int]) -> None:
    """Follow a click on a row, or on any cell of it."""
    selection = st.session_state[key]["selection"]
    for row in (*(row for row, _ in selection["cells"]), *selection["rows"]):
        go("job", numbers[row])
        return
