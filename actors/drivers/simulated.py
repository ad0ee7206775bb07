"""A simulated television within this process, for dry runs and tests without any hardware."""

from __future__ import annotations

import time
from typing import ClassVar

from pydantic import Field, field_validator

from actors.driver import Driver, Settings
from actors.interface import (
    Apps,
    Element,
    Elements,
    Frame,
    Keyboard,
    Picture,
    Remote,
    Samples,
    Sound,
    Touch,
)
from actors.simulator.faults import parse_faults
from actors.simulator.invented import Screens, interface
from actors.simulator.keys import UnknownKey
from actors.simulator.television import Television

RATE = 48_000  # Hz


class SimulatedSettings(Settings):
    """screens and design: which interface it has, 0 for the built-in one.

    faults: what goes wrong, such as "drop_key=0.05,slow=0.2"; seed: how chance falls.
    """

    main: ClassVar[str] = "name"

    name: str = "simulated"
    screens: Screens = 0
    design: int = 0
    seed: int = 0
    size: tuple[int, int] = (1280, 720)
    latency: float = Field(default=0.0, ge=0)  # seconds from a key to its picture
    faults: str = ""

    @field_validator("faults")
    @classmethod
    def _faults_are_known(cls, faults: str) -> str:
        parse_faults(faults)
        return faults


class Simulated(Driver[SimulatedSettings], Remote, Touch, Keyboard, Picture, Sound, Apps, Elements):
    """Its TELEVISION stays what it is while the link is closed."""

    Settings = SimulatedSettings

    def __init__(self, settings: SimulatedSettings) -> None:
        super().__init__(settings)
        self.television = Television(
            settings.name,
            interface=interface(settings.screens, settings.design),
            size=settings.size,
            seed=settings.seed,
            latency=settings.latency,
        )
        self.television.faults.use(parse_faults(settings.faults))

    @property
    def source(self) -> str:
        return self.settings.name

    def open(self) -> None:
        self._reached()

    def close(self) -> None:
        """Nothing is held."""

    def probe(self) -> str:
        width, height = self.frame().size
        return f"picture {width}x{height}"

    def press(self, key: str, hold: float = 0.0) -> None:
        try:
            self._reached().press(key, hold)
        except UnknownKey as e:
            raise self.missing(f"the key {key!r}") from e
        time.sleep(hold)

    def screen_size(self) -> tuple[int, int]:
        return self._reached().size

    def tap(self, x: int, y: int) -> None:
        self._reached().tap(x, y)

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        self._reached().swipe(*start, *end, seconds)

    def type(self, text: str) -> None:
        self._reached().type(text)

    def frame(self) -> Frame:
        return Frame(self._seen().picture(), time.time())

    def sound(self, seconds: float) -> Samples:
        start = time.time() - seconds
        return Samples(self._seen().sound(start, round(seconds * RATE), RATE), RATE, start)

    def launch(self, app: str) -> None:
        if not self._reached().launch(app):
            raise self.missing(f"the app {app!r}")

    def stop_app(self, app: str) -> None:
        self._reached().stop(app)

    def apps(self) -> list[str]:
        return sorted(app.package for app in self._reached().apps)

    def elements(self) -> list[Element]:
        return [
            Element(
                one.text, one.resource_id, one.class_name, one.bounds, one.focused, one.clickable
            )
            for one in self._reached().elements()
        ]

    def _reached(self) -> Television:
        if self.television.faults.settings.offline:
            raise self.unreachable("offline, as its faults say")
        return self.television

    def _seen(self) -> Television:
        if self.television.faults.settings.cable_out:
            raise self.unreachable("no picture, as its faults say")
        return self._reached()
