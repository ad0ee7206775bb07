"""What goes wrong on a device now, and what went wrong lately."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from actors.monitor.spans import Span

RECENT = 20  # incidents that are remembered when they are over


@dataclass(frozen=True)
class Incident:
    """Something of this KIND goes wrong SINCE a time, and did UNTIL another; Unix time."""

    kind: str
    since: float
    until: float | None = None


@dataclass(frozen=True)
class Incidents:
    """What is told of a device that is watched.

    lasting: what goes on now.  recent: what is over, the latest last.
    counts: how many there were since the device is watched, by kind.
    blind: why nothing can be seen or told now; empty while something can.
    """

    lasting: tuple[Incident, ...] = ()
    recent: tuple[Incident, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    blind: str = ""


NOT_WATCHED = Incidents()


class Ledger:
    """Keeps the incidents of KINDS that last at least SECONDS."""

    def __init__(self, kinds: Collection[str], seconds: float) -> None:
        self._seconds = seconds
        self._lasting: dict[str, Incident] = {}
        self._recent: deque[Incident] = deque(maxlen=RECENT)
        self._counts = Counter(dict.fromkeys(kinds, 0))
        self.told = self._told()

    def note(self, over: Iterable[Span], lasting: Mapping[str, float], at: float) -> None:
        """Take in what is OVER by the time AT, and since when what is LASTING does so, by kind."""
        for span in over:
            self._end(span)
        for kind, since in lasting.items():
            if at - since >= self._seconds:
                self._begin(kind, since)
        for kind in self._lasting.keys() - lasting.keys():
            self._end(Span(self._lasting[kind].since, at, kind))
        self.told = self._told()

    def lose(self, reason: str) -> None:
        """Take in that nothing is seen any more, until something is noted, and the REASON."""
        self.told = replace(self.told, blind=reason)

    def _begin(self, kind: str, since: float) -> None:
        if kind in self._counts and kind not in self._lasting:
            self._lasting[kind] = Incident(kind, float(since))
            self._counts[kind] += 1

    def _end(self, span: Span) -> None:
        if span.seconds >= self._seconds:
            self._begin(span.kind, span.start)
        if incident := self._lasting.pop(span.kind, None):
            self._recent.append(replace(incident, until=float(span.end)))

    def _told(self) -> Incidents:
        lasting = sorted(self._lasting.values(), key=lambda incident: incident.since)
        return Incidents(tuple(lasting), tuple(self._recent), dict(self._counts))
