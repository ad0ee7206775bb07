"""What the README promises, done as it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from actors.simulator.devices import SimulatedDevice
from cluster.campaign import load_campaign
from cluster.lab import load_lab
from cluster.placement import retire
from tests.cluster.ray_fixtures import environment

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def demo_lab(ray_cluster, simulator):
    """The devices that the shipped lab file is about."""
    kinds = {"tv-1": "android-tv", "box-1": "stb", "tv-2": "android-tv", "box-2": "stb"}
    devices = [SimulatedDevice(name=name, kind=kind) for name, kind in kinds.items()]
    yield simulator(*devices, base_port=7601)
    retire(kinds)


def test_the_driver_script_runs_the_demo_on_the_shipped_lab(demo_lab, home):
    [script] = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment(home),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "jobs=12" in done.stdout
    assert "passed=12" in done.stdout


def test_the_lab_of_five_minutes_is_a_good_one(tmp_path):
    lab, map, case, campaign = blocks("yaml")
    for name, text in {"lab": lab, "maps/launcher": map, "cases/settings": case}.items():
        write(tmp_path / f"{name}.yaml", text)
    write(tmp_path / "campaigns/nightly.yaml", campaign)
    write(tmp_path / "keymaps/my-box.yaml", (ROOT / "configs/keymaps/simulated.yaml").read_text())
    picture = (ROOT / "configs/demo/references/home.png").read_bytes()
    (tmp_path / "maps" / "home.png").write_bytes(picture)
    loaded = load_lab(tmp_path / "lab.yaml")
    assert list(loaded.devices) == ["tv-1", "box-1"]
    assert len(load_campaign(tmp_path / "campaigns/nightly.yaml", loaded).jobs) == 3


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(re.sub("^ {3}", "", text, flags=re.MULTILINE))
