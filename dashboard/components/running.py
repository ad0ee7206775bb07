"""Executions that are under way: progress, what each device does, and a way to stop them."""

import time
from collections.abc import Sequence

import streamlit as st

from cluster.client import DeviceState, DeviceStatus, Execution, State
from dashboard import figures
from dashboard.components.links import to_execution
from dashboard.components.outcome_bar import bar, chips
from dashboard.components.status import RUNNING
from dashboard.components.text import literal
from dashboard.components.times import span
from dashboard.connection import client


def under_way(executions: Sequence[Execution]) -> list[Execution]:
    return [e for e in executions if e.state is not State.ENDED]


def running(execution: Execution, devices: Sequence[DeviceStatus] = ()) -> None:
    """Draw one card; DEVICES tells whose work is shown on it."""
    with st.container(border=True, key=f"running-{execution.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            to_execution(execution)
            st.markdown(chips(execution.counts), width="stretch")
            st.caption(_progress(execution), width="content")
            _stop(execution)
        bar(execution.counts)
        _doings(execution, devices)


def _progress(execution: Execution) -> str:
    now, counts = time.time(), execution.counts
    parts = [f"{figures.done(counts)} of {counts.jobs}", span(figures.lasted(execution, now))]
    left = figures.to_go(execution, now)
    return " · ".join([*parts, f"about {span(left)} to go" if left is not None else "just begun"])


def _stop(execution: Execution) -> None:
    with st.popover("Stop", icon=":material/stop_circle:", key=f"stop-{execution.id}"):
        st.markdown(f"Stop **{literal(execution.campaign)}** #{execution.id}?")
        st.caption("What runs now ends within seconds; what is done is kept.")
        if st.button("Stop it", key=f"stop-{execution.id}-now", type="primary"):
            client().stop(execution.id)
            st.toast(f"Execution {execution.id} stops", icon=":material/stop_circle:")


def _doings(execution: Execution, devices: Sequence[DeviceStatus]) -> None:
    owner = f"execution {execution.id}"
    busy = [d for d in devices if d.state is DeviceState.RUNNING and d.owner == owner]
    if not busy:
        return
    with st.grid(min_column_width=230, gap="xsmall", key=f"doings-{execution.id}"):
        for device in busy:
            st.caption(f"{RUNNING.mark} **{literal(device.name)}** {literal(device.doing)}")
