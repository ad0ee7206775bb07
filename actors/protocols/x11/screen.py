"""An X11 display as a driver gives it: each call within its time, any thread may look."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from actors.interface import Frame, Picture
from actors.protocols.seat import Act, Perform, Seat
from actors.protocols.x11.display import READING, Display
from actors.protocols.x11.worker import Worker

if TYPE_CHECKING:
    from actors.driver import Driver

T = TypeVar("T")

CLOSING = 1.0  # seconds that closing may take


class X11Screen(Seat, Picture):
    """The display NAME of this machine, such as ":0", for DRIVER, whose errors it raises.

    keys: chords of keys that differ.  timeout: seconds for each thing that is asked.
    """

    def __init__(
        self, driver: Driver[Any], name: str, keys: Mapping[str, str], timeout: float
    ) -> None:
        self._driver, self._name, self._keys, self._timeout = driver, name, keys, timeout
        self._display: Display | None = None
        self._worker: Worker | None = None

    @property
    def source(self) -> str:
        return self._driver.source

    @property
    def own_keys(self) -> Mapping[str, str]:
        return self._keys

    def open(self) -> None:
        """Connect anew."""
        self.close()
        self._worker = Worker("x11")
        self._ask(lambda display: display.size())

    def close(self) -> None:
        """End the connection; that of an X server which stands still ends when it goes on."""
        worker, self._worker = self._worker, None
        if worker:
            with suppress(TimeoutError):
                worker.run(self._disconnect, CLOSING)
            worker.end()

    def probe(self) -> str:
        """Look at the screen."""
        width, height = self.frame().size
        return f"picture {width}x{height} of display {self._name}"

    def screen_size(self) -> tuple[int, int]:
        return self._ask(lambda display: display.size())

    def frame(self) -> Frame:
        began = time.time()
        return Frame(self._ask(lambda display: display.picture()), began)

    @contextmanager
    def acting(self) -> Iterator[Perform]:
        yield self._perform

    def _perform(self, acts: Sequence[Act]) -> None:
        for portion in self._ask(lambda display: display.portions(acts)):
            self._ask(partial(Display.perform, acts=portion), beyond=READING)

    def _ask(self, work: Callable[[Display], T], beyond: float = 0.0) -> T:
        """Return what WORK returns, which takes BEYOND seconds by itself."""
        if self._worker is None:
            raise self._driver.unreachable("the link is closed")
        with self._driver.explained(self._timeout):
            return self._worker.run(lambda: self._done(work), self._timeout + beyond)

    def _done(self, work: Callable[[Display], T]) -> T:
        """Return what WORK returns; the display is connected anew where it was gone before."""
        if self._display and not self._display.is_alive():
            self._disconnect()
        if self._display is None:
            self._display = Display(self._name)
        return work(self._display)

    def _disconnect(self) -> None:
        display, self._display = self._display, None
        if display:
            display.close()
