"""The devices whose attempts pass least."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from cluster.client import DevicePassRate

_SHOWN = 10
_HIGH, _MIDDLE = 0.95, 0.8  # fractions from which a rate looks good, or bearable


def worst(rates: Sequence[DevicePassRate]) -> None:
    """Draw the worst of RATES, the worst first."""
    if not rates:
        st.caption("No device was asked anything in the last 24 hours.")
        return
    lines = "".join(map(_line, sorted(rates, key=lambda r: r.passed)[:_SHOWN]))
    st.html(f'<div class="vpt-rates">{lines}</div>')


def _line(rate: DevicePassRate) -> str:
    percent = 100 * rate.passed
    return (
        f"<span>{escape(rate.device)}</span>"
        f'<div class="vpt-track"><i class="vpt-{_level(rate)}"'
        f' style="width:{percent:.1f}%"></i></div>'
        f"<b>{percent:.0f} %</b><small>of {rate.attempts}</small>"
    )


def _level(rate: DevicePassRate) -> str:
    if rate.passed >= _HIGH:
        return "high"
    return "middle" if rate.passed >= _MIDDLE else "low"
