"""What acting on a page costs beside playwright's own calls, and how many pictures a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from actors import loop
from actors.drivers.web import Web, WebSettings
from tests.bench.figure import Figure, compared, timed

if TYPE_CHECKING:
    from playwright.async_api import Page

ADDED = 2.0  # ms that the driver may add to an action
SMOOTH = 15.0  # pictures a second that a page which moves is worth, at least

MOVING = """data:text/html,<body style="margin: 0; background: navy">
<div id=box style="position: absolute; width: 300px; height: 300px;
  background: linear-gradient(red, blue)"></div><script>
  const move = at => { box.style.left = (at / 4 % 900) + "px"; requestAnimationFrame(move); };
  requestAnimationFrame(move);
</script>"""


def figures() -> list[Figure]:
    """Return p50 and p99 of press and tap beside bare calls, and the pictures a second."""
    driver = Web(WebSettings(url="data:text/html,<body>"))
    driver.open()
    try:
        return [*_actions(driver), *_pictures(driver)]
    finally:
        driver.close()


def _actions(driver: Web, times: int = 200) -> list[Figure]:
    page: Page = driver._link._window.page  # type: ignore[union-attr]
    ways = {
        "press": (lambda: driver.press("UP"), lambda: page.keyboard.press("ArrowUp")),
        "tap": (lambda: driver.tap(300, 200), lambda: page.mouse.click(300, 200)),
    }
    measured = []
    for what, (act, bare) in ways.items():
        taken: list[float] = []
        reference: list[float] = []
        for _ in range(times):  # in turn, as a machine is not always as fast
            taken.append(timed(act))
            reference.append(loop.run(_timed(bare), 10))
        measured += compared(what, taken, reference, above=ADDED)
    return measured


async def _timed(act: Any) -> float:
    began = time.perf_counter()
    await act()
    return (time.perf_counter() - began) * 1000


def _pictures(driver: Web, times: int = 60) -> list[Figure]:
    driver.launch(MOVING)
    driver.frame()  # the first one loads what decodes it
    taken = [timed(driver.frame) for _ in range(times)]
    page: Page = driver._link._window.page  # type: ignore[union-attr]
    bare = [loop.run(_timed(page.screenshot), 10) for _ in range(times // 3)]
    rate = len(taken) / (sum(taken) / 1000)
    return [
        *compared("picture of a page that moves", taken, bare),
        Figure(
            "pictures a second, 1280x720", rate, "fps", len(bare) / (sum(bare) / 1000), least=SMOOTH
        ),
    ]
