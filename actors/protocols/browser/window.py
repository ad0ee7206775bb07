"""What one device shows: a browser context of its own, whose newest page is in front."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actors.protocols.browser.shared import Start, shared

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, CDPSession, Page, Response


class Window:
    """A context of BROWSER, started as START says, and its pages; used on the loop's own thread.

    Dialogs are dismissed, and leaving a page is agreed to, by playwright itself.
    """

    def __init__(self, start: Start, browser: Browser, context: BrowserContext) -> None:
        self._start, self._browser, self._context = start, browser, context
        self._sessions: dict[Page, CDPSession] = {}
        self._crashed: set[Page] = set()
        context.set_default_timeout(0)  # the driver's own deadline is the only one
        context.on("page", self._attend)
        for page in context.pages:
            self._attend(page)

    @classmethod
    async def open(cls, start: Start, options: Mapping[str, Any], seconds: float) -> Window:
        """Return a window with one page; that of a browser elsewhere shows what that one does.

        options: of playwright's new_context; seconds: to reach a browser elsewhere.
        Raises playwright's Error.
        """
        browser = await shared(start).borrow(seconds)
        try:
            context = browser.contexts[0] if start.cdp else await browser.new_context(**options)
            window = cls(start, browser, context)
            if not context.pages:
                await context.new_page()
        except BaseException:  # cancelled, too: nobody would give it back
            await shared(start).give_back(browser)
            raise
        return window

    @property
    def page(self) -> Page:
        """The page in front: the newest one that is there."""
        return self._context.pages[-1]

    @property
    def is_alive(self) -> bool:
        """Whether it still has a browser, and a page in front that works."""
        pages = self._context.pages
        works = bool(pages) and pages[-1] not in self._crashed
        return works and self._browser.is_connected()

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to a command of the DevTools protocol on the page in front."""
        answer: dict[str, Any] = await (await self._session()).send(method, params)
        return answer

    async def press(self, down: dict[str, Any], up: dict[str, Any], hold: float) -> None:
        """Send two key events, HOLD seconds apart; without a hold the second waits for nothing."""
        session, method = await self._session(), "Input.dispatchKeyEvent"
        pressed = asyncio.ensure_future(session.send(method, down))
        if hold:
            await pressed
            await asyncio.sleep(hold)
        await asyncio.gather(pressed, session.send(method, up))

    async def _session(self) -> CDPSession:
        page = self.page
        if page not in self._sessions:
            self._sessions[page] = await self._context.new_cdp_session(page)
        return self._sessions[page]

    async def visit(self, url: str, seconds: float) -> int:
        """Load URL in place of all pages, and return the status that its server answers, or 0.

        Raises playwright's Error, and its TimeoutError after SECONDS.
        """
        from playwright.async_api import Error

        first = self._context.pages[0]
        try:
            answer = await _load(first, url, seconds)
        except Error as e:
            if "net::" in e.message and "net::ERR_ABORTED" not in e.message:
                # Chromium shows a page of its own then, which would interrupt the next one
                await first.wait_for_url("chrome-error://**", wait_until="commit")
            raise
        for page in self._context.pages[1:]:
            await page.close()
        return answer.status if answer else 0

    async def close(self, storage: Path | None) -> None:
        """Close what is its own, after cookies and what pages stored are kept in STORAGE."""
        from playwright.async_api import Error

        try:
            if storage and self.is_alive:
                await self._context.storage_state(path=storage, indexed_db=True)
            if not self._start.cdp:
                await self._context.close()
        except Error:
            pass  # the browser has died, as it may
        finally:
            ending = await shared(self._start).give_back(self._browser)
        if ending:
            await ending

    def _attend(self, page: Page) -> None:
        page.on("crash", self._crash)
        page.on("close", self._closed)

    def _crash(self, page: Page) -> None:
        self._crashed.add(page)

    def _closed(self, page: Page) -> None:
        self._sessions.pop(page, None)


async def _load(page: Page, url: str, seconds: float) -> Response | None:
    from playwright.async_api import Error

    while True:  # until the driver's deadline, where the page before goes elsewhere by itself
        try:
            return await page.goto(url, timeout=seconds * 1000, wait_until="domcontentloaded")
        except Error as e:
            if "interrupted by another navigation" not in e.message:
                raise
