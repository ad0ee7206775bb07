"""An Android device, reached through an adb server over the network or USB."""

import re
import shlex
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import ClassVar, TypeVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.interface import (
    Apps,
    Element,
    Elements,
    Frame,
    Keyboard,
    Log,
    LogLine,
    Picture,
    Remote,
    Shell,
    ShellResult,
    Touch,
)
from actors.keys import OwnKeys
from actors.protocols.adb import keyboard, launcher, logcat, screen
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.server import address

DUMP = "/data/local/tmp/elements.xml"

Read = TypeVar("Read")


class AdbSettings(Settings):
    """serial: an address such as 10.0.0.21:5555, or the serial number of a device on USB.

    server: host:port of the adb server; else as adb's own variables say.
    timeout: seconds that an answer may take.
    keys: keycodes that differ on this device, such as {OK: KEYCODE_ENTER}.
    """

    main: ClassVar[str] = "serial"

    serial: str = Field(min_length=1, pattern=r"^\S+$")
    server: str | None = Field(default=None, pattern=r"^\S+:\d{1,5}$")
    timeout: float = Field(default=5.0, gt=0)
    keys: OwnKeys


class Adb(Driver[AdbSettings], Remote, Touch, Keyboard, Picture, Shell, Apps, Elements, Log):
    """Speaks to the adb server itself; no action starts a process on this machine.

    It needs Android 7 or later.  There is no sound: Android gives none to a shell.
    """

    Settings = AdbSettings
    packages = ("adbutils",)  # whose server is started where none runs

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
        s = self.settings
        command = keyboard.keyevent(key, s.keys, s.serial, hold=hold)
        if hold and not self._holds:
            raise self.missing("holding a key (its `input` knows no --duration)")
        self._quietly(command, hold)

    def screen_size(self) -> tuple[int, int]:
        return self._read(screen.parse_size, self._run("wm size"))

    def tap(self, x: int, y: int) -> None:
        self._quietly(f"input tap {x} {y}")

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        points = f"{start[0]} {start[1]} {end[0]} {end[1]}"
        self._quietly(f"input swipe {points} {round(seconds * 1000)}", seconds)

    def type(self, text: str) -> None:
        """Type TEXT exactly: ASCII as it is, all else where the keyboard for tests is in use."""
        if text and not keyboard.untypable(text, ime=False):
            self._quietly(keyboard.input_text(text))
        elif text:
            self._type_by_ime(text)

    def frame(self) -> Frame:
        answer = self._link.answer("screencap")
        if answer.code:
            raise self.refused(f"screencap ended with {answer.code}: {answer.text.strip()}")
        return Frame(self._read(screen.parse_screencap, answer.output), answer.began)

    def shell(self, command: Sequence[str]) -> ShellResult:
        return self._link.shell(shlex.join(command))

    def launch(self, app: str) -> None:
        """Start the package APP as a launcher would, that of a television first."""
        for category in launcher.LAUNCHERS:
            found = self._link.shell(launcher.resolve(app, category)).output
            if component := launcher.parse_component(found):
                self._start(component, category)
                return
        raise self.missing(f"the app {app!r}")

    def stop_app(self, app: str) -> None:
        self._quietly(f"am force-stop {shlex.quote(app)}")

    def apps(self) -> list[str]:
        return sorted(re.findall(r"^package:(\S+)", self._run("pm list packages"), re.MULTILINE))

    def elements(self) -> list[Element]:
        dumped = self._run(f"rm -f {DUMP}; uiautomator dump {DUMP} && cat {DUMP}")
        return self._read(screen.parse_elements, dumped)

    def log(self, since: float) -> Sequence[LogLine]:
        """Return the lines since then; both times are by this machine's clock."""
        asked = time.time()
        told = self._read(logcat.parse_clock, self._run(logcat.CLOCK))
        ahead = told - (asked + time.time()) / 2
        return logcat.parse_log(self._run(logcat.lines_since(since + ahead)), ahead)

    @cached_property
    def _holds(self) -> bool:
        """Whether its `input` can hold a key, which older Androids cannot."""
        return "--duration" in self._link.shell("input").output

    def _type_by_ime(self, text: str) -> None:
        ime = self._run(keyboard.CURRENT_IME).strip() == keyboard.IME
        if wrong := keyboard.untypable(text, ime=ime):
            how = f" (but after `ime set {keyboard.IME}`)" if wrong.isprintable() else ""
            raise self.missing(f"typing {wrong!r}{how}")
        answer = self._run(keyboard.ime_text(text))
        if "Broadcast completed" not in answer:
            raise self.refused(f"the keyboard says {answer.strip()}")

    def _start(self, component: str, category: str) -> None:
        answer = self._run(launcher.start(component, category))
        if re.search("^Error", answer, re.MULTILINE):
            raise self.refused(f"{component} does not start: {answer.strip()}")

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
