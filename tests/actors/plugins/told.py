"""A check of somebody else's package: what it reads is told to it."""

from actors.checks import Check
from actors.interface import Evidence
from actors.verdict import Verdict


class Told(Check):
    """Holds when VERSION, which it reads, is WANTED."""

    version: str = "1.2"
    wanted: str = "1.2"

    def judge(self, seen: Evidence) -> Verdict:
        facts = {"Software version": self.version}
        return Verdict(self.version == self.wanted, 1.0, f"read {self.version}", facts=facts)
