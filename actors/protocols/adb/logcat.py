"""What `logcat` prints of a device's log, on the clock of this machine."""

import re

from actors.interface import LogLine

CLOCK = "date +%s.%N"

_LINE = re.compile(r"^ *(\d+\.\d+) +(.*)$", re.MULTILINE)


def lines_since(since: float) -> str:
    """Return the command that prints the log from then on, by the device's own clock."""
    return f"logcat -d -v epoch -T {since:.3f}"


def parse_clock(printed: str) -> float:
    """Return the Unix time that CLOCK printed.  Raises ValueError."""
    try:
        return float(printed)
    except ValueError as e:
        raise ValueError(f"'date' says {printed.strip()[:200]!r}") from e


def parse_log(printed: str, ahead: float) -> list[LogLine]:
    """Return the lines that were PRINTED by a device whose clock is AHEAD by so many seconds."""
    return [LogLine(text, float(at) - ahead) for at, text in _LINE.findall(printed)]
