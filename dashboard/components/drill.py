"""From a job down to one step: its attempts, their steps, and the one that is looked at."""

from collections.abc import Sequence

import streamlit as st

from cluster.client import Attempt, Job, Step
from dashboard.components.links import go, place
from dashboard.components.status import of_job, of_outcome
from dashboard.components.step_list import step_list, telling
from dashboard.components.step_panel import Compare, step_panel
from dashboard.components.text import literal
from dashboard.components.times import clock, span
from dashboard.connection import client


def drill(execution: int, job: Job) -> None:
    """Draw JOB with the attempt and the step that the address names, or those that tell most."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{literal(job.case)} · job {job.number}", anchor=False, width="content")
        st.markdown(of_job(job).chip, width="content")
    attempts = client().attempts(execution, job.number)
    if not attempts:
        st.markdown(literal(job.reason) or "No device has begun with it.")
        return
    attempt = _attempt(attempts)
    steps = client().steps(execution, job.number, attempt.number)
    _facts(attempt)
    if attempt.reason not in ("", *(step.reason for step in steps)):
        st.markdown(literal(attempt.reason))
    if not steps:
        st.caption("No step of it has ended.")
        return
    of = (execution, job.number, attempt.number)
    name = f"{job.case}-{execution}-{job.number}-{attempt.number}"
    _steps(steps, name=name, compare=lambda step: client().comparison(*of, step=step))


def _attempt(attempts: Sequence[Attempt]) -> Attempt:
    numbers = [a.number for a in attempts]
    named = place("attempt")
    chosen = numbers.index(named) if named in numbers else len(attempts) - 1
    key = f"attempts-of-{attempts[0].job}"
    st.segmented_control(
        "Attempts",
        range(len(attempts)),
        default=chosen,
        required=True,
        format_func=lambda i: _tab(attempts[i]),
        label_visibility="collapsed",
        key=key,
        on_change=lambda: go("attempt", numbers[st.session_state[key]]),
    )
    return attempts[chosen]


def _tab(attempt: Attempt) -> str:
    look = of_outcome(attempt.outcome)
    return f"{look.mark} Attempt {attempt.number} · {literal(attempt.device)} · {look.word}"


def _facts(attempt: Attempt) -> None:
    place_and_time = f"{attempt.device} on {attempt.node} · began {clock(attempt.started)}"
    took = "" if attempt.ended is None else f" · {span(attempt.ended - attempt.started)}"
    st.caption(literal(place_and_time + took))


def _steps(steps: Sequence[Step], *, name: str, compare: Compare) -> None:
    named = place("step")
    chosen = next((s for s in steps if s.number == named), None) or telling(steps)
    step_list(steps, chosen)
    with st.container(border=True):
        step_panel(chosen, name=f"{name}-{chosen.number}", compare=compare)
