"""Many simulated devices in one process, and their control over HTTP."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
from pydantic import ValidationError

from actors.device import DeviceSpec
from actors.parse import driver
from actors.simulator.control import Control
from actors.simulator.devices import SimulatedDevice
from actors.simulator.faults import FaultSettings
from actors.simulator.lab import lab_of
from actors.simulator.listener import PortInUse

TV = SimulatedDevice(name="tv-1")
STB = SimulatedDevice(name="stb-1", kind="stb", faults=FaultSettings(black=True))

PROGRAM = """
import json
from actors.simulator.devices import SimulatedDevice
from actors.simulator.server import serve
serve([SimulatedDevice(name="tv-1"), SimulatedDevice(name="stb-1", kind="stb")],
      on_ready=lambda server, control: print(json.dumps(
          [control, [device.ports for device in server.devices.values()]]), flush=True))
"""


@pytest.fixture
def server(simulator: Any) -> Any:
    return simulator(TV, STB)


@pytest.fixture
def api(server: Any, background: Any) -> Iterator[httpx.Client]:
    control = Control(server.devices)
    background.run(control.__aenter__())
    with httpx.Client(base_url=f"http://127.0.0.1:{control.port}") as client:
        yield client
    background.run(control.__aexit__(None, None, None))


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_each_kind_has_its_wires(server):
    assert [set(device.ports) for device in server.devices.values()] == [{"adb"}, {"video", "ir"}]
    assert server.devices["stb-1"].television.faults.settings.black


def test_ports_follow_one_another_from_the_base(simulator):
    with socket.create_server(("127.0.0.1", 0)) as found:
        base = found.getsockname()[1]
    server = simulator(TV, STB, base_port=base)
    ports = [port for device in server.devices.values() for port in device.ports.values()]
    assert ports == [base, base + 1, base + 2]


def test_a_port_in_use_is_named_and_nothing_stays_open(simulator):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} is in use") as error:
            simulator(TV, STB, base_port=port - 1)
    assert error.value.port == port
    assert not listens(port - 1)


def test_the_lab_describes_devices_that_the_drivers_understand(server):
    lab = lab_of(server)
    specs = [DeviceSpec.model_validate(device) for device in lab["devices"]]
    assert [(spec.name, spec.model, spec.map) for spec in specs] == [
        ("tv-1", "android-tv", "launcher"), ("stb-1", "stb", "launcher"),
    ]  # fmt: skip
    assert [[s.kind for s in spec.drivers] for spec in specs] == [["adb"], ["video", "ir"]]
    assert {spec.node for spec in specs} == set(lab["nodes"])


@pytest.mark.usefixtures("adb_server")
def test_the_drivers_reach_the_devices_of_the_lab(server):
    for device in lab_of(server)["devices"]:
        for settings in DeviceSpec.model_validate(device).drivers:
            link = driver(settings.kind)(settings)
            link.open()
            assert link.probe()
            link.close()


@pytest.mark.parametrize("wrong", [{"name": "a b"}, {"kind": "phone"}, {"fps": 0}, {"extra": 1}])
def test_settings_that_make_no_device_are_refused(wrong):
    with pytest.raises(ValidationError):
        SimulatedDevice.model_validate({"name": "tv", **wrong})


def test_the_control_tells_of_the_devices(api, server):
    server.devices["tv-1"].television.press("UP")
    tv, stb = api.get("/devices").json()
    assert (tv["name"], tv["kind"], tv["ports"]) == ("tv-1", "android-tv",
                                                     server.devices["tv-1"].ports)  # fmt: skip
    assert "key UP" in tv["log"][-1]
    assert stb["faults"]["black"]
    assert api.get("/devices/tv-1").json()["foreground"] == "tv.simulated.launcher"


def test_the_control_switches_faults_one_by_one(api, server):
    assert api.put("/devices/stb-1/faults", json={"silence": True}).json()["faults"]["silence"]
    settings = server.devices["stb-1"].television.faults.settings
    assert (settings.black, settings.silence) == (True, True)


def test_the_control_refuses_faults_that_there_are_not(api):
    answer = api.put("/devices/tv-1/faults", json={"blak": True})
    assert (answer.status_code, "no fault blak" in answer.json()["detail"]) == (422, True)
    assert api.put("/devices/tv-1/faults", json={"drop_key": 2}).status_code == 422


def test_the_control_crashes_an_app_and_reboots_a_device(api, server):
    tv, stb = (device.television for device in server.devices.values())
    tv.launch("tv.simulated.live")
    assert api.post("/devices/tv-1/crash").status_code == 204
    assert tv.foreground == "tv.simulated.launcher"
    for name, television in (("tv-1", tv), ("stb-1", stb)):
        assert api.post(f"/devices/{name}/reboot").status_code == 204
        assert "reboot" in television.log[-1]


def test_the_control_shows_the_picture(api):
    png = np.frombuffer(api.get("/devices/tv-1/picture.png").content, np.uint8)
    assert cv2.imdecode(png, cv2.IMREAD_COLOR).shape == (720, 1280, 3)


def test_the_control_knows_no_other_device(api):
    assert api.get("/devices/tv-9").json() == {"detail": "no device 'tv-9' (there are tv-1, stb-1)"}


def test_a_control_port_in_use_is_named(server):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)):
            Control(server.devices, port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_served_lab_ends_on_a_signal_with_every_port_closed(number):
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        control, devices = json.loads(process.stdout.readline())
        ports = [control, *(port for device in devices for port in device.values())]
        assert all(listens(port) for port in ports)
        process.send_signal(number)
        assert process.wait(30) == 0
        assert process.stderr.read() == b""
    assert not any(listens(port) for port in ports)
