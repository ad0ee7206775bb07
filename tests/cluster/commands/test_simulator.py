"""`vpt simulator` serves devices for anyone's own tests, until it is told to end."""

import signal
import socket
import subprocess
import sys

import httpx
import pytest
import yaml

from actors.maps import load_map
from tests.cluster.commands.conftest import wait_until


class Served:
    """A simulator in a process of its own."""

    def __init__(self, lab, *options):
        command = [sys.executable, "-m", "cluster", "simulator", f"--lab={lab}", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.lines = list(iter(self.process.stdout.readline, f"lab      {lab}\n"))
        self.lab = lab

    @property
    def ports(self):
        words = " ".join(self.lines[:-1]).split()
        return [int(word.partition(":")[2]) for word in words if ":" in word]

    @property
    def control(self):
        return self.lines[-1].split()[1].removesuffix("/docs")

    def end(self, number):
        self.process.send_signal(number)
        self.process.communicate()
        return self.process.returncode


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    lab = tmp_path_factory.mktemp("served") / "lab.yaml"
    simulator = Served(lab, "--devices=3", "--faults=drop_key=0.5,popup", "--seed=7")
    yield simulator
    simulator.end(signal.SIGTERM)


@pytest.fixture
def control(served):
    with httpx.Client(base_url=served.control) as client:
        yield client


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_it_says_where_each_device_is(served):
    assert [line.split()[:2] for line in served.lines[:-1]] == [
        ["tv-1", "android-tv"], ["box-1", "stb"], ["tv-2", "android-tv"],
    ]  # fmt: skip
    assert len(served.ports) == 4
    assert all(listens(port) for port in served.ports)


def test_the_lab_file_it_writes_is_good_and_reaches_the_devices(served, vpt):
    ended = vpt("lab", "check", served.lab)
    assert (ended.code, ended.err) == (0, "")
    devices = yaml.safe_load(served.lab.read_text())["devices"]
    assert [device["name"] for device in devices] == ["tv-1", "box-1", "tv-2"]
    assert devices[0]["drivers"] == [{"adb": {"serial": f"127.0.0.1:{served.ports[0]}"}}]


def test_the_control_shows_the_faults_it_was_started_with(control):
    for device in control.get("/devices").json():
        assert device["faults"]["drop_key"] == 0.5
        assert device["faults"]["popup"] is True


def test_a_fault_is_switched_while_it_runs(control):
    told = control.put("/devices/tv-1/faults", json={"popup": False, "black": True}).json()
    assert (told["faults"]["popup"], told["faults"]["black"]) == (False, True)
    assert control.get("/devices/tv-1").json()["faults"] == told["faults"]
    assert control.get("/devices/tv-2").json()["faults"]["black"] is False


def test_an_unknown_fault_is_refused_with_those_that_exist(control):
    answer = control.put("/devices/tv-1/faults", json={"rain": True})
    assert answer.status_code == 422
    assert "no fault rain (there are drop_key" in answer.json()["detail"]


def test_a_lab_with_made_up_screens_comes_with_their_map(tmp_path, vpt):
    simulator = Served(tmp_path / "lab.yaml", "--devices=2", "--screens=20", "--design=4")
    assert simulator.end(signal.SIGTERM) == 0
    assert {device["map"] for device in yaml.safe_load(simulator.lab.read_text())["devices"]} == {
        "invented"
    }
    assert vpt("lab", "check", simulator.lab).code == 0
    assert len(load_map(tmp_path / "maps" / "invented.yaml").places) == 20


def test_too_few_screens_are_refused(vpt):
    ended = vpt("simulator", "--screens", "5")
    assert (ended.code, ended.out) == (2, "")
    assert "20 to 1000 screens, or 0" in ended.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order_and_frees_its_ports(tmp_path, number):
    simulator = Served(tmp_path / "lab.yaml", "--devices=2")
    wait_until(lambda: all(listens(port) for port in simulator.ports))
    assert simulator.end(number) == 0
    assert not any(listens(port) for port in simulator.ports)
