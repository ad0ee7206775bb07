"""The scenes that a television went through, by the clock."""

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from actors.simulator.scene import NEVER, Scene

REMEMBERED: Final = 32
BANNER_SECONDS: Final = 4.0


class Change(NamedTuple):
    """From AT on, SCENE shows."""

    at: float
    scene: Scene


@dataclass(frozen=True)
class Look:
    """All that a picture follows from: the scene, the one before it, since when, and the time."""

    scene: Scene
    before: Scene
    since: float
    now: float
    popup: bool = False
    later: bool = False  # the popup's second button has the focus
    black: bool = False

    @property
    def age(self) -> float:
        """Seconds that the scene has been on the screen."""
        return self.now - self.since

    @property
    def clock(self) -> str:
        """The time of day that the interface tells, in UTC."""
        return time.strftime("%H:%M:%S", time.gmtime(self.now))

    @property
    def starting(self) -> bool:
        """Whether the television is still starting up."""
        return self.now < self.scene.ready

    @property
    def banner(self) -> bool:
        """Whether the player says what is on."""
        return self.scene.playing and (
            bool(self.scene.digits) or self.now - self.scene.shown < BANNER_SECONDS
        )


class History:
    """The newest scenes, of which the last may not show yet."""

    def __init__(self, first: Scene, changes: Iterable[Change] = ()) -> None:
        self._first = first
        self._changes: deque[Change] = deque(changes, maxlen=REMEMBERED)

    @property
    def newest(self) -> Scene:
        """The scene that shows last."""
        return self._changes[-1].scene if self._changes else self._first

    def add(self, at: float, scene: Scene) -> None:
        """Let SCENE show from AT on, or as soon as the one before it does."""
        at = max(at, self._changes[-1].at) if self._changes else at
        if len(self._changes) == REMEMBERED:
            self._first = self._changes[0].scene
        self._changes.append(Change(at, scene))

    def copy(self) -> "History":
        """Return one that later changes do not touch."""
        return History(self._first, self._changes)

    def at(self, now: float) -> Scene:
        """Return the scene that shows at NOW."""
        return self.look(now).scene

    def look(self, now: float) -> Look:
        """Return what is seen at NOW."""
        shown = [Change(NEVER, self._first), *(c for c in self._changes if c.at <= now)]
        before = shown[-2] if len(shown) > 1 else shown[-1]
        return Look(shown[-1].scene, before.scene, shown[-1].at, now)
