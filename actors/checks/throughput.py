"""How much comes from the device over the network?"""

from typing import ClassVar

from pydantic import Field

from actors.interface import Evidence, Network
from actors.lasting import Seconds
from actors.polled import Polled
from actors.verdict import Verdict


class Throughput(Polled):
    """Holds when at LEAST so many bits per second come from the device, measured for SECONDS."""

    main: ClassVar[str] = "least"

    least: float = Field(gt=0)
    seconds: Seconds = 5.0

    def ask(self, seen: Evidence) -> Verdict:
        measured = seen.need(Network).throughput(self.seconds)  # type: ignore[type-abstract]
        reason = f"{measured / 1e6:.2f} Mbit/s, needs {self.least / 1e6:g}"
        return Verdict(measured >= self.least, min(1.0, measured / self.least), reason)

    def needs(self) -> frozenset[str]:
        return frozenset({"network"})

    def __str__(self) -> str:
        return f"throughput of {self.least / 1e6:g} Mbit/s"
