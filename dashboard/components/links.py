"""Links to an execution, and the place within one that the page's address names."""

from typing import NoReturn

import streamlit as st

from cluster.client import Execution
from dashboard.components.text import literal

_PAGE = "views/execution.py"
_PLACES = ("execution", "job", "attempt", "step")  # each within the one before


def to_execution(execution: Execution) -> None:
    st.page_link(
        _PAGE,
        label=f"**{literal(execution.campaign)}** #{execution.id}",
        query_params={"execution": str(execution.id)},
        width="content",
    )


def open_execution(number: int) -> NoReturn:
    st.switch_page(_PAGE, query_params={"execution": str(number)})


def place(name: str) -> int | None:
    """Return the number that the address gives for NAME, one of the places."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() else None


def go(name: str, number: int) -> None:
    """Let the address name another NUMBER for NAME, and forget the places within it."""
    st.query_params[name] = str(number)
    for inner in _PLACES[_PLACES.index(name) + 1 :]:
        st.query_params.pop(inner, None)
