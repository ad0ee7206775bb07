"""The browsers of this process: one for each way to start it, shared by the devices that do."""

from __future__ import annotations

import asyncio
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Browser, Playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-first-run", "--disable-sync", "--disable-component-update")
OWN = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright"))


@dataclass(frozen=True)
class Start:
    """How a browser is started: its program or channel, and arguments; or the CDP URL of one."""

    browser: str | None = None
    args: tuple[str, ...] = ()
    headless: bool = True
    cdp: str | None = None


class Shared:
    """A browser that runs while somebody uses it.  All is done on the loop's own thread."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._changing = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._users = 0
        self._ending: asyncio.Task[None] | None = None  # held, as the loop itself does not

    async def borrow(self, seconds: float) -> Browser:
        """Return the browser, started where none runs, or reached within SECONDS elsewhere.

        Raises playwright's Error.
        """
        async with self._changing:
            if self._browser is None or not self._browser.is_connected():
                await _end(*self._taken())
                await self._begin(seconds)
            assert self._browser is not None
            self._users += 1
            return self._browser

    async def give_back(self, browser: Browser) -> asyncio.Task[None] | None:
        """End it after its last user, by the task that is returned; one that died has none."""
        async with self._changing:
            if browser is not self._browser:
                return None
            self._users -= 1
            if self._users:
                return None
            # one that hangs takes 30 s to end, for which nobody has to wait who wants a new one
            self._ending = asyncio.create_task(_end(*self._taken()))
            return self._ending

    async def _begin(self, seconds: float) -> None:
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        try:
            self._browser = await _started(self._playwright, self._start, seconds)
        except BaseException:  # cancelled, too: what was started must not stay behind
            await _end(*self._taken())
            raise

    def _taken(self) -> tuple[Playwright | None, Browser | None]:
        taken = self._playwright, self._browser
        self._playwright, self._browser, self._users = None, None, 0
        return taken


_shared: dict[Start, Shared] = {}


def shared(start: Start) -> Shared:
    """Return the one browser of this process that is started like that."""
    return _shared.setdefault(start, Shared(start))


def program() -> str | None:
    """Return the path of a Chromium or Chrome on this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def is_installed() -> bool:
    """Tell whether there is a browser to start: on the PATH, or playwright's own."""
    return program() is not None or any(OWN.expanduser().glob("chromium-*"))


async def _end(playwright: Playwright | None, browser: Browser | None) -> None:
    from playwright.async_api import Error

    if browser:
        with suppress(Error):  # it has died, as it may
            await browser.close()
    if playwright:
        await playwright.stop()


async def _started(playwright: Playwright, start: Start, seconds: float) -> Browser:
    if start.cdp:
        return await playwright.chromium.connect_over_cdp(start.cdp, timeout=seconds * 1000)
    is_path = start.browser is not None and "/" in start.browser
    return await playwright.chromium.launch(
        executable_path=start.browser if is_path else None if start.browser else program(),
        channel=None if is_path else start.browser,
        args=[*FLAGS, *start.args],
        headless=start.headless,
        chromium_sandbox=os.geteuid() != 0,  # it refuses to run as root with one
        timeout=0,
    )
