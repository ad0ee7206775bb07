"""What a try of an edge teaches of the time and the success of edges."""

from functools import partial
from typing import TypeVar

from navigation.estimates import Estimates
from navigation.hop import Arrival, Hop
from navigation.map import Map

Action = TypeVar("Action")
Check = TypeVar("Check")


def learn(estimates: Estimates, map: Map[Action, Check], hop: Hop[Action]) -> None:
    """Let ESTIMATES learn from HOP, unless a popup got in its way.

    Where the same actions may lead to several screens, it tells something of the edge to each.
    """
    if hop.disturbed:
        return
    seconds = max(0.0, hop.ended - hop.started)  # the clock may have been set back
    observe = partial(estimates.observe, seconds=seconds, at=hop.ended)
    observe(hop.edge.name, arrived=hop.arrival is Arrival.ARRIVED)
    for other in map.leaving.get(hop.edge.start, ()) if hop.edge.others else ():
        if other.goal in hop.edge.others and other.actions == hop.edge.actions:
            observe(other.name, arrived=hop.screen == other.goal)
