"""Android devices of a real adb server, to which a simulated one is connected."""

import time

from actors.attached.android import ADVICE, _found, devices
from actors.protocols.adb.server import AdbServer, address
from actors.simulator.devices import SimulatedDevice


def test_devices_are_listed_with_their_serial_and_model(adb_server, simulator):
    port = simulator(SimulatedDevice(name="tv-1")).devices["tv-1"].ports["adb"]
    server, serial = AdbServer(address(f"127.0.0.1:{adb_server}")), f"127.0.0.1:{port}"
    server.connect(serial, time.monotonic() + 5)
    listed = {one.settings["serial"]: one for one in devices(5, f"127.0.0.1:{adb_server}")}
    server.disconnect(serial, time.monotonic() + 5)
    assert listed[serial].kind == "adb"
    assert "'device'" in listed[serial].said


def test_what_is_to_be_done_before_a_device_works_is_told():
    for state in ("unauthorized", "offline"):
        assert ADVICE[state] in _found(f"0A1B2C {state} usb:1-1 transport_id:3").said
    found = _found("0A1B2C no permissions (missing udev rules?); see [http://x] usb:1-1")
    assert "set up udev rules" in found.said


def test_a_device_is_called_by_its_model():
    line = "0A1B2C    device product:foster model:SHIELD_Android_TV device:foster transport_id:1"
    assert (_found(line).name, _found(line).model) == ("shield-android-tv", "SHIELD_Android_TV")
