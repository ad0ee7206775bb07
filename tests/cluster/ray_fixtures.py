"""One Ray cluster of two nodes for the whole session, and labs on it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import ray
import yaml
from ray.cluster_utils import Cluster

from cluster import nodes
from cluster.artifacts import Artifacts
from cluster.commands.simulator import write_lab
from cluster.execute import Archive
from cluster.lab import LoadedLab, load_lab
from cluster.placement import bring_in, find, retire
from cluster.store import Store

NEAR = tuple(f"near-{n}" for n in range(1, 5))  # devices that are wired to the head
DEMO = ("tv-1", "box-1", "tv-2", "box-2")  # those of configs/demo/lab.yaml, on the head
FAR = ("far-1", "far-2")  # devices that are wired to the second node


@dataclass(frozen=True)
class RayCluster:
    """Where the cluster is, and Ray's ids of its two nodes."""

    address: str
    jobs: str  # URL of the job server
    near: str
    far: str


@pytest.fixture(scope="session")
def ray_cluster(adb_server: int) -> Iterator[RayCluster]:
    """Run a head and a second node, each offering devices of its own."""
    cluster = Cluster()
    head = cluster.add_node(include_dashboard=True, **_quiet(NEAR + DEMO))
    far = cluster.add_node(**_quiet(FAR))
    nodes.connect(cluster.address, patience=60)
    yield RayCluster(cluster.address, f"http://{head.webui_url}", head.node_id, far.node_id)
    ray.shutdown()
    cluster.shutdown()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a lab file of the devices given by name, with the demo's maps beside it."""

    def written(*names: str, **settings: Any) -> Path:
        path = tmp_path / "configs" / "lab.yaml"
        write_lab(_lab(names, settings), path)
        return path

    return written


@pytest.fixture
def lab(ray_cluster: RayCluster, write: Callable[..., Path]) -> Iterator[Callable[..., LoadedLab]]:
    """Place the devices given by name on the cluster; they are retired after the test."""
    placed: list[str] = []

    def bring(*names: str, **settings: Any) -> LoadedLab:
        loaded = load_lab(write(*names, **settings))
        assert bring_in(loaded) == []
        placed.extend(names)
        return loaded

    yield bring
    retire(placed)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Keep executions in the test's own folder."""
    store = Store(f"sqlite:///{tmp_path}/home/store.db")
    yield Archive(store, Artifacts((tmp_path / "home" / "artifacts").as_uri()))
    store.close()


@pytest.fixture
def home(tmp_path: Path, ray_cluster: RayCluster, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `vpt` keep everything in the test's own folder, and join the session's cluster."""
    monkeypatch.setenv("VPT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RAY_ADDRESS", ray_cluster.address)
    return tmp_path / "home"


def case(path: Path, name: str, *steps: Any, **fields: Any) -> str:
    """Write the case NAME of STEPS beside the lab file PATH; return its name."""
    folder = path.parent / "cases"
    written = {"name": name, "steps": list(steps), **fields}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(written))
    return name


def campaign(path: Path, *cases: str, **fields: Any) -> Path:
    """Write a campaign of CASES beside the lab file PATH; return its path."""
    file = path.parent / "campaigns" / "test.yaml"
    file.write_text(yaml.safe_dump({"name": "test", "cases": list(cases), **fields}))
    return file


def kill(device: str) -> None:
    """Kill the process of the actor of DEVICE, as the system does when it is out of memory."""
    actor = find(device)
    assert actor is not None
    os.kill(ray.get(actor.__ray_call__.remote(lambda _: os.getpid())), signal.SIGKILL)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a `vpt` process that keeps everything in HOME."""
    return {**os.environ, "VPT_HOME": str(home)}


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until HOLDS is true; fail when that takes far too long."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.05)


def _quiet(devices: tuple[str, ...]) -> dict[str, Any]:
    """A small node that offers DEVICES, on ports that no other cluster of this machine uses."""
    return {
        "num_cpus": 2,
        "object_store_memory": 150_000_000,
        "dashboard_port": nodes.free_port(),
        "dashboard_agent_listen_port": nodes.free_port(),
        "resources": {nodes.resource(name): 1 for name in devices},
    }


def _lab(names: tuple[str, ...], settings: dict[str, Any]) -> dict[str, Any]:
    devices = [
        {
            "name": name,
            "node": name.split("-")[0],
            "model": "android-tv",
            "map": "launcher",
            "drivers": [{"simulated": {"seed": number}}],
            **settings,
        }
        for number, name in enumerate(names)
    ]
    return {
        "nodes": {"near": {"address": "127.0.0.1"}, "far": {"address": "127.0.0.2"}},
        "devices": devices,
    }
