"""What is said on a line, and what is heard there in answer."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

LINE_AWAY, INTERRUPT, ENTER = "\x15", "\x03", "\n"  # Ctrl-U and Ctrl-C, as terminals have them
WINDOW = 1024  # bytes that a pattern may be long
QUIET = 0.1  # seconds after which nothing more is on its way


class Untypable(Exception):
    """What cannot be said on a console."""


class Talk:
    """All of it until DEADLINE (monotonic clock), on the connection of that number.

    Methods raise TimeoutError, and the OSError with which the line was lost.
    """

    def __init__(self, write: Callable[[bytes], None], deadline: float, connection: int) -> None:
        self._write, self._deadline = write, deadline
        self.connection = connection
        self._heard: SimpleQueue[bytes | OSError] = SimpleQueue()
        self._unread = bytearray()

    @property
    def unread(self) -> str:
        """What came, and was not what was expected."""
        return plain(bytes(self._unread))

    def say(self, text: str) -> None:
        """Send TEXT as it is."""
        self._write(text.encode())

    def expect(self, pattern: re.Pattern[bytes], share: float = 1) -> tuple[str, re.Match[bytes]]:
        """Return what comes before PATTERN, and PATTERN, within a SHARE of the time that is left.

        Lines end with a line feed alone.
        """
        until = time.monotonic() + share * self._left()
        seen, start = self._unread, 0
        while not (found := pattern.search(seen, start)):
            start = max(0, len(seen) - WINDOW)
            seen += self._next(until)
        self._unread = seen[found.end() :]
        return plain(bytes(seen[: found.start()])), found

    def settle(self) -> None:
        """Pass over what comes until nothing more does."""
        with suppress(TimeoutError):
            while self._left() > 0:
                self._next(time.monotonic() + QUIET)
        self._unread.clear()

    def hear(self, news: bytes | OSError) -> None:
        """Take in what came, or how the line was lost; for the thread that reads."""
        self._heard.put(news)

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _next(self, until: float) -> bytes:
        try:
            news = self._heard.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            raise TimeoutError from None
        if isinstance(news, OSError):
            raise news
        return news


def plain(data: bytes) -> str:
    """Return DATA as text, without the returns that a terminal puts before its line feeds."""
    return data.replace(b"\r\n", b"\n").decode(errors="replace")
