"""The last lines that came over a serial line, and when."""

import threading
import time
from collections import deque
from collections.abc import Callable
from itertools import takewhile

from actors.interface import LogLine

LONGEST = 4096  # bytes of a line; what is longer is kept in pieces


class Journal:
    """Keeps the last LINES; one thread hears, any may ask."""

    def __init__(self, lines: int, clock: Callable[[], float] = time.time) -> None:
        self._kept: deque[LogLine] = deque(maxlen=lines)
        self._clock = clock
        self._begun = b""
        self._changing = threading.Lock()

    def hear(self, data: bytes) -> None:
        """Take in what came just now; a line counts once it has ended."""
        *ended, self._begun = (self._begun + data).split(b"\n")
        if len(self._begun) >= LONGEST:
            ended, self._begun = [*ended, self._begun], b""
        now = self._clock()
        with self._changing:
            self._kept.extend(LogLine(_text(line), now) for line in ended)

    def since(self, at: float) -> list[LogLine]:
        """Return the lines that came since AT (Unix time), the oldest first."""
        with self._changing:
            newest = list(takewhile(lambda line: line.at >= at, reversed(self._kept)))
        return newest[::-1]


def _text(line: bytes) -> str:
    return line.rstrip(b"\r").decode(errors="replace")
