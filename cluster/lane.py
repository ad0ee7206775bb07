"""One device as the dispatcher sees it: its actor, its lease, and the one call that is pending."""

import time
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from actors.actor import SharedMap
from actors.testcase import TestCase
from cluster.placement import Handle
from cluster.schedule import Job

LEASE = 15.0  # seconds: as long as a device stays held by a driver that died
EXTEND = 5.0  # seconds between two extensions
ANSWER = 15.0  # seconds that an actor gets beyond what its task may take


class Doing(Enum):
    """What a lane waits for."""

    NOTHING = auto()  # it is not held, and nothing is asked of it
    LEASING = auto()
    IDLE = auto()  # held, and ready for a job
    RUNNING = auto()
    PROBING = auto()
    RESTING = auto()  # held, and in trouble: it is probed again in a while


@dataclass
class Lane:
    """The device NAME of a MODEL on NODE; calls return at once, and `pending` gets ready later."""

    name: str
    node: str
    model: str
    handle: Handle
    map: SharedMap | None
    build: str = ""  # what the device runs, where its labels say so
    doing: Doing = Doing.NOTHING
    pending: Any = None  # an ObjectRef, or the generator of an attempt
    token: str | None = None
    job: Job | None = None
    attempt: int = 0
    is_suspect: bool = False  # it lost an attempt, and has not proved its links since
    trouble: str = ""  # what its last probe found
    is_held: bool = False  # by somebody else, who will give it back
    ask_again: float = 0.0  # earliest time of the next call, after one that failed
    overdue: float = field(default=float("inf"))
    _extended: float = 0.0

    def ask_lease(self, owner: str, purpose: str) -> None:
        """Ask for the right to act on the device."""
        self._wait_for(Doing.LEASING, self.handle.lease.remote(owner, purpose, LEASE), ANSWER)

    def take_lease(self, token: str) -> None:
        """Note that the device is held."""
        self.token, self._extended = token, time.monotonic()
        self.is_held = False
        self.rest()

    def run(self, job: Job, attempt: int, case: TestCase, *, timeout: float) -> None:
        """Begin an attempt."""
        self.job, self.attempt = job, attempt
        events = self.handle.run.remote(self.token, case, timeout, self.map)
        self._wait_for(Doing.RUNNING, events, timeout + ANSWER)

    def probe(self) -> None:
        """Ask the actor to prove the device's links."""
        self._wait_for(Doing.PROBING, self.handle.probe.remote(), ANSWER)

    def rest(self) -> None:
        """Be idle, and still held."""
        self.doing, self.pending, self.job = Doing.IDLE, None, None
        self.overdue = float("inf")

    def recover(self, trouble: str, *, pause: float) -> None:
        """Stay held, and do nothing for PAUSE seconds because of TROUBLE."""
        self.trouble = trouble
        self.doing, self.pending, self.job = Doing.RESTING, None, None
        self.overdue, self.ask_again = float("inf"), time.monotonic() + pause

    def give_back(self, *, pause: float = 0.0) -> None:
        """Give the lease back, and ask for nothing in the next PAUSE seconds."""
        if self.token is not None:
            self.handle.release.remote(self.token)
        self.doing, self.pending, self.job, self.token = Doing.NOTHING, None, None, None
        self.overdue, self.ask_again = float("inf"), time.monotonic() + pause

    def stop(self) -> None:
        """Tell the test that runs to end."""
        if self.doing is Doing.RUNNING:
            self.handle.stop.remote(self.token)

    def keep_lease(self) -> None:
        """Extend the lease when it is time to."""
        now = time.monotonic()
        if self.token is not None and now - self._extended >= EXTEND:
            self._extended = now
            self.handle.extend.remote(self.token, LEASE)

    def _wait_for(self, doing: Doing, pending: Any, seconds: float) -> None:
        self.doing, self.pending = doing, pending
        self.overdue = time.monotonic() + seconds
