"""Questions about what a device shows or plays; one file for each kind."""

from abc import abstractmethod
from typing import ClassVar

from actors.interface import Evidence
from actors.kinds import Kind
from actors.verdict import Verdict


class Check(Kind):
    """A question whose answer is a verdict; asks the evidence, and never the device."""

    package: ClassVar[str] = "actors.checks"

    @abstractmethod
    def judge(self, seen: Evidence) -> Verdict:
        """Answer from what is SEEN now.  Raises CannotJudge, and what the evidence raises."""
