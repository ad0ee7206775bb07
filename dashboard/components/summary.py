"""The head of an execution: what it is, what came of it, and how long it took."""

import time
from html import escape
from pathlib import PurePath

import streamlit as st

from cluster.client import Execution, State
from dashboard import figures
from dashboard.components.outcome_bar import bar, chips
from dashboard.components.running import running
from dashboard.components.status import of_execution
from dashboard.components.text import literal, plural
from dashboard.components.times import moment, span
from dashboard.connection import client


def summary(execution: Execution) -> None:
    if execution.state is not State.ENDED:
        running(execution, client().devices())
        return
    with st.container(border=True, key="summary", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(chips(execution.counts), width="stretch")
            st.caption(_times(execution), width="content")
        bar(execution.counts)
        st.html(_files(execution))


def _files(execution: Execution) -> str:
    campaign, lab = escape(execution.campaign_file), escape(execution.lab_file)
    return (
        f'<div class="vpt-when"><span title="{campaign}">{PurePath(campaign).name}</span> on '
        f'<span title="{lab}">{PurePath(lab).name}</span> · '
        f"began {moment(execution.started)}</div>"
    )


def title(execution: Execution) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="title"):
        st.title(f"{literal(execution.campaign)} #{execution.id}", anchor=False, width="content")
        st.markdown(of_execution(execution).chip, width="content")


def _times(execution: Execution) -> str:
    taken = span(figures.lasted(execution, time.time()))
    ratio = figures.over_bound(execution)
    bound = [] if ratio is None else [f"{ratio:.2f}× the lower bound"]
    return " · ".join([plural(execution.counts.jobs, "job"), taken, *bound])
