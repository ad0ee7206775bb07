"""Moments and spans, in the time zone of the one who looks."""

import time
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def zone() -> tzinfo:
    """Return the time zone of the reader's browser; UTC where it does not say."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def clock(at: float) -> str:
    """Return the time of day of AT (Unix seconds), such as "14:03:22 CET"."""
    return datetime.fromtimestamp(at, zone()).strftime("%H:%M:%S %Z")


def moment(at: float) -> str:
    """Return day and time of AT (Unix seconds), such as "23 Nov 2026, 14:03:22 CET"."""
    return datetime.fromtimestamp(at, zone()).strftime("%-d %b %Y, %H:%M:%S %Z")


def when(at: float) -> str:
    """Return HTML that says how long AT is past, and the moment under the pointer."""
    return f'<span class="vpt-when" title="{moment(at)}">{ago(at)}</span>'


def ago(at: float) -> str:
    """Return how long AT (Unix seconds) is past, in its largest unit."""
    passed = time.time() - at
    for unit, seconds in (("d", 86400), ("h", 3600), ("min", 60)):
        if passed >= seconds:
            return f"{passed / seconds:.0f} {unit} ago"
    return f"{max(0.0, passed):.0f} s ago"


def span(seconds: float) -> str:
    """Return SECONDS as a reader would say them: "0.42 s", "12.3 s", "4 min 05 s", "2 h 05 min"."""
    if seconds < 1:
        return f"{max(0.0, seconds):.2f} s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
