"""Commands about the screen: its size, its pixels, and the elements on it."""

import asyncio
from typing import Final
from xml.sax.saxutils import quoteattr

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.elements import Element
from actors.simulator.screenshot import as_png, as_raw
from actors.simulator.television import Television

DENSITY: Final = 213  # of a television with 720 lines
DUMP: Final = "/sdcard/window_dump.xml"
TERMINAL: Final = "/dev/tty"


async def _screencap(call: Call) -> int:
    options = [each for each in call.arguments if each.startswith("-")]
    paths = [each for each in call.arguments if not each.startswith("-")]
    if "-d" in options:
        paths = paths[1:]  # the display, of which there is one
    png = "-p" in options or any(path.endswith(".png") for path in paths)
    picture = await asyncio.to_thread(as_png if png else as_raw, call.television)
    if paths:
        call.files.write(paths[0], picture)
    else:
        await call.console.out(picture)
    return 0


async def _wm(call: Call) -> int:
    if call.arguments == ["size"]:
        width, height = call.television.size
        await call.say(f"Physical size: {width}x{height}")
    elif call.arguments == ["density"]:
        await call.say(f"Physical density: {DENSITY}")
    else:
        raise Failed("only 'size' and 'density' can be asked for")
    return 0


async def _uiautomator(call: Call) -> int:
    words = [each for each in call.arguments if each != "--compressed"]
    if words[:1] != ["dump"]:
        raise Failed("only 'dump' can be asked for")
    path = words[1] if len(words) > 1 else DUMP
    dump = await asyncio.to_thread(_hierarchy, call.television)
    if path == TERMINAL:
        await call.console.out(dump.encode())
    else:
        call.files.write(path, dump.encode())
    await call.say(f"UI hierchary dumped to: {path}")  # Android's own spelling
    return 0


def _hierarchy(television: Television) -> str:
    package = television.foreground
    root, *rest = television.elements()
    inner = "".join(f"<node{_attributes(each, package, index)}/>"
                    for index, each in enumerate(rest))  # fmt: skip
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
        f'<hierarchy rotation="0"><node{_attributes(root, package, 0)}>{inner}</node></hierarchy>'
    )


def _attributes(element: Element, package: str, index: int) -> str:
    left, top, width, height = element.bounds
    said = {
        "index": index,
        "text": element.text,
        "resource-id": element.resource_id,
        "class": element.class_name,
        "package": element.resource_id.partition(":")[0] or package,
        "content-desc": "",
        "checkable": False,
        "checked": False,
        "clickable": element.clickable,
        "enabled": True,
        "focusable": element.clickable,
        "focused": element.focused,
        "scrollable": False,
        "long-clickable": False,
        "password": False,
        "selected": element.focused,
        "bounds": f"[{left},{top}][{left + width},{top + height}]",
    }
    return "".join(f" {name}={quoteattr(_written(value))}" for name, value in said.items())


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


COMMANDS: Final[dict[str, Command]] = {
    "screencap": _screencap, "uiautomator": _uiautomator, "wm": _wm,
}  # fmt: skip
