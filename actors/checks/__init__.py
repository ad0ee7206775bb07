"""Questions about what a device shows or plays; one file for each kind."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from actors.evidence import Glance
from actors.interface import Evidence
from actors.kinds import Kind
from actors.verdict import Verdict


class Check(Kind):
    """A question whose answer is a verdict; asks the evidence, and never the device."""

    package: ClassVar[str] = "actors.checks"

    @abstractmethod
    def judge(self, seen: Evidence) -> Verdict:
        """Answer from what is SEEN now.  Raises CannotJudge, and what the evidence raises."""

    def watch(self, seen: Evidence, seconds: float) -> Iterator[Verdict]:
        """Yield an answer for each picture, or piece of sound, that comes in SECONDS."""
        for frame in seen.frames(seconds):
            yield self.judge(Glance(seen, frame))

    def needs(self) -> frozenset[str]:
        """Return the capabilities of a device without which it cannot be asked."""
        return frozenset({"picture"})
