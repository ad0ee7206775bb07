"""The machines of the lab as Ray nodes: what each offers, and how one is started here."""

import json
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import ray

from cluster.errors import ClusterUnreachable
from cluster.interrupts import unwind_on_sigterm
from cluster.lab import Lab

NAMESPACE = "lab"


def resource(device: str) -> str:
    """Return the custom resource that pins the actor of DEVICE to its node."""
    return f"device:{device}"


def resources(lab: Lab, nodes: frozenset[str]) -> dict[str, int]:
    """Return what NODES of the lab offer to Ray: one resource for each device."""
    return {resource(device.name): 1 for device in lab.devices if device.node in nodes}


def labels(node: str) -> dict[str, str]:
    """Return the Ray labels of a node, by which its jobs can be found."""
    return {"virtualpytest/node": node}


def nodes_here(lab: Lab) -> frozenset[str]:
    """Return the nodes of the lab that this machine is: by host name or own address."""
    own = {"127.0.0.1", "::1", "localhost", socket.gethostname(), *_own_addresses()}
    return frozenset(n for n, node in lab.nodes.items() if n in own or node.address in own)


def _own_addresses() -> set[str]:
    try:
        return {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()


def head_command(offers: Mapping[str, int], *, port: int, jobs: bool) -> list[str]:
    """Return what starts a Ray head that offers OFFERS, until it gets SIGTERM.

    With JOBS, Ray's own dashboard and job server run as well.
    """
    _make_token()
    return [
        str(Path(sys.executable).parent / "ray"), "start", "--head", "--block",
        f"--port={port}", "--node-ip-address=127.0.0.1", "--dashboard-host=127.0.0.1",
        f"--include-dashboard={str(jobs).lower()}",
        f"--dashboard-agent-listen-port={free_port()}", f"--resources={json.dumps(offers)}",
        "--disable-usage-stats",
    ]  # fmt: skip


def _make_token() -> None:
    """Let Ray write the token that its processes show each other, if there is none yet."""
    if os.environ["RAY_AUTH_MODE"] != "token":
        return
    command = [str(Path(sys.executable).parent / "ray"), "get-auth-token", "--generate"]
    subprocess.run(command, check=True, capture_output=True)


def listens(host: str, port: int) -> bool:
    """Tell whether somebody takes TCP connections there."""
    try:
        with socket.create_connection((host, port), 1.0):
            return True
    except OSError:
        return False


def free_port() -> int:
    """Return a TCP port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def connect(address: str, *, patience: float = 10.0) -> None:
    """Join the cluster at ADDRESS as a driver; harmless when already joined.

    Raises ClusterUnreachable after PATIENCE seconds of trying.
    """
    if ray.is_initialized():
        return
    deadline = time.monotonic() + patience
    while True:
        try:
            _join(address)
            unwind_on_sigterm()
            return
        except (ConnectionError, RuntimeError, ValueError) as e:
            if time.monotonic() >= deadline:
                raise ClusterUnreachable(address, str(e).split("\n")[0]) from e
            time.sleep(0.2)


def _join(address: str) -> None:
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and not listens(host, int(port)):
        raise ConnectionError("nobody listens there")  # Ray itself would try for a minute
    ray.init(address=address, namespace=NAMESPACE, log_to_driver=False, logging_level=logging.ERROR)
