"""Devices that can do the same jobs, and when they are expected to be done with them."""

from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cluster.scheduling.group import Group

NEVER = float("inf")


@dataclass(eq=False, slots=True)
class Kind:
    """The devices of one kind that are up; times are seconds.

    Its level is when all of them would be done at the same time with what they do and the LOAD
    that is meant for them, were work divisible.  Who is busy for longer than that takes no part:
    the first POOL of the busy ones do, and BUSY is the sum of when these are free.
    """

    number: int
    idle: deque[str] = field(default_factory=deque)  # the longest idle first
    busy_until: dict[str, float] = field(default_factory=dict)  # as expected
    ends: list[tuple[float, str]] = field(default_factory=list)  # the same, sorted
    groups: list["Group[Any]"] = field(default_factory=list)  # what it can do
    load: float = 0.0
    pool: int = 0
    busy: float = 0.0

    def level(self, now: float) -> float:
        """Return when it is done, or NEVER while no device of it is up."""
        idle = len(self.idle)
        if not (count := self.pool + idle):
            return NEVER
        return (self.busy + idle * now + self.load) / count

    def count(self) -> int:
        """Return how many devices share its load."""
        return self.pool + len(self.idle)

    def free(self, device: str) -> None:
        """Count DEVICE among the idle ones."""
        self.leave(device)
        self.idle.append(device)

    def leave(self, device: str) -> None:
        """Count DEVICE out, busy or idle as it is."""
        end = self.busy_until.pop(device, None)
        if end is None:
            if device in self.idle:
                self.idle.remove(device)
            return
        place = bisect_left(self.ends, (end, device))
        del self.ends[place]
        if place < self.pool:
            self.pool -= 1
            self.busy -= end
        if self.ends and not self.count():
            self.settle(self.ends[0][0])

    def start(self, now: float, end: float) -> str:
        """Return the device, idle for the longest, that is busy from NOW to END."""
        device = self.idle.popleft()
        self.busy_until[device] = end
        place = bisect_left(self.ends, (end, device))
        self.ends.insert(place, (end, device))
        if place < self.pool or (place == self.pool and end <= self.level(now)):
            self.pool += 1
            self.busy += end
        elif not self.count():
            self.settle(now)
        return device

    def settle(self, now: float) -> int:
        """Find again which devices take part in its level; return the number of steps taken.

        Who should be free by now is expected to be so at once.
        """
        while self.ends and self.ends[0][0] < now:
            _, device = self.ends.pop(0)
            self.busy_until[device] = now
            insort(self.ends, (now, device))
        count, total = len(self.idle), len(self.idle) * now + self.load
        self.pool, self.busy = 0, 0.0
        for end, _ in self.ends:
            if count and end * count >= total:
                break
            count, total = count + 1, total + end
            self.pool, self.busy = self.pool + 1, self.busy + end
        return self.pool + 1
