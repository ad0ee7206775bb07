"""The main job as a new user starts it: processes of their own, on a cluster of their own."""

import json
import os
import re
import signal
import subprocess
import sys

import psutil
import pytest

from cluster import nodes
from cluster.client import Client
from cluster.records import DeviceState
from cluster.store import Store
from tests.cluster.ray_fixtures import wait_until

VPT = [sys.executable, "-m", "cluster"]


@pytest.fixture
def vpt(tmp_path, adb_server):
    """Starts `vpt` as a process that keeps everything in the test's own folder."""
    home = tmp_path / "home"
    environment = {k: v for k, v in os.environ.items() if k != "RAY_ADDRESS"}

    def start(*words):
        return subprocess.Popen(
            [*VPT, *words], env={**environment, "VPT_HOME": str(home)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    start.home = home
    yield start
    start("down").wait()


def test_the_demo_runs_a_campaign_and_leaves_a_lab_to_look_at(vpt, tmp_path):
    report = tmp_path / "report.html"
    api, dashboard = nodes.free_port(), nodes.free_port()
    demo = vpt(
        "demo", "--devices=2", "--keep", f"--html={report}",
        f"--api-port={api}", f"--dashboard-port={dashboard}",
    )  # fmt: skip
    said, _ = demo.communicate()
    assert demo.returncode == 0, said
    assert "12 of 12 jobs passed" in said
    assert f"http://127.0.0.1:{dashboard}" in said
    assert_every_step_has_a_picture(report.read_text(), vpt.home)
    with Client(f"http://127.0.0.1:{api}") as client:
        assert [device.state for device in client.devices()] == [DeviceState.IDLE] * 2
        assert client.picture("box-1", 320)[:3] == b"\xff\xd8\xff"
        assert client.executions()[0].counts.passed == 12
    again = vpt("demo")
    assert "vpt down" in again.communicate()[0]
    assert again.returncode == 2
    started = [process["pid"] for process in up(vpt.home)["processes"]]
    assert vpt("down").wait() == 0
    assert not any(psutil.pid_exists(pid) for pid in started)


@pytest.mark.parametrize("part", ["ray", "campaign"])
def test_an_interrupt_ends_the_demo_and_all_that_it_started(vpt, part):
    demo = vpt("demo", "--devices=2")
    wait_until(lambda: demo.poll() is not None or has_come_to(part, vpt.home))
    started = family(demo.pid)
    demo.send_signal(signal.SIGINT)
    said, _ = demo.communicate()
    assert demo.returncode == 130, said
    assert not (vpt.home / "up.json").exists()
    assert not any(process.is_running() for process in started)
    if part == "campaign":
        assert_all_jobs_have_ended(vpt.home)


def test_a_demo_that_is_killed_leaves_nothing_behind_either(vpt):
    demo = vpt("demo", "--devices=2")
    wait_until(lambda: demo.poll() is not None or has_come_to("campaign", vpt.home))
    started = family(demo.pid)
    demo.kill()
    demo.wait()
    wait_until(lambda: not any(process.is_running() for process in started))


def family(pid):
    return psutil.Process(pid).children(recursive=True)


def has_come_to(part, home):
    if part == "campaign":
        return (home / "store.db").exists() and any(begun(home))
    return any(process["name"] == part for process in up(home).get("processes", []))


def begun(home):
    store = Store(f"sqlite:///{home}/store.db")
    attempts = [store.attempts(execution.id) for execution in store.executions(1)]
    store.close()
    return attempts[0] if attempts else []


def up(home):
    try:
        return json.loads((home / "up.json").read_text())
    except FileNotFoundError:
        return {}


def assert_every_step_has_a_picture(html, home):
    steps = len(re.findall(r'<figure class="step">', html))
    assert steps >= 40
    assert html.count("data:image/jpeg;base64,") == steps


def assert_all_jobs_have_ended(home):
    store = Store(f"sqlite:///{home}/store.db")
    [execution] = store.executions(1)
    assert execution.stopped
    assert all(job.outcome for job in store.jobs(execution.id))
