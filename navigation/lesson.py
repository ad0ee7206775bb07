"""What a try of an edge teaches of the time and the success of edges."""

from typing import TypeVar

from navigation.estimates import Estimates
from navigation.hop import Arrival, Hop
from navigation.map import Map

Action = TypeVar("Action")
Check = TypeVar("Check")


def learn(estimates: Estimates, map: Map[Action, Check], hop: Hop[Action]) -> None:
    """Let ESTIMATES learn from HOP, unless a popup got in its way.

    Where the same actions led to another of their destinations, the edge to that one arrived.
    """
    if hop.disturbed:
        return
    seconds, at = hop.ended - hop.started, hop.ended
    arrived = hop.arrival is Arrival.ARRIVED
    estimates.observe(hop.edge.name, seconds=seconds, arrived=arrived, at=at)
    if hop.arrival is Arrival.ELSEWHERE and hop.screen in hop.edge.others:
        for other in map.leaving[hop.edge.start]:
            if other.goal == hop.screen and other.actions == hop.edge.actions:
                estimates.observe(other.name, seconds=seconds, arrived=True, at=at)
