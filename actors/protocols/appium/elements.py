"""The page sources of UiAutomator2 (Android), XCUITest (iOS), and drivers that are like one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from actors.interface import Element

LARGEST = 16 << 20  # characters; a page of elements has some ten thousand
PREFIX = "XCUIElementType"
INPUTS = {"TextField", "SecureTextField", "TextView", "SearchField"}
CLICKABLE = INPUTS | {"Button", "Cell", "Key", "Link", "MenuItem", "Slider", "Switch", "Tab"}

_BOUNDS = re.compile(r"\[(-?\d+),(-?\d+)\]\[(-?\d+),(-?\d+)\]")


def parse_source(source: object) -> list[Element]:
    """Return the visible elements of a page SOURCE, outermost first.  Raises ValueError."""
    if not isinstance(source, str) or len(source) > LARGEST:
        raise ValueError("the page source is no text, or far too long")
    try:
        nodes = ET.fromstring(source).iter()
    except (ET.ParseError, ValueError) as e:
        raise ValueError(f"the page source is no XML: {e}") from e
    return [element for node in nodes if (element := _element(node)) is not None]


def _element(node: ET.Element) -> Element | None:
    place = _place(node)
    hidden = "false" in (node.get("visible"), node.get("displayed"))
    if place is None or hidden or min(place[2:]) <= 0:
        return None
    return _of_ios(node, place) if node.tag.startswith(PREFIX) else _of_android(node, place)


def _of_android(node: ET.Element, place: tuple[int, int, int, int]) -> Element:
    return Element(
        text=node.get("text") or node.get("value") or "",
        id=node.get("resource-id") or node.get("id") or "",
        kind=node.get("class") or node.tag,
        bounds=place,
        focused=node.get("focused") == "true",
        clickable=node.get("clickable") == "true",
        label=node.get("content-desc") or "",
    )


def _of_ios(node: ET.Element, place: tuple[int, int, int, int]) -> Element:
    kind, label = node.tag.removeprefix(PREFIX), node.get("label") or ""
    written = node.get("value") or "" if kind in INPUTS else ""
    return Element(
        text=written or label,
        id=node.get("name") or "",
        kind=node.tag,
        bounds=place,
        focused=node.get("focused") == "true",
        clickable=kind in CLICKABLE and node.get("enabled") != "false",
        label=label,
    )


def _place(node: ET.Element) -> tuple[int, int, int, int] | None:
    if bounds := _BOUNDS.fullmatch(node.get("bounds", "")):
        left, top, right, bottom = map(int, bounds.groups())
        return left, top, right - left, bottom - top
    try:
        left, top, width, height = (
            int(node.get(name, "")) for name in ("x", "y", "width", "height")
        )
    except ValueError:
        return None
    return left, top, width, height
