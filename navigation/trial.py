"""What the tries of an edge have shown of it, and what became of edges that were not tried."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.errors import NoRoute
from navigation.failures import Failures
from navigation.graph import Graph
from navigation.hop import Arrival, Hop
from navigation.route import route

Action = TypeVar("Action")


@dataclass(frozen=True)
class Trial(Generic[Action]):
    """What HOPS have shown of EDGE; WHY there were none, or it was given up in spite of them.

    excused: whether that is as the map says: it is closed where the device is of another kind,
        or actions with several goals led to another one.
    """

    edge: Edge[Action]
    hops: tuple[Hop[Action], ...] = ()
    why: str = ""
    excused: bool = False

    @property
    def arrivals(self) -> tuple[Hop[Action], ...]:
        """The tries after which the device was where the edge leads."""
        return tuple(hop for hop in self.hops if led_along(hop, self.edge))

    @property
    def success(self) -> float | None:
        """The fraction of tries that arrived; None where there were none."""
        return len(self.arrivals) / len(self.hops) if self.hops else None

    @property
    def seconds(self) -> float | None:
        """The median of how long the screen took to be told, in the tries that arrived."""
        return _median(hop.shown for hop in self._timed)

    @property
    def changed(self) -> float | None:
        """The median of how long the picture took to change, in those tries."""
        return _median(hop.changed for hop in self._timed)

    @property
    def stable(self) -> float | None:
        """The median of how long it took until nothing moved, in those tries."""
        return _median(hop.stable for hop in self._timed)

    @property
    def error(self) -> float:
        """By how much less any of these times may have been, seconds."""
        return max((hop.error for hop in self._timed), default=0.0)

    @property
    def _timed(self) -> list[Hop[Action]]:
        """The tries that arrived, and took no longer because of a popup."""
        return [hop for hop in self.arrivals if not hop.disturbed]

    @property
    def margin(self) -> float | None:
        """By how much at least the screen was more alike than any near it, when it was reached."""
        return min((hop.sighting.margin for hop in self.arrivals), default=None)

    @property
    def failure(self) -> Hop[Action] | None:
        """The last try that tells against the edge."""
        return next((hop for hop in reversed(self.hops) if hop.is_failure), None)

    @property
    def too_slow(self) -> Hop[Action] | None:
        """The first try that arrived later than the edge may."""
        return next((hop for hop in self.arrivals if hop.is_too_slow), None)

    @property
    def holds(self) -> bool:
        """Whether it has arrived, never too late, and was not given up for failing."""
        return bool(self.arrivals) and self.too_slow is None and not self.why

    @property
    def trouble(self) -> str:
        """Why it does not hold; empty where it does."""
        if (hop := self.too_slow) is not None:
            return f"{hop}, and may take {self.edge.within or 0.0:g} s"
        if self.why:
            return self.why
        return "" if self.arrivals else str(self.failure)


def trials(
    graph: Graph[Action],
    edges: Iterable[Edge[Action]],
    hops: Sequence[Hop[Action]],
    *,
    here: str,
    ended: str = "",
) -> tuple[Trial[Action], ...]:
    """Return what HOPS, the oldest first, of a device that is HERE now have shown of EDGES.

    ended: why the device went no further, where there was more to try.
    """
    last = Failures(hops).last
    leaving = defaultdict[str, list[Hop[Action]]](list)
    for hop in hops:
        leaving[hop.edge.start].append(hop)
    because = {edge: str(hop) for edge, hop in last.items() if not may_lead_there(hop)}
    return tuple(
        Trial(edge, told, because.get(edge, ""))
        if (told := tuple(hop for hop in leaving[edge.start] if _tells(hop, edge)))
        else _untried(graph, edge, last, here=here, ended=ended)
        for edge in edges
    )


def may_lead_there(hop: Hop[Action]) -> bool:
    """Tell whether HOP led to another of the goals that its edge may lead to."""
    return hop.screen in hop.edge.others


def _tells(hop: Hop[Action], edge: Edge[Action]) -> bool:
    """Tell whether HOP says something of EDGE: not after a popup, nor where it led as it may."""
    if hop.edge is edge and hop.arrival is not Arrival.ARRIVED:
        return not hop.disturbed and not may_lead_there(hop)
    return led_along(hop, edge)


def led_along(hop: Hop[Action], edge: Edge[Action]) -> bool:
    """Tell whether HOP went along EDGE, be it that it might have led to another goal."""
    if hop.edge is edge:
        return hop.arrival is Arrival.ARRIVED
    tried = hop.edge
    same = (tried.start, tried.actions) == (edge.start, edge.actions)
    return same and hop.screen == edge.goal and edge.goal in tried.others


def _untried(
    graph: Graph[Action],
    edge: Edge[Action],
    broken: Mapping[Edge[Action], Hop[Action]],
    *,
    here: str,
    ended: str,
) -> Trial[Action]:
    """Return why EDGE was not tried; BROKEN are the edges that were given up, with the last try."""
    if edge not in graph.leaving[edge.start]:
        return Trial(edge, why="it is closed on this device", excused=True)
    try:
        ahead = [*route(graph, here, edge.start), edge]
    except NoRoute as e:
        return Trial(edge, why=ended or str(e))
    because = next((broken[one] for one in ahead if one in broken), None)
    if because is None:
        return Trial(edge, why=ended or "it was not come by")
    if may_lead_there(because):
        return Trial(edge, why=f"{because}, as it may", excused=True)
    return Trial(edge, why=str(because))


def _median(times: Iterable[float | None]) -> float | None:
    known = [seconds for seconds in times if seconds is not None]
    return median(known) if known else None
