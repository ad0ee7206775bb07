"""What a device says of its screen: size, pixels, and the elements of its interface."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from actors.interface import Element

if TYPE_CHECKING:
    from actors.interface import Pixels

RGBA, RGBX = 1, 2  # Android's pixel formats
HEADERS = (12, 16)  # bytes: width, height, format; from Android 8 on the colour space too
LARGEST_DUMP = 8 << 20  # bytes; a page of elements has some ten thousand

_SIZE = re.compile(r"size: (\d+)x(\d+)")
_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")


def parse_size(text: str) -> tuple[int, int]:
    """Return what `wm size` printed, an override before the physical size.  Raises ValueError."""
    if not (sizes := _SIZE.findall(text)):
        raise ValueError(f"'wm size' says {_start(text)}")
    width, height = sizes[-1]
    return int(width), int(height)


def parse_screencap(raw: bytes) -> Pixels:
    """Return the pixels (BGR) in what `screencap` wrote.  Raises ValueError."""
    import cv2
    import numpy as np

    if len(raw) < HEADERS[0]:
        raise ValueError(f"screencap gave no picture but {_start(raw.decode(errors='replace'))}")
    width, height, form = struct.unpack_from("<III", raw)
    header = len(raw) - width * height * 4
    if form not in (RGBA, RGBX) or header not in HEADERS:
        raise ValueError(
            f"screencap gave {len(raw)} bytes for {width}x{height} pixels of format {form}"
        )
    rgba = np.frombuffer(raw, np.uint8, offset=header).reshape(height, width, 4)
    return cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR).astype(np.uint8, copy=False)


def parse_elements(dump: str) -> list[Element]:
    """Return the visible elements of a `uiautomator dump`, outermost first.  Raises ValueError."""
    start, end = dump.find("<hierarchy"), dump.rfind(">")
    if start < 0:
        raise ValueError(f"uiautomator gave no elements but {_start(dump)}")
    if len(dump) > LARGEST_DUMP:
        raise ValueError(f"uiautomator gave {len(dump)} bytes, more than any screen needs")
    try:
        nodes = ET.fromstring(dump[start : end + 1]).iter("node")
    except ET.ParseError as e:
        raise ValueError(f"uiautomator gave broken XML: {e}") from e
    return [element for node in nodes if (element := _element(node)) is not None]


def _element(node: ET.Element) -> Element | None:
    place = _BOUNDS.fullmatch(node.get("bounds", ""))
    if place is None:
        return None
    left, top, right, bottom = map(int, place.groups())
    if right <= left or bottom <= top:
        return None
    return Element(
        text=node.get("text", ""),
        id=node.get("resource-id", ""),
        kind=node.get("class", ""),
        bounds=(left, top, right - left, bottom - top),
        focused=node.get("focused") == "true",
        clickable=node.get("clickable") == "true",
        label=node.get("content-desc", ""),
    )


def _start(text: str) -> str:
    return repr(text.strip()[:200])
