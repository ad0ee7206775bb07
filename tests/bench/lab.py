"""A lab of devices that are not there, on a Ray cluster of this process's own."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cluster.artifacts import Artifacts
from cluster.campaign import LoadedCampaign, load_campaign
from cluster.execute import Archive
from cluster.join import joined
from cluster.lab import LoadedLab, load_lab
from cluster.store import Store

Drivers = Sequence[Mapping[str, Any]]  # as a lab file has them

# Nobody is at the address, and nobody is asked before a key is pressed: it gives no picture.
BLASTER = {"ir": {"globalcache": "127.0.0.1:1", "keymap": "simulated"}}


@contextlib.contextmanager
def running(devices: Sequence[Drivers]) -> Iterator[LoadedLab]:
    """Place one actor for each of DEVICES, bench-1 and so on, while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="vpt-bench-") as folder:
        lab = load_lab(_lab_file(Path(folder), devices))
        with joined(lab, Path(folder) / "home"):
            yield lab


@contextlib.contextmanager
def archive(lab: LoadedLab) -> Iterator[Archive]:
    """Keep executions beside the lab file, as `vpt run` does in its home."""
    home = lab.path.parent / "home"
    with Store(f"sqlite:///{home / 'store.db'}") as store:
        yield Archive(store, Artifacts((home / "artifacts").as_uri()))


def campaign(lab: LoadedLab, cases: Mapping[str, list[Any]], *, repeat: int = 1) -> LoadedCampaign:
    """Write CASES, lists of steps by name, and a campaign that REPEATs them all; load it."""
    (lab.path.parent / "cases").mkdir(exist_ok=True)
    (lab.path.parent / "campaigns").mkdir(exist_ok=True)
    for name, steps in cases.items():
        case = lab.path.parent / "cases" / f"{name}.yaml"
        case.write_text(yaml.safe_dump({"name": name, "steps": steps}))
    path = lab.path.parent / "campaigns" / "bench.yaml"
    path.write_text(yaml.safe_dump({"name": "bench", "cases": list(cases), "repeat": repeat}))
    return load_campaign(path, lab)


def _lab_file(folder: Path, devices: Sequence[Drivers]) -> Path:
    path = folder / "lab.yaml"
    written = {
        "nodes": {"here": {"address": "127.0.0.1"}},
        "devices": [
            {"name": f"bench-{number}", "node": "here", "model": "bench", "drivers": list(drivers)}
            for number, drivers in enumerate(devices, 1)
        ],
    }
    path.write_text(yaml.safe_dump(written))
    return path
