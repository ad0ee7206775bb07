"""`vpt run`: one document, reports, and an exit code that says what came of the campaign."""

import json
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
import ray

from cluster.commands.simulator import write_lab
from cluster.placement import find, retire
from cluster.store import Store
from tests.cluster.commands.conftest import bench_lab, wait_until
from tests.cluster.ray_fixtures import campaign, case, environment

NAP = {"sleep": 0.05}
CASES = {
    "pass": (NAP, 0),
    # POWER turns it off for the first attempt, and on again for the second
    "flaky": ([{"press": "POWER"}, {"expect": {"image": "home.png", "within": 3}}], 0),
    "failed": ({"expect": {"image": "apps.png"}}, 1),
    "error": ({"expect": {"text": "Home", "region": [5000, 0, 10, 10]}}, 2),
}
DEAD = {
    "near-2": {"adb": "127.0.0.1:1"},
    "near-3": {"video": "tcp://127.0.0.1:1"},
}


@pytest.fixture
def store(home):
    with Store(f"sqlite:///{home}/store.db") as store:
        yield store


@pytest.fixture
def dead_lab(home, tmp_path):
    """A lab of devices that nobody answers for."""
    lab = bench_lab(*DEAD)
    for device in lab["devices"]:
        device["drivers"] = [DEAD[device["name"]]]
    write_lab(lab, tmp_path / "configs" / "lab.yaml")
    yield tmp_path / "configs" / "lab.yaml"
    retire(DEAD)


def test_json_is_one_document_beside_the_reports(bench, home, vpt, tmp_path):
    path = campaign(bench, case(bench, "nap", NAP), repeat=2)
    reports = ["--junit", tmp_path / "new" / "junit.xml", "--html", tmp_path / "report.html"]
    ended = vpt("run", path, "--lab", bench, "--json", *reports)
    told = json.loads(ended.out)
    assert ended.code == 0
    assert told["execution"]["counts"]["passed"] == 2
    assert [attempt["device"] for attempt in told["jobs"][1]["attempts"]] == ["near-1"]
    assert len(list(ET.parse(tmp_path / "new" / "junit.xml").iter("testcase"))) == 2
    assert "nap" in (tmp_path / "report.html").read_text()


@pytest.mark.parametrize("outcome", CASES)
def test_the_exit_code_says_what_came_of_it(bench, home, vpt, outcome):
    steps, code = CASES[outcome]
    steps = steps if isinstance(steps, list) else [steps]
    path = campaign(bench, case(bench, outcome, *steps), retries=int(outcome == "flaky"))
    ended = vpt("run", path, "--lab", bench)
    assert ended.code == code, ended
    told = "1 of 1 jobs passed" if code == 0 else f"0 of 1 jobs passed, 1 {outcome}"
    assert told in ended.out
    assert ("1 flaky" in ended.out) == (outcome == "flaky")


def test_devices_with_nobody_there_are_the_fault_of_the_lab(dead_lab, vpt, store):
    case(dead_lab, "press", {"press": "OK"}, needs=["remote"])
    case(dead_lab, "look", {"expect": {"text": "Home"}}, needs=["sound"])
    ended = vpt("run", campaign(dead_lab, "press", "look"), "--lab", dead_lab)
    assert ended.code == 3
    assert "0 of 2 jobs passed, 2 lost" in ended.out
    reasons = {job.case: job.reason for job in store.jobs(1)}
    assert all("127.0.0.1:1" in reason for reason in reasons.values()), reasons


def test_ctrl_c_keeps_what_is_done_and_gives_the_device_back(bench, home, store):
    cases = [case(bench, "a-nap", NAP), case(bench, "b-long", {"sleep": 600})]
    path = campaign(bench, *cases, repeat=2)
    command = [sys.executable, "-m", "cluster", "run", str(path), "--lab", str(bench)]
    running = subprocess.Popen(command, env=environment(home), stderr=subprocess.PIPE, text=True)
    wait_until(lambda: len(store.attempts(1)) == 2)
    running.send_signal(signal.SIGINT)
    said = running.communicate()[1]
    assert (running.returncode, said) == (130, "vpt: interrupted\n")
    assert [job.outcome for job in store.jobs(1)] == ["pass", *["cancelled"] * 3]
    assert len(store.steps(1, 1, 1)) == 1
    assert ray.get(find("near-1").status.remote()).owner is None


def test_resuming_what_has_ended_runs_nothing(bench, home, vpt, store):
    path = campaign(bench, case(bench, "nap", NAP))
    first = vpt("run", path, "--lab", bench, "--json")
    log = store.events_since(0, limit=1000)
    again = vpt("run", "--resume", 1, "--json")
    assert (again.code, again.out) == (0, first.out)
    assert store.events_since(0, limit=1000) == log
