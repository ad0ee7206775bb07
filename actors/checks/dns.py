"""Does the device's name server find a name?"""

from typing import ClassVar

from pydantic import Field

from actors.errors import Refused, TookTooLong
from actors.interface import Evidence, Network
from actors.polled import Polled
from actors.verdict import Measure, Verdict


class Dns(Polled):
    """Holds when the device's name server finds an address of NAME, within AT_MOST seconds."""

    main: ClassVar[str] = "name"

    name: str = Field(min_length=1)
    at_most: float | None = Field(default=None, gt=0)

    def ask(self, seen: Evidence) -> Verdict:
        network = seen.need(Network)  # type: ignore[type-abstract]
        try:
            taken = network.resolve(self.name)
        except (Refused, TookTooLong) as e:
            return Verdict(False, 0.0, e.reason)
        holds = self.at_most is None or taken <= self.at_most
        limit = f", needs {self.at_most * 1000:g} ms" if self.at_most else ""
        reason = f"{self.name!r} was found in {taken * 1000:.1f} ms{limit}"
        return Verdict(holds, float(holds), reason, measures=(Measure("resolve", taken, 0.0),))

    def needs(self) -> frozenset[str]:
        return frozenset({"network"})

    def __str__(self) -> str:
        return f"dns of {self.name}"
