"""A fleet that is asked for its statuses once a second, however many want to know."""

import time
from collections.abc import Callable
from threading import Lock

from cluster.api.state import Fleet
from cluster.records import DeviceStatus


class RecentFleet:
    """FLEET, whose statuses may be as old as SECONDS; pictures are always new."""

    def __init__(
        self, fleet: Fleet, *, seconds: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.picture = fleet.picture
        self._fleet, self._seconds, self._clock = fleet, seconds, clock
        self._lock = Lock()
        self._statuses: list[DeviceStatus] = []
        self._stale_at = float("-inf")

    def statuses(self) -> list[DeviceStatus]:
        with self._lock:  # who comes while they are asked for waits for that answer
            if self._clock() >= self._stale_at:
                self._statuses = self._fleet.statuses()
                self._stale_at = self._clock() + self._seconds
            return self._statuses
