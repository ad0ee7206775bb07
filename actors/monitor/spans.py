"""From when to when a state lasted."""

from dataclasses import dataclass

ROUNDING = 1e-6  # seconds that a sum of picture durations may be off


@dataclass(frozen=True, order=True)
class Span:
    """A state of this KIND lasted from START until END; seconds of the pictures' own time."""

    start: float
    end: float
    kind: str

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return self.end - self.start


class Runs:
    """Tells the spans of a state from whether it holds at one time after the other.

    least: seconds that a span lasts at least; shorter ones are dropped.
    bridge: seconds that a break within a span may last.
    """

    def __init__(self, kind: str, least: float, *, bridge: float = 0.0) -> None:
        self.kind, self.least, self.bridge = kind, least, bridge
        self.since: float | None = None  # when the state that holds now began
        self._broken: float | None = None

    def then(self, holds: bool, at: float) -> Span | None:
        """Take in that the state HOLDS, or not, from AT on; return the span that ended so."""
        if self.since is None:
            self.since = at if holds else None
            return None
        if holds:
            self._broken = None
            return None
        self._broken = at if self._broken is None else self._broken
        return self.end(self._broken) if at - self._broken >= self.bridge else None

    def end(self, at: float) -> Span | None:
        """Take in that nothing is known from AT on; return the span that ended so."""
        since, broken = self.since, self._broken
        self.since = self._broken = None
        if since is None:
            return None
        span = Span(since, at if broken is None else broken, self.kind)
        return span if span.seconds >= self.least - ROUNDING else None
