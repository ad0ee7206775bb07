"""A computer with a desktop: its screen by X11 or VNC, and its shell, here or by SSH."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from actors.driver import Driver, Settings
from actors.drivers.vnc import Vnc, VncSettings
from actors.errors import DriverError
from actors.interface import Frame, Keyboard, Picture, Remote, Shell, ShellResult, Touch
from actors.kinds import settings
from actors.protocols.keysyms import OwnChords
from actors.protocols.shells import LocalShell
from actors.protocols.ssh import SshSettings, SshShell
from actors.protocols.x11.screen import X11Screen


class DesktopSettings(Settings):
    """display: an X11 display of this machine, such as ":0"; keys: those of it that differ.

    vnc: where it is another machine's, the settings of the driver `vnc` for its screen.
    ssh: where it is another machine's, how to reach its shell.
    """

    main: ClassVar[str] = "display"

    display: str | None = Field(default=None, pattern=r"^:\d+(\.\d+)?$")
    keys: OwnChords
    vnc: VncSettings | None = None
    ssh: SshSettings | None = None
    timeout: float = Field(default=5.0, gt=0)  # seconds; of the display, and for each command

    @field_validator("vnc", mode="before")
    @classmethod
    def _as_among_drivers(cls, written: Any) -> Any:
        if isinstance(written, Mapping) and list(written) == ["vnc"]:  # as it writes itself
            written = written["vnc"]
        return settings(VncSettings, {}, written) if isinstance(written, str | Mapping) else written

    @model_validator(mode="after")
    def _is_here_or_elsewhere(self) -> Self:
        here, elsewhere = self.display is not None, None not in (self.vnc, self.ssh)
        if here == elsewhere or (here and (self.vnc or self.ssh)):
            raise ValueError("needs either display, or else both vnc and ssh")
        return self


class Desktop(Driver[DesktopSettings], Remote, Touch, Keyboard, Picture, Shell):
    """What the screen cannot do is told by the screen's own driver."""

    Settings = DesktopSettings
    packages = ("asyncssh", "cryptography", "mss", "xcffib")

    def __init__(self, settings: DesktopSettings) -> None:
        super().__init__(settings)
        s = settings
        self._screen: X11Screen | Vnc = (
            Vnc(s.vnc) if s.vnc else X11Screen(self, s.display or "", s.keys, s.timeout)
        )
        self._shell: LocalShell | SshShell = (
            SshShell(self, s.ssh, s.timeout)
            if s.ssh
            else LocalShell(self, {"DISPLAY": s.display or ""}, s.timeout)
        )

    @property
    def source(self) -> str:
        s = self.settings
        return f"{s.ssh.user}@{s.ssh.host}:{s.ssh.port}" if s.ssh else f"display {s.display}"

    def open(self) -> None:
        self._screen.open()
        try:
            self._shell.open()
        except DriverError:
            self._screen.close()
            raise

    def close(self) -> None:
        self._shell.close()
        self._screen.close()

    def probe(self) -> str:
        seen = self._screen.probe()
        answer = self.shell(["uname", "-n"])
        if answer.code:
            raise self.refused(f"uname ended with {answer.code}: {answer.output.strip()}")
        return f"{seen}, shell of {answer.output.strip()}"

    def press(self, key: str, hold: float = 0.0) -> None:
        self._screen.press(key, hold)

    def screen_size(self) -> tuple[int, int]:
        return self._screen.screen_size()

    def tap(self, x: int, y: int) -> None:
        self._screen.tap(x, y)

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        self._screen.swipe(start, end, seconds)

    def type(self, text: str) -> None:
        self._screen.type(text)

    def frame(self) -> Frame:
        return self._screen.frame()

    def shell(self, command: Sequence[str]) -> ShellResult:
        """Run COMMAND there; its output is what it prints, errors among it."""
        return self._shell.shell(command)
