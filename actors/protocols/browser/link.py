"""The way from a driver to its window: opened when needed, given up when it has died."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from actors import loop
from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from actors.protocols.browser.reasons import reason
from actors.protocols.browser.window import Window

if TYPE_CHECKING:
    from actors.driver import Driver
    from actors.drivers.web import WebSettings

T = TypeVar("T")

STARTING = 30.0  # seconds that a browser on this node may take to start
GRACE = 0.5  # seconds more for a browser to say what became of a page that took too long
LEAVES = 2  # times that a page may be left while it is asked: one page may lead on to another
NO_ENTRY = (401, 407)  # HTTP's answers to wrong credentials


class WebLink:
    """The window of DRIVER.  Any thread may call; methods raise what drivers do."""

    def __init__(self, driver: Driver[WebSettings]) -> None:
        self._driver, self._settings = driver, driver.settings
        self._opening = threading.RLock()
        self._window: Window | None = None

    def open(self) -> None:
        """Open a window, in a browser that is started where none runs, and load the page."""
        s = self._settings
        with self._opening:
            with suppress(DriverError):  # the one before may have died
                self.close()
            opening = Window.open(s.start, s.options(), s.timeout)
            self._window = self._run(opening, STARTING + s.timeout)
            try:
                if s.address:
                    self._visit(self._window, s.address)
            except DriverError:
                self._lose()
                raise

    def close(self) -> None:
        """Close the window, and the browser after its last one."""
        with self._opening:
            window, self._window = self._window, None
            if window:
                self._run(window.close(self._settings.storage), self._settings.timeout)

    def visit(self, address: str) -> None:
        """Load ADDRESS in place of what is shown.  Raises Refused for wrong credentials."""
        self._visit(self._live(), address)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to a command of the DevTools protocol, which is sent once."""
        return self.do(lambda window: window.ask(method, **params))

    def read(self, act: Callable[[Window], Coroutine[Any, Any, T]]) -> T:
        """Return what `do` does, asked again where the page in front closes or leaves meanwhile."""
        began = time.monotonic()
        for _ in range(LEAVES):
            try:
                return self.do(act, began - time.monotonic())
            except (Unreachable, Refused):
                if self._window is None:
                    raise
        return self.do(act, began - time.monotonic())

    def do(self, act: Callable[[Window], Coroutine[Any, Any, T]], more: float = 0.0) -> T:
        """Return what ACT returns of the window, which may take MORE than the usual time."""
        window = self._live()
        try:
            return self._run(act(window), self._settings.timeout + more)
        except (TookTooLong, Unreachable) as e:
            if not window.is_alive:
                raise self._lost() from e
            if isinstance(e, TookTooLong):
                self._lose()
            raise

    def _live(self) -> Window:
        """Return the window, opened where there is none; one that has died is told of once."""
        with self._opening:
            if self._window is None:
                self.open()
            elif not self._window.is_alive:
                raise self._lost()
            assert self._window is not None
            return self._window

    def _lost(self) -> Unreachable:
        self._lose()
        return self._driver.unreachable("the page crashed, or its browser ended")

    def _lose(self) -> None:
        """Give the window up, with what it stored: it may hang, and so may its browser."""
        with self._opening:
            window, self._window = self._window, None
            if window:
                with suppress(TimeoutError):
                    loop.run(window.close(None), GRACE)

    def _visit(self, window: Window, address: str) -> None:
        seconds = self._settings.timeout
        if (status := self._run(window.visit(address, seconds), seconds + GRACE)) in NO_ENTRY:
            raise self._driver.refused(f"wrong user or password (HTTP {status})")

    def _run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        from playwright.async_api import Error

        try:
            return loop.run(work, seconds)
        except TimeoutError as e:
            raise self._driver.late(seconds) from e
        except Error as e:
            raise reason(self._driver, e, self._settings.timeout) from e
        except OSError as e:
            raise self._driver.refused(f"{self._settings.storage}: {e.strerror}") from e
