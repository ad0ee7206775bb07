"""Tries of edges as the store keeps them."""

from typing import Any

from actors.hops import HopRecord
from cluster.records import EdgeHop
from cluster.store import Store
from navigation.hop import Arrival
from tests.cluster.store_fixtures import begin, ended, started, step_ended


def hop(seconds: float | None = 1.0, **other: Any) -> HopRecord:
    """Return a try of home → live, which began at 100 unless OTHER says so."""
    start = other.pop("started", 100.0)
    took = seconds or 0.0
    fields = {
        "map": "launcher",
        "edge": "home → live",
        "start": "home",
        "goal": "live",
        "arrival": Arrival.ARRIVED,
        "screen": "live",
        "started": start,
        "acted": start + 0.5,
        "ended": start + 0.5 + took,
        "seconds": seconds,
        "changed": 0.2,
        "stable": took + 0.4,
        "error": 0.04,
    }
    return HopRecord(**{**fields, **other})


def edge_hop(record: HopRecord, **other: Any) -> EdgeHop:
    fields = {"execution": 1, "device": "tv-1", "model": "tv", "build": "", **other}
    return EdgeHop(hop=record, **fields)


def keep(store: Store, *hops: HopRecord, model: str = "tv", build: str = "") -> int:
    """Keep HOPS as those of one step of an attempt; return the execution."""
    execution, at = begin(store), max(one.ended for one in hops)
    store.record(
        [
            started(execution, at=hops[0].started, model=model, build=build),
            step_ended(execution, started=hops[0].started, at=at, hops=hops, kind="goto"),
            ended(execution, at=at),
        ]
    )
    return execution
