"""How far an execution is: its jobs by outcome, as one bar."""

import streamlit as st

from cluster.client import Counts
from dashboard.components.status import COUNTED, Look, counted


def bar(counts: Counts) -> None:
    """Draw the jobs by outcome; each part names itself under the pointer."""
    numbers = counted(counts)
    words = ", ".join(f"{number} {look.word}" for look, number in numbers.items() if number)
    parts = "".join(_part(look, numbers[look]) for look in COUNTED if numbers[look])
    st.html(f'<div class="vpt-bar" role="img" aria-label="{words}">{parts}</div>')


def chips(counts: Counts) -> str:
    """Return a chip with its number for each outcome that there is."""
    return " ".join(look.counted(n) for look, n in counted(counts).items() if n)


def _part(look: Look, number: int) -> str:
    name = f"{number} {look.word}"
    return f'<span class="vpt-{look.word}" style="flex-grow:{number}" title="{name}"></span>'
