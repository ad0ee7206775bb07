"""One driver of a device, opened when it is first needed, and anew after it was lost."""

import threading
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from actors.backoff import Backoff
from actors.driver import Driver, capabilities
from actors.errors import DriverError

MOST_PAUSE = 2.0  # seconds between two tries to open what is not there


@dataclass(frozen=True)
class LinkState:
    """Whether a link WORKS, what its driver SAID, and the SECONDS that it took to find out."""

    kind: str
    source: str
    gives: tuple[str, ...]
    works: bool
    said: str
    seconds: float


class Link:
    """A DRIVER that is open or closed; any thread may ask for it.

    clock: seconds, which only go up.
    """

    def __init__(self, driver: Driver[Any], clock: Callable[[], float] = time.monotonic) -> None:
        self.driver = driver
        self._clock = clock
        self._changing = threading.RLock()  # one link never waits for another's
        self._is_open = False
        self._backoff = Backoff(most=MOST_PAUSE)
        self._failed: DriverError | None = None
        self._again = 0.0  # when another try to open it is made

    @property
    def kind(self) -> str:
        """The kind of its driver."""
        return str(self.driver.settings.kind)

    def opened(self) -> Driver[Any]:
        """Return the driver, open.

        Raises what opening it raises, at once where that was a moment ago.
        """
        with self._changing:
            if self._failed and not self._is_open and self._clock() < self._again:
                raise copy(self._failed)  # its traceback would grow from time to time
            return self._open()

    def close(self) -> None:
        """Give the link up; the next use opens it anew."""
        with self._changing:
            self.driver.close()
            self._is_open = False

    def prove(self, ask: Callable[[Driver[Any]], str]) -> LinkState:
        """Return what the driver says when it is ASKed for a proof; a link that fails is closed."""
        began = self._clock()
        try:
            with self._changing:
                driver = self._open()
            works, said = True, ask(driver)
        except DriverError as e:
            self.close()
            works, said = False, e.reason
        gives = tuple(sorted(capabilities(type(self.driver))))
        seconds = self._clock() - began
        return LinkState(self.kind, self.driver.source, gives, works, said, seconds)

    def _open(self) -> Driver[Any]:
        if self._is_open:
            return self.driver
        try:
            self.driver.check_equipped()
            self.driver.open()
        except DriverError as e:
            self._failed, self._again = e, self._clock() + self._backoff.failed()
            raise
        self._is_open, self._failed = True, None
        self._backoff.worked()
        return self.driver
