"""How the lab is doing: pass rate, devices, what runs, and what ran."""

import time
from collections import Counter

import streamlit as st

from dashboard import figures
from dashboard.components.nothing import no_devices, no_executions
from dashboard.components.rows import rows
from dashboard.components.running import running, under_way
from dashboard.components.status import Look, of_device, of_execution
from dashboard.components.text import plural
from dashboard.components.worst import worst
from dashboard.connection import client, live

DAY = 24.0  # hours
_RECENT = 100  # executions among which those of a day are looked for


def show() -> None:
    st.title("Overview", anchor=False)
    live(_now, every=2)()
    live(_lately, every=10)()


def _now() -> None:
    devices, executions = client().devices(), client().executions(limit=_RECENT)
    with st.container(key="figures"):
        rate, states, results = st.columns([1, 1.5, 1.5])
        with rate:
            _pass_rate()
        with states:
            looks = Counter(of_device(d.state) for d in devices)
            _figure("Devices", str(len(devices)), looks)
        with results:
            today = [e for e in executions if e.started > time.time() - DAY * 3600]
            number = f"{_RECENT}+" if len(today) == _RECENT else str(len(today))
            _figure("Executions, last 24 h", number, Counter(map(of_execution, today)))
    if not devices:
        no_devices()
    for execution in under_way(executions):
        running(execution, devices)


def _pass_rate() -> None:
    today = figures.total(client().pass_rates(DAY))
    before = figures.total(client().pass_rates(2 * DAY)).without(today)
    value, trend = today.percent, _trend(today.percent, before.percent)
    st.metric(
        "Pass rate, last 24 h",
        "–" if value is None else f"{value:.1f} %",
        trend,
        delta_description="against the day before" if trend else None,
        help=f"Of {plural(today.attempts, 'attempt')} that asked a question of a device",
        border=True,
        height="stretch",
    )


def _trend(value: float | None, earlier: float | None) -> str | None:
    if value is None or earlier is None:
        return None
    points = round(value - earlier, 1)
    return f"{points:+.1f} points" if points else None


def _figure(label: str, number: str, looks: Counter[Look]) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(label, number)
        st.markdown(" ".join(look.counted(n) for look, n in looks.most_common()) or ":gray[none]")


def _lately() -> None:
    executions = client().executions(limit=10)
    if not executions:
        no_executions()
        return
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        st.subheader("Recent executions", anchor=False)
        rows(executions)
    with right:
        st.subheader("Devices that pass least", anchor=False)
        worst(client().pass_rates(DAY))


show()
