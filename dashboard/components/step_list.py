"""The steps of an attempt, one below the other; a click opens one."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from cluster.client import Outcome, Step
from dashboard.components.links import go
from dashboard.components.status import of_outcome
from dashboard.components.text import literal
from dashboard.components.times import span

Height = int | Literal["content"]

_MANY, _HEIGHT = 10, 290  # from so many steps on the list scrolls, and is so many pixels high
_LONGEST = 60  # characters of a step that are shown in the list


def step_list(steps: Sequence[Step], chosen: Step) -> None:
    height: Height = "content" if len(steps) <= _MANY else _HEIGHT
    with st.container(key="steps", gap=None, height=height):
        for step in steps:
            st.button(
                _label(step),
                key=f"step-{step.number}",
                type="secondary" if step is chosen else "tertiary",
                width="stretch",
                on_click=go,
                args=("step", step.number),
            )


def telling(steps: Sequence[Step]) -> Step:
    """Return the step that tells how the attempt went: the first that did not pass, or the last."""
    return next((s for s in steps if s.outcome is not Outcome.PASS), steps[-1])


def _label(step: Step) -> str:
    look = of_outcome(step.outcome)
    what = step.what if len(step.what) <= _LONGEST else f"{step.what[:_LONGEST]}…"
    word = "" if look.word == "passed" else f" :{look.color}[{look.word}]"
    return f"{look.mark} {literal(what)}{word} :gray[{span(step.ended - step.started)}]"
