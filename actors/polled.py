"""Checks that look at no picture: asked of the device again and again."""

import time
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from actors.interface import Evidence
from actors.lasting import OverTime
from actors.verdict import Verdict

PAUSE = 0.1  # seconds from an answer to the next question


class Polled(OverTime):
    """A check whose answer is what the device says when it is asked."""

    @abstractmethod
    def ask(self, seen: Evidence) -> Verdict:
        """Answer as it is now.  Raises CannotJudge where only pictures and sound are known."""

    def watch(self, seen: Evidence, seconds: float) -> Iterator[Verdict]:
        """Yield an answer at once, and others until SECONDS are over."""
        deadline = time.monotonic() + seconds
        while True:
            yield replace(self.ask(seen), end=time.time())
            if (left := deadline - time.monotonic()) <= 0:
                return
            time.sleep(min(PAUSE, left))
