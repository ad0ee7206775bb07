"""Join the cluster that a lab runs on, or run the lab on a cluster of one's own."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import ray

from cluster import nodes
from cluster.lab import LoadedLab
from cluster.local.process import tied
from cluster.local.up import LocalLab, Say, start_ray
from cluster.placement import bring_in


@contextlib.contextmanager
def joined(lab: LoadedLab, home: Path, say: Say = lambda _: None) -> Iterator[None]:
    """Be a driver of the cluster with LAB's actors inside.

    That is the cluster at RAY_ADDRESS, else the one that `vpt up` started
    (HOME knows), else one that lives only inside.  SAY is told what it does.
    Raises ClusterError: AlreadyUp where another command runs the lab just for itself.
    """
    if (address := _running(home)) is not None:
        with _driver(address):
            _place(lab, say)
            yield
        return
    own = LocalLab(home, before=tied())
    own.begin(lab.path)
    try:
        say("starting Ray")
        start_ray(own, lab, jobs=False)
        _place(lab, say)
        yield
    finally:
        ray.shutdown()
        own.down()


def _place(lab: LoadedLab, say: Say) -> None:
    say(f"starting {len(lab.devices)} device actors")
    if missing := bring_in(lab):
        say(f"no actor answers for {', '.join(missing)}: is the node up that offers them?")


def _running(home: Path) -> str | None:
    if address := os.environ.get("RAY_ADDRESS"):
        return address
    up = LocalLab(home).current()
    return up.ray if up and not up.starter.is_alive() else None


@contextlib.contextmanager
def _driver(address: str) -> Iterator[None]:
    before = ray.is_initialized()
    nodes.connect(address)
    try:
        yield
    finally:
        if not before:
            ray.shutdown()
