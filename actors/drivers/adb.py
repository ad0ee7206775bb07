"""An Android device, reached through an adb server over the network or USB."""

import re
import shlex
import time
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from pydantic import Field

from actors.adb import keyboard, screen
from actors.adb.link import AdbLink
from actors.adb.server import address
from actors.driver import Driver, Settings
from actors.interface import (
    Apps,
    Element,
    Elements,
    Frame,
    Keyboard,
    Picture,
    Remote,
    Shell,
    ShellResult,
    Touch,
)

DUMP = "/data/local/tmp/elements.xml"
LAUNCHERS = "-c android.intent.category.LEANBACK_LAUNCHER -c android.intent.category.LAUNCHER"

Read = TypeVar("Read")


class AdbSettings(Settings):
    """serial: an address such as 10.0.0.21:5555, or the serial number of a device on USB."""

    main: ClassVar[str] = "serial"

    serial: str = Field(min_length=1, pattern=r"^\S+$")
    server: str | None = Field(default=None, pattern=r"^\S+:\d+$")  # else as the environment says
    timeout: float = Field(default=5.0, gt=0)  # seconds
    keys: dict[str, str] = Field(default={})  # keycodes that differ, such as OK: KEYCODE_ENTER


class Adb(Driver[AdbSettings], Remote, Touch, Keyboard, Picture, Shell, Apps, Elements):
    """Speaks to the adb server itself; no action starts a process on this machine."""

    Settings = AdbSettings

    def __init__(self, settings: AdbSettings) -> None:
        super().__init__(settings)
        self._link = AdbLink(settings.serial, address(settings.server), settings.timeout)

    @property
    def source(self) -> str:
        return self.settings.serial

    def open(self) -> None:
        self._link.open()

    def close(self) -> None:
        self._link.close()

    def probe(self) -> str:
        began = time.perf_counter()
        self._run("true")
        echo = (time.perf_counter() - began) * 1000
        width, height = self.frame().size
        return f"shell answers in {echo:.1f} ms, picture {width}x{height}"

    def press(self, key: str, hold: float = 0.0) -> None:
        if hold:
            raise self.missing("holding a key")
        self._quietly(keyboard.keyevent(key, self.settings.keys, self.settings.serial))

    def screen_size(self) -> tuple[int, int]:
        return self._read(screen.parse_size, self._run("wm size"))

    def tap(self, x: int, y: int) -> None:
        self._quietly(f"input tap {x} {y}")

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        points = f"{start[0]} {start[1]} {end[0]} {end[1]}"
        self._quietly(f"input swipe {points} {round(seconds * 1000)}", seconds)

    def type(self, text: str) -> None:
        if text:
            self._quietly(keyboard.input_text(text, self.settings.serial))

    def frame(self) -> Frame:
        began, raw = self._link.capture("screencap")
        return Frame(self._read(screen.parse_screencap, raw), began)

    def shell(self, command: Sequence[str]) -> ShellResult:
        return self._link.shell(shlex.join(command))

    def launch(self, app: str) -> None:
        """Start the package APP as a launcher would, that of a television first."""
        name = shlex.quote(app)
        result = self._link.shell(f"monkey -p {name} {LAUNCHERS} 1")
        if result.code or "No activities found" in result.output:
            raise self.missing(f"the app {app!r}")

    def stop_app(self, app: str) -> None:
        self._quietly(f"am force-stop {shlex.quote(app)}")

    def apps(self) -> list[str]:
        return sorted(re.findall(r"^package:(\S+)", self._run("pm list packages"), re.MULTILINE))

    def elements(self) -> list[Element]:
        dumped = self._run(f"rm -f {DUMP}; uiautomator dump {DUMP} && cat {DUMP}")
        return self._read(screen.parse_elements, dumped)

    def _run(self, command: str, seconds: float = 0.0) -> str:
        result = self._link.shell(command, seconds)
        if result.code:
            raise self.refused(f"{command!r} ended with {result.code}: {result.output.strip()}")
        return result.output

    def _quietly(self, command: str, seconds: float = 0.0) -> None:
        # `input` and `am` end with 0 even where they complain
        if complaint := self._run(command, seconds).strip():
            raise self.refused(f"{command!r} says {complaint}")

    def _read(self, parse: Callable[..., Read], answer: object) -> Read:
        try:
            return parse(answer)
        except ValueError as e:
            raise self.refused(str(e)) from e
