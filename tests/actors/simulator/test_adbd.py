"""The real adb server and adbutils talk to a simulated device."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import adbutils
import cv2
import numpy as np
import pytest

from actors.simulator.devices import Running, SimulatedDevice

Adb = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def tv(simulator: Any) -> Running:
    server = simulator(SimulatedDevice(name="tv-1", downtime=0.1))
    return server.devices["tv-1"]


@pytest.fixture
def serial(tv: Running, adb: Adb) -> Iterator[str]:
    serial = f"127.0.0.1:{tv.ports['adb']}"
    assert adb("connect", serial).stdout.startswith(b"connected")
    yield serial
    adb("disconnect", serial)


@pytest.fixture
def device(serial: str, adb_server: int) -> adbutils.AdbDevice:
    return adbutils.AdbClient("127.0.0.1", adb_server).device(serial)


def state(adb: Adb, serial: str) -> str:
    lines = adb("devices").stdout.decode().splitlines()
    return next((line.split("\t")[1] for line in lines if line.startswith(serial)), "")


def test_adb_lists_the_device_with_its_model(adb, serial):
    line = next(
        line for line in adb("devices", "-l").stdout.decode().splitlines() if serial in line
    )
    assert " device " in line
    assert "model:Simulated_TV" in line


@pytest.mark.parametrize(("command", "code"), [("true", 0), ("false", 1), ("nope", 127)])
def test_adb_shell_ends_with_the_exit_code_of_the_command(adb, serial, command, code):
    assert adb("-s", serial, "shell", command).returncode == code


def test_adb_shell_keeps_errors_apart_from_output(adb, serial):
    result = adb("-s", serial, "shell", "echo good; cat /nowhere")
    assert result.stdout == b"good\n"
    assert result.stderr == b"cat: /nowhere: No such file or directory\n"


def test_a_command_reads_what_adb_shell_is_given(adb, serial):
    assert adb("-s", serial, "shell", "cat", given=b"typed\n" * 9).stdout == b"typed\n" * 9


def test_a_shell_without_a_command_runs_the_lines_it_is_given(adb, serial):
    result = adb("-s", serial, "shell", given=b"echo one\nfalse\necho $?\nexit 3\necho never\n")
    assert (result.stdout, result.returncode) == (b"one\n1\n", 3)


def test_a_terminal_echoes_and_prompts(adb, serial):
    result = adb("-s", serial, "shell", "-tt", given=b"echo onx\x7fe\nexit\n")
    assert b"$ echo onx\b \be\r\none\r\n" in result.stdout


def test_screencap_gives_the_picture_as_png_and_raw(adb, serial, tv):
    png = adb("-s", serial, "exec-out", "screencap", "-p").stdout
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    raw = adb("-s", serial, "exec-out", "screencap").stdout
    assert np.frombuffer(raw, "<u4", 3).tolist() == [1280, 720, 1]
    rgba = np.frombuffer(raw, np.uint8, offset=16).reshape(720, 1280, 4)
    for seen in (picture, rgba[:, :, 2::-1]):
        assert cv2.absdiff(np.ascontiguousarray(seen), tv.television.picture()).mean() < 2


def test_a_large_file_comes_back_as_it_was_pushed(adb, serial, tmp_path):
    content = os.urandom(2_500_000)
    (tmp_path / "there").write_bytes(content)
    assert adb("-s", serial, "push", tmp_path / "there", "/sdcard/new/there").returncode == 0
    assert adb("-s", serial, "pull", "/sdcard/new/there", tmp_path / "back").returncode == 0
    assert (tmp_path / "back").read_bytes() == content


def test_pulling_what_is_not_there_fails(adb, serial, tmp_path: Path):
    result = adb("-s", serial, "pull", "/sdcard/nothing", tmp_path)
    assert result.returncode == 1
    assert b"No such file or directory" in result.stderr


def test_adbutils_reads_the_device(device, tv):
    assert device.shell2("echo hi; false").returncode == 1
    assert device.shell2("echo hi; false", v2=True).output == "hi\n"
    assert device.getprop("ro.serialno") == "tv-1"
    assert tuple(device.window_size()) == (1280, 720)
    assert device.screenshot().size == (1280, 720)
    assert device.list_packages() == sorted(app.package for app in tv.television.apps)
    assert device.battery().level == 100
    assert device.app_info("tv.simulated.live").version_name
    assert device.is_screen_on()


def test_adbutils_starts_and_stops_apps(device):
    device.app_start("tv.simulated.settings")
    assert device.app_current().package == "tv.simulated.settings"
    device.app_stop("tv.simulated.settings")
    assert device.app_current().package == "tv.simulated.launcher"


def test_adbutils_presses_taps_and_swipes(device, tv):
    device.keyevent("KEYCODE_DPAD_DOWN")
    device.click(0.5, 0.5)
    device.swipe(600, 600, 600, 200, 0.1)
    assert [line.partition(": ")[2] for line in tv.television.log] == [
        "key DOWN", "tap 640 360", "swipe 600 600 600 200 in 0.1 s",
    ]  # fmt: skip


def test_adbutils_types_and_sees_the_elements(device):
    device.app_start("tv.simulated.search")
    device.send_keys("oc%se")
    assert 'text="oc e"' in device.dump_hierarchy()


def test_adbutils_works_with_files(device, tmp_path):
    device.sync.push(b"abc" * 99_999, "/data/local/tmp/f", check=True)
    assert device.sync.read_bytes("/data/local/tmp/f") == b"abc" * 99_999
    assert [entry.path for entry in device.sync.list("/data/local/tmp")] == ["f"]
    device.sync.pull("/data/local", tmp_path / "copy")
    assert (tmp_path / "copy" / "tmp" / "f").stat().st_size == 299_997


def test_a_command_that_lasts_holds_no_other_up(device):
    with device.shell("sleep 1000", stream=True):
        assert device.shell("echo now") == "now"


def test_an_unknown_service_is_refused(device):
    with pytest.raises(adbutils.AdbError):
        device.open_transport("tcp:80").check_okay()


def test_offline_shows_as_offline_and_goes_away_with_the_fault(adb, serial, tv, until):
    tv.television.faults.set(offline=True)
    until(lambda: state(adb, serial) == "offline")
    assert adb("-s", serial, "shell", "true").returncode == 1
    tv.television.faults.set(offline=False)
    until(lambda: state(adb, serial) == "device")
    assert adb("-s", serial, "shell", "true").returncode == 0


@pytest.mark.parametrize("way", [["reboot"], ["shell", "reboot"]])
def test_a_reboot_drops_the_connection_and_brings_it_back(adb, serial, tv, until, way):
    adb("-s", serial, *way)
    until(lambda: "PowerManager: reboot" in "".join(tv.television.log))
    until(lambda: state(adb, serial) == "device")
    assert adb("-s", serial, "shell", "true").returncode == 0


def connected_anew(adb, serial):
    adb("disconnect", serial)
    return adb("connect", serial).stdout.startswith(b"connected")


def test_a_device_whose_process_was_restarted_is_reached_again(adb, serial, tv, background, until):
    wire = tv.wires["adb"]
    port = wire.port
    background.run(wire.close())
    until(lambda: state(adb, serial) == "offline")
    background.run(wire.start(port))
    until(lambda: connected_anew(adb, serial))  # the server may be just about to do so itself
    assert adb("-s", serial, "shell", "echo back").stdout == b"back\n"


def test_what_is_not_adb_is_hung_up_on(adb, serial, tv):
    with socket.create_connection(("127.0.0.1", tv.ports["adb"])) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(1) == b""
    assert adb("-s", serial, "shell", "true").returncode == 0


def test_slow_answers_come_later(device, tv):
    tv.television.faults.set(slow=0.2)
    began = time.monotonic()
    device.shell("true")
    assert time.monotonic() - began >= 0.2
