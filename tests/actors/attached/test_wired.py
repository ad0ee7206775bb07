"""Capture devices and serial ports, from trees of files as Linux shows them under /sys and /dev."""

import errno
import os
import struct

import pytest

from actors.attached.wired import capture_devices, serial_ports

CAPTURE, METADATA, HAS_OWN = 0x1, 0x00800000, 0x80000000


@pytest.fixture
def machine(tmp_path):
    """Builds a node of a class, with files that tell of it, and links to it that last."""

    def add(kind, name, files=(), link=""):
        about = tmp_path / "sys/class" / kind / name
        (about / "device").mkdir(parents=True)
        for file, text in dict(files).items():
            (about / file).write_text(f"{text}\n")
        (tmp_path / "dev").mkdir(exist_ok=True)
        (tmp_path / "dev" / name).touch()
        if link:
            (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / link).symlink_to(tmp_path / "dev" / name)
        return tmp_path

    return add


def capability(capabilities, of_node):
    """A struct v4l2_capability of linux/videodev2.h."""
    return struct.pack("=16s32s32s6I", b"uvc", b"card", b"usb", 1, capabilities, of_node, 0, 0, 0)


def test_only_nodes_that_capture_are_capture_devices(machine):
    machine("video4linux", "video0", {"name": "HDMI capture"})
    root = machine("video4linux", "video1", {"name": "HDMI capture"})
    caps = {"video0": CAPTURE, "video1": METADATA}
    told = lambda path: capability(HAS_OWN | CAPTURE | METADATA, caps[path.name])  # noqa: E731
    [found] = capture_devices(root, told)
    assert (found.kind, found.settings) == ("video", {"url": "/dev/video0"})
    assert "HDMI capture" in found.said


def test_an_old_driver_tells_of_all_its_nodes_at_once(machine):
    root = machine("video4linux", "video0")
    assert list(capture_devices(root, lambda _: capability(CAPTURE, 0)))
    assert not list(capture_devices(root, lambda _: capability(METADATA, CAPTURE)))


def test_what_cannot_be_asked_is_proposed_with_the_reason(machine):
    def denied(_):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    [found] = capture_devices(machine("video4linux", "video0"), denied)
    assert "Permission denied" in found.said


def test_what_is_no_capture_device_at_all_cannot_be_asked(machine):
    [found] = capture_devices(machine("video4linux", "video0"))
    assert "Inappropriate ioctl for device" in found.said


def test_a_name_that_lasts_is_preferred(machine):
    machine("video4linux", "video0", link="dev/v4l/by-id/usb-HDMI-video-index0")
    root = machine("tty", "ttyUSB0", link="dev/serial/by-id/usb-FTDI-if00-port0")
    [captured] = capture_devices(root, lambda _: capability(CAPTURE, 0))
    [port] = serial_ports(root)
    assert captured.settings == {"url": "/dev/v4l/by-id/usb-HDMI-video-index0"}
    assert port.settings == {"port": "/dev/serial/by-id/usb-FTDI-if00-port0", "baud": 115200}


def test_ports_without_hardware_and_consoles_of_the_screen_are_no_ports(machine):
    machine("tty", "ttyS0", {"type": "4"})
    machine("tty", "ttyS1", {"type": "0"})
    root = machine("tty", "ttyUSB0")
    (root / "sys/class/tty/tty1").mkdir()
    assert [found.settings["port"] for found in serial_ports(root)] == [
        "/dev/ttyS0",
        "/dev/ttyUSB0",
    ]


def test_a_machine_without_any_has_none(tmp_path):
    assert not [*capture_devices(tmp_path), *serial_ports(tmp_path)]
