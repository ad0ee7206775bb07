"""A driver of somebody else's package: each key does what a test says."""

import time
from collections.abc import Callable
from typing import ClassVar

import numpy as np

from actors.driver import Driver, Settings
from actors.interface import Frame, Picture, Remote

Script = Callable[[str], object]

SCRIPTS: dict[str, Script] = {}


class ScriptedSettings(Settings):
    main: ClassVar[str] = "name"

    name: str


class Scripted(Driver[ScriptedSettings], Remote, Picture):
    """Counts how often it is opened and closed."""

    Settings = ScriptedSettings

    def __init__(self, settings: ScriptedSettings) -> None:
        super().__init__(settings)
        self.opened = self.closed = 0
        self.held: list[float] = []

    @property
    def source(self) -> str:
        return self.settings.name

    def open(self) -> None:
        self.opened += 1

    def close(self) -> None:
        self.closed += 1

    def probe(self) -> str:
        return "scripted"

    def press(self, key: str, hold: float = 0.0) -> None:
        self.held.append(hold)
        SCRIPTS[self.settings.name](key)

    def frame(self) -> Frame:
        return Frame(np.zeros((9, 16, 3), np.uint8), time.time())
