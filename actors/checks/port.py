"""Does the device take connections?"""

from typing import ClassVar

from pydantic import Field

from actors.errors import Refused, TookTooLong
from actors.interface import Evidence, Network
from actors.polled import Polled
from actors.verdict import Measure, Verdict


class Port(Polled):
    """Holds when the device takes a TCP connection to PORT, within AT_MOST seconds if given."""

    main: ClassVar[str] = "port"

    port: int = Field(ge=1, le=65535)
    at_most: float | None = Field(default=None, gt=0)

    def ask(self, seen: Evidence) -> Verdict:
        network = seen.need(Network)  # type: ignore[type-abstract]
        try:
            taken = network.connect(self.port)
        except (Refused, TookTooLong) as e:
            return Verdict(False, 0.0, e.reason)
        holds = self.at_most is None or taken <= self.at_most
        limit = f", needs {self.at_most * 1000:g} ms" if self.at_most else ""
        reason = f"port {self.port} took a connection in {taken * 1000:.1f} ms{limit}"
        return Verdict(holds, float(holds), reason, measures=(Measure("connect", taken, 0.0),))

    def needs(self) -> frozenset[str]:
        return frozenset({"network"})

    def __str__(self) -> str:
        return f"port {self.port}"
