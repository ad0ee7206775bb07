"""Capture devices and serial ports of this machine, as Linux tells of them under /sys and /dev."""

import fcntl
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from actors.attached.found import Found

# linux/videodev2.h: VIDIOC_QUERYCAP, where struct v4l2_capability has its capabilities, and those
# of a node from which pictures come
QUERYCAP, SIZE, AT = 0x80685600, 104, 84
CAPTURES = 0x1 | 0x1000  # V4L2_CAP_VIDEO_CAPTURE, and the same of several planes


def capture_devices(
    root: Path = Path("/"), ask: Callable[[Path], bytes] | None = None
) -> Iterator[Found]:
    """Yield the nodes that capture; a card has others, too, such as for what it says of them.

    ask: returns the struct v4l2_capability of a node.
    """
    for node in sorted(root.glob("sys/class/video4linux/video*")):
        path = root / "dev" / node.name
        try:
            if not _device_caps((ask or _query)(path)) & CAPTURES:
                continue
            trouble = ""
        except OSError as e:
            trouble = f"; it cannot be asked what it does: {e.strerror}"
        called = _text(node / "name") or node.name
        where = _lasting(path, root / "dev/v4l/by-id")
        said = f"{node.name} is called {called!r}{trouble}"
        yield Found(node.name, "stb", "video", {"url": _seen_from(root, where)}, said)


def serial_ports(root: Path = Path("/")) -> Iterator[Found]:
    """Yield the ports that have hardware behind them."""
    for node in sorted(root.glob("sys/class/tty/*")):
        is_port = (node / "device").exists() and _text(node / "type") != "0"  # 0: PORT_UNKNOWN
        if is_port and (path := root / "dev" / node.name).exists():
            where = _lasting(path, root / "dev/serial/by-id")
            said = f"{node.name}; the baud rate is a guess, and so is that a shell answers"
            settings = {"port": _seen_from(root, where), "baud": 115200}
            yield Found(node.name, "stb", "serial", settings, said)


def _lasting(path: Path, links: Path) -> Path:
    """Return the one of LINKS that leads to PATH, as numbers change with what is plugged first."""
    leading = (link for link in sorted(links.glob("*")) if link.resolve() == path.resolve())
    return next(leading, path)


def _seen_from(root: Path, path: Path) -> str:
    return f"/{path.relative_to(root)}"


def _text(file: Path) -> str:
    return file.read_text(errors="replace").strip() if file.is_file() else ""


def _device_caps(capability: bytes) -> int:
    everything, of_node = struct.unpack_from("=II", capability, AT)
    has_own = everything & 0x80000000  # V4L2_CAP_DEVICE_CAPS
    return int(of_node if has_own else everything)


def _query(path: Path) -> bytes:
    with path.open("rb", buffering=0) as node:
        return bytes(fcntl.ioctl(node, QUERYCAP, bytes(SIZE)))
