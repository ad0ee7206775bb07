"""The command line in this process, and small configs for it to read."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pytest

from cluster.__main__ import main
from cluster.commands.simulator import write_lab
from cluster.lab import load_lab
from cluster.placement import bring_in, retire
from cluster.store import Store
from tests.cluster.ray_fixtures import RayCluster

CONFIGS = {
    "lab.yaml": """\
nodes: {here: {address: 127.0.0.1}}
devices:
- name: tv-1
  node: here
  model: android-tv
  map: small
  drivers: [simulated]
""",
    "maps/small.yaml": """\
name: small
size: [1280, 720]
screens:
  home: {shows: [{image: home.png}], start: true}
  settings: {shows: [{text: Settings}]}
edges:
- {from: home, to: settings, do: [{press: OK}]}
""",
    "cases/look.yaml": """\
name: look
steps:
- press: OK
""",
    "campaigns/nightly.yaml": """\
name: nightly
cases: [look]
""",
}

Vpt = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def vpt(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Call `vpt` with the words given."""

    def call(*words: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["vpt", *map(str, words)])
        monkeypatch.setattr("cluster.dispatch.PATIENCE", 2.0)
        numbers = (signal.SIGINT, signal.SIGTERM)  # it takes them, as a process of its own may
        before = {number: signal.getsignal(number) for number in numbers}
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        said = capfd.readouterr()
        assert isinstance(ended.value.code, int | None)
        return Ended(ended.value.code or 0, said.out, said.err)

    return call


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let `vpt` keep everything in the test's own folder, with no lab up."""
    monkeypatch.setenv("VPT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def refused(vpt: Vpt, own_home: Path) -> Callable[..., str]:
    """Call `vpt`, which must refuse in one sentence and leave nothing behind; return it."""

    def call(*words: object, code: int = 2) -> str:
        before = psutil.Process().children(recursive=True)
        ended = vpt(*words)
        assert ended.code == code, ended
        assert psutil.Process().children(recursive=True) == before
        assert not (own_home / "up.json").exists()
        assert executions(own_home) == []
        return sentence(ended.err)

    return call


@pytest.fixture
def configs(tmp_path: Path) -> Path:
    """Write a lab file with a map, a case and a campaign; return their folder."""
    folder = tmp_path / "configs"
    for name, text in CONFIGS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "references").mkdir()
    picture = np.random.default_rng(1).integers(0, 255, (40, 60, 3), np.uint8)
    cv2.imwrite(str(folder / "references" / "home.png"), picture)
    return folder


@pytest.fixture(scope="module")
def bench(ray_cluster: RayCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Write a lab file whose device near-1 is placed for the tests of the module."""
    path = tmp_path_factory.mktemp("bench") / "configs" / "lab.yaml"
    write_lab(bench_lab("near-1", drivers=["simulated"]), path)
    assert bring_in(load_lab(path)) == []
    yield path
    retire(["near-1"])


def bench_lab(*names: str, **settings: Any) -> dict[str, Any]:
    """Return what the lab file of televisions on the near node says."""
    device = {"node": "near", "model": "android-tv", "map": "launcher", **settings}
    return {
        "nodes": {"near": {"address": "127.0.0.1"}},
        "devices": [{"name": name, **device} for name in names],
    }


def executions(home: Path) -> list[Any]:
    """Return the executions in the store of HOME."""
    if not (home / "store.db").is_file():
        return []
    with Store(f"sqlite:///{home / 'store.db'}") as store:
        return store.executions(10)


def wait_until(holds: Callable[[], object]) -> None:
    """Wait until HOLDS is true; fail when that takes far too long."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.05)


def sentence(said: str) -> str:
    """Return the one sentence that a command SAID on standard error."""
    assert said.startswith("vpt: "), said
    assert said.count("\n") == 1, said
    return said.removeprefix("vpt: ").rstrip("\n")
