"""A device: the drivers that reach it, behind one face."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from actors.checks import Check
from actors.driver import Driver, capabilities
from actors.errors import CannotJudge, DriverError, NotAllowed, NotSupported, Stopped
from actors.interface import (
    CAPABILITIES,
    Apps,
    Face,
    Frame,
    Keyboard,
    Picture,
    Remote,
    Samples,
    Shell,
    Sound,
    Touch,
)
from actors.link import Link, LinkState
from actors.lookout import Asked, Lookout
from actors.maps import AppMap
from actors.monitor.settings import Monitor
from actors.parse import AnyDriver, driver
from actors.steps import Step
from actors.verdict import Verdict
from navigation.complaint import complaint
from navigation.estimates import Estimates
from navigation.hop import Hop
from navigation.lesson import learn
from navigation.sighting import Looks, Sighting

if TYPE_CHECKING:
    from actors.screens import Screens

POLL = 0.02  # seconds between two looks at a picture that has not changed: half a one at 25 Hz
PIECE = 0.1  # seconds of sound that are heard at once
LONGEST = 5.0  # seconds of sound that may have been missed, at most
ACTING = (Remote, Touch, Keyboard, Shell, Apps)  # what changes what the device does when used


class DeviceSpec(BaseModel):
    """What the lab file says of one device."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    node: str
    model: str
    labels: dict[str, str] = {}
    map: str | None = None
    shell: bool = False  # whether steps may run commands on it
    monitor: Monitor = None  # what it is watched for, day and night; true for all
    drivers: tuple[AnyDriver, ...] = Field(min_length=1)

    def capabilities(self) -> frozenset[str]:
        """Return the names of what its drivers give and the lab file allows."""
        given = frozenset[str]().union(*(capabilities(driver(s.kind)) for s in self.drivers))
        return given if self.shell else given - {"shell"}

    @model_validator(mode="after")
    def _what_is_watched_shows_a_picture(self) -> Self:
        if self.monitor and "picture" not in self.capabilities():
            reason = f"{self.name} has no driver that gives a picture to be watched"
            raise complaint(("monitor",), reason, True)
        return self


class Device:
    """The drivers of one device, each opened when it is first needed.

    It is also the walker of its map, and the evidence that checks are handed.
    """

    def __init__(self, spec: DeviceSpec, map: AppMap | None = None) -> None:
        self.spec = spec
        self.map = map
        self._here: tuple[str | None, float] = (None, 0.0)  # and what was last done by then
        self.found: tuple[Verdict, ...] = ()  # what was last found of a screen's checks
        self.estimates = Estimates()  # of the edges of its map
        self.hops: list[Hop[Step]] = []  # the edges that were tried since somebody took them away
        self.acted = 0.0  # when it was last asked to do something, Unix time
        self.variables: dict[str, str] = {}  # what the test case has read
        self.stopping = threading.Event()
        self.running = threading.Lock()  # held while a test case, or a probe, uses the device
        self.allowed: Callable[[], bool] = lambda: True  # whether the lease of the test is live
        self._lookout = Lookout()
        self._links = [Link(driver(s.kind)(s)) for s in spec.drivers]

    @property
    def name(self) -> str:
        """The name that the lab file gives it."""
        return self.spec.name

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height that regions refer to: the map's."""
        return self.map.size if self.map else None

    @property
    def here(self) -> str | None:
        """The screen that it was last seen on, if it was asked to do nothing since."""
        screen, acted = self._here
        return screen if acted == self.acted else None

    @here.setter
    def here(self, screen: str | None) -> None:
        self._here = screen, self.acted

    @property
    def facts(self) -> Mapping[str, str]:
        """What edges of its map can be made to depend on: labels, model, what the case has read."""
        return {"model": self.spec.model, **self.spec.labels, **self.variables}

    def need(self, face: type[Face]) -> Face:
        """Return the first driver that gives FACE, opened.

        Raises NotSupported, NotAllowed, Stopped, and what opening it raises.
        """
        if self.stopping.is_set() or not self.allowed():
            raise Stopped(f"the test on {self.name} was told to stop")
        found = self.look(face)
        if face in ACTING:
            self.acted = time.time()
        return found

    def look(self, face: type[Face]) -> Face:
        """Return what `need` does, for an onlooker whom no stop concerns."""
        if face is Shell and not self.spec.shell:
            raise NotAllowed(self.name, "shell", "shell: true")
        for link in self._links:
            if isinstance(link.driver, face):
                link.opened()
                return link.driver
        raise NotSupported(self.name, _name_of(face))

    def has(self, face: type[Any]) -> bool:
        """Tell whether a driver gives FACE."""
        return any(isinstance(link.driver, face) for link in self._links)

    def probe(self) -> tuple[LinkState, ...]:
        """Return what works and what does not, link by link; all are asked at once."""
        return self._proved(lambda driver: driver.probe())

    def pulse(self) -> tuple[LinkState, ...]:
        """Return what `probe` does, as far as that can be told without a trace on the device."""
        return self._proved(lambda driver: driver.pulse())

    def _proved(self, ask: Callable[[Driver[Any]], str]) -> tuple[LinkState, ...]:
        with ThreadPoolExecutor(len(self._links), "probe") as threads:
            return tuple(threads.map(lambda link: link.prove(ask), self._links))

    def close(self, but: object = None) -> None:
        """Give up every link, BUT that of one driver; the next use opens them anew."""
        for link in self._links:
            if link.driver is not but:
                link.close()

    def wait(self, seconds: float) -> None:
        """Let SECONDS go by.  Raises Stopped as soon as the test is told to stop."""
        if self.stopping.wait(seconds):
            raise Stopped(f"the test on {self.name} was told to stop")

    def frame(self) -> Frame:
        """Return the newest picture."""
        return self.need(Picture).frame()  # type: ignore[type-abstract]

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield distinct pictures as they come; the last one is there after SECONDS."""
        deadline, last = time.monotonic() + seconds, 0.0
        while True:
            is_last = time.monotonic() >= deadline
            if (frame := self.frame()).at > last:
                last = frame.at
                yield frame
            if is_last:
                return
            self.wait(POLL)

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Yield the sound as it comes, until SECONDS are over.  Raises CannotJudge for none."""
        if not self.has(Sound):
            raise CannotJudge(f"{self.name} has no driver that gives sound")
        deadline, heard = time.monotonic() + seconds, time.time()
        while True:
            is_last = time.monotonic() >= deadline
            if len((piece := self.heard(heard)).samples):
                heard = piece.end
                yield piece
            if is_last:
                return
            self.wait(PIECE)

    def heard(self, since: float) -> Samples:
        """Return the sound from SINCE on, as far as it has come.  Raises NotSupported."""
        lag = max(0.0, time.time() - since)
        return self.need(Sound).sound(min(lag + PIECE, LONGEST)).since(since)  # type: ignore[type-abstract]

    def perform(self, action: Step) -> bool:
        """Run a step of an edge, and tell whether its verdict holds."""
        return bool(action.run(self))

    def shows(self, asked: Sequence[Looks[Check]], within: float, settle: float) -> Sighting:
        """Tell which of the screens ASKED for is shown, now or WITHIN seconds, for SETTLE."""
        wanted = Asked(asked, self._screens)
        sighting, self.found = self._lookout.watch(self, wanted, within=within, settle=settle)
        return sighting

    def tried(self, hop: Hop[Step]) -> None:
        """Note HOP, and learn from it what to expect of edges."""
        self.hops.append(hop)
        if self.map is not None:
            learn(self.estimates, self.map, hop)

    def _screens(self) -> Screens:
        if self.map is None:
            raise NotSupported(self.name, "a map to tell its screens by")
        return self.map.told_apart

    def lose(self, error: DriverError) -> None:
        """Close the drivers that ERROR came from, so that the next use opens them anew."""
        for link in self._links:
            if link.kind == error.driver:
                link.close()


def _name_of(face: type[Any]) -> str:
    return next((name for name, known in CAPABILITIES.items() if known is face), face.__name__)
