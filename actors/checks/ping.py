"""Do pings come back, and how fast?"""

from pydantic import Field

from actors.interface import Evidence, Network, Pings
from actors.polled import Polled
from actors.verdict import Measure, Verdict


class Ping(Polled):
    """Holds when no more than LOSS, a fraction, of COUNT pings are lost, and the others are fast.

    round_trip: the most that they may take on average; jitter: the most that one may
    differ from the next, on average; seconds.
    """

    count: int = Field(default=5, ge=1, le=1000)
    loss: float = Field(default=0.0, ge=0, lt=1)
    round_trip: float | None = Field(default=None, gt=0)
    jitter: float | None = Field(default=None, gt=0)

    def ask(self, seen: Evidence) -> Verdict:
        found = seen.need(Network).ping(self.count)  # type: ignore[type-abstract]
        if found.loss > self.loss:
            reason = f"{found.loss:.1%} of {self.count} pings are lost, at most {self.loss:.1%} may"
            return Verdict(False, 1 - found.loss, reason)
        times = self._times(found)
        slow = [(name, taken) for name, taken, most in times if most and taken > most]
        reason = f"{found.loss:.1%} of {self.count} pings are lost"
        for name, taken, most in times:
            reason += f", {name} {_ms(taken)}" + (f" of at most {_ms(most)}" if most else "")
        measures = tuple(Measure(name, taken, 0.0) for name, taken, _ in times)
        return Verdict(not slow, float(not slow), reason, measures=measures)

    def _times(self, found: Pings) -> list[tuple[str, float, float | None]]:
        """Return what is measured, by name, in seconds, and the most that is allowed of it."""
        return [
            ("round trip", found.mean, self.round_trip),
            ("jitter", found.jitter, self.jitter),
        ]

    def needs(self) -> frozenset[str]:
        return frozenset({"network"})

    def __str__(self) -> str:
        return f"{self.count} pings"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
