"""Points at places of a page: with a mouse, or a finger on a touch screen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actors.protocols.browser.window import Window

Point = tuple[int, int]

RATE = 60  # moves a second


async def tap(window: Window, at: Point, *, touch: bool) -> None:
    """Touch or click one point."""
    page = window.page
    await (page.touchscreen.tap(*at) if touch else page.mouse.click(*at))


async def swipe(window: Window, start: Point, end: Point, seconds: float, *, touch: bool) -> None:
    """Draw a finger, or drag the mouse, from START to END in SECONDS."""
    if touch:
        await _finger(window, "touchStart", start)
        await _along(start, end, seconds, lambda x, y: _finger(window, "touchMove", (x, y)))
        await _finger(window, "touchEnd")
    else:
        mouse = window.page.mouse
        await mouse.move(*start)
        await mouse.down()
        await _along(start, end, seconds, mouse.move)
        await mouse.up()


async def _along(
    start: Point, end: Point, seconds: float, move: Callable[[int, int], Awaitable[Any]]
) -> None:
    moves = max(1, round(seconds * RATE))
    clock = asyncio.get_running_loop()
    began = clock.time()
    for number in range(1, moves + 1):
        await asyncio.sleep(began + seconds * number / moves - clock.time())
        await move(*_between(start, end, number / moves))


async def _finger(window: Window, phase: str, *at: Point) -> None:
    points = [{"x": x, "y": y} for x, y in at]
    await window.ask("Input.dispatchTouchEvent", type=phase, touchPoints=points)


def _between(start: Point, end: Point, part: float) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    return round(start[0] + part * across), round(start[1] + part * down)
