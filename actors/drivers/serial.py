"""A device's serial console: runs commands on it, and keeps what it writes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Protocol

from pydantic import AfterValidator, Field

from actors.driver import Driver, Secret, Settings
from actors.errors import DriverError
from actors.interface import Log, LogLine, Shell, ShellResult
from actors.protocols.console import port
from actors.protocols.console.bootloader import BootloaderConsole
from actors.protocols.console.journal import Journal
from actors.protocols.console.line import Line
from actors.protocols.console.posix import Login, PosixConsole
from actors.protocols.console.talk import Talk, Untypable

if TYPE_CHECKING:
    from serial import Serial as Port


def _is_pattern(written: str) -> str:
    try:
        re.compile(f"(?:{written})".encode())
    except re.error as e:
        raise ValueError(f"it is no regular expression: {e}") from e
    return written


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_is_pattern)]


class SerialSettings(Settings):
    """port: a path such as /dev/ttyUSB0, or better one in /dev/serial/by-id, which stays the same;
    socket://host:port of a server of raw serial ports, or rfc2217://host:port, with
    ?ign_set_control behind it for one that does not confirm the flow control, such as ser2net.

    console: what answers there: a `posix` shell; a `bootloader` such as U-Boot; or `none`, where
    only the log is read, and nothing is ever typed.  prompt: a regular expression for what stands
    before the cursor, by default as most have it; a shell with another prompt is found, too, but
    only later.
    user, password: who logs in, where user_prompt and password_prompt are asked.
    lines: how many lines of the log are kept, from when the port was first opened.
    timeout: seconds for a command, with the login before it where there is one.
    """

    main: ClassVar[str] = "port"

    port: str = Field(pattern=r"^(/|(socket|rfc2217)://[^\s:/@]+:\d+)\S*$")
    baud: int = Field(default=115200, ge=50, le=4_000_000)
    parity: Literal["none", "even", "odd"] = "none"
    stop_bits: Literal[1, 2] = 1
    flow: Literal["none", "rts_cts", "xon_xoff"] = "none"
    console: Literal["posix", "bootloader", "none"] = "posix"
    prompt: Pattern | None = None
    user: str | None = None
    password: Secret = ""
    user_prompt: Pattern = r"(login|username): *$"
    password_prompt: Pattern = r"password: *$"
    lines: int = Field(default=10_000, ge=1, le=1_000_000)
    timeout: float = Field(default=5.0, gt=0)


class Console(Protocol):
    """What answers on a line."""

    def rouse(self, talk: Talk) -> None:
        """Bring it to take commands, whatever it was doing."""

    def run(self, talk: Talk, command: Sequence[str]) -> ShellResult:
        """Run COMMAND; stop it where it does not end in time."""


class Serial(Driver[SerialSettings], Shell, Log):
    """Reads the port from when it is opened, also where it was pulled and is back.

    It types nothing until a command, or a probe, is asked for: then it brings the console to a
    prompt, and what runs in front of a shell that does not answer is interrupted with Ctrl-C.
    Commands run as the shell there finds them; their errors are among their output.
    """

    Settings = SerialSettings
    packages = ("serial",)

    def __init__(self, settings: SerialSettings) -> None:
        super().__init__(settings)
        self._console = _console(settings)
        self._journal = Journal(settings.lines)
        self._line: Line | None = None
        self._roused = 0  # the connection on which the console took the last command
        self._talking = threading.Lock()

    @property
    def source(self) -> str:
        return self.settings.port

    def open(self) -> None:
        self.close()
        try:
            self._reach()
        except DriverError:
            self.close()  # what comes later is not for a driver that is not open
            raise

    def close(self) -> None:
        line, self._line = self._line, None
        if line:
            line.end()

    def probe(self) -> str:
        if self._console is None:
            self._reach()
            return f"the port is open at {self.settings.baud} baud; nothing is typed there"
        self._roused = 0  # what was there a moment ago proves nothing
        began = time.monotonic()
        with self._talk():
            taken = (time.monotonic() - began) * 1000
        return f"the {self.settings.console} console answers in {taken:.1f} ms"

    def pulse(self) -> str:
        """Prove that the port is there; who types at a console may stop what runs on it."""
        self._reach()
        return f"the port is open at {self.settings.baud} baud; nothing was typed there"

    def shell(self, command: Sequence[str]) -> ShellResult:
        if self._console is None:
            raise self.missing("a shell (its settings say `console: none`)")
        with self._talk() as talk:
            return self._console.run(talk, command)

    def log(self, since: float) -> Sequence[LogLine]:
        """Return what came since then.  Raises Unreachable while the port is not there."""
        self._reach()
        return self._journal.since(since)

    def _reach(self) -> None:
        with self._explained():
            self._live().reach(time.monotonic() + self.settings.timeout)

    @contextmanager
    def _talk(self) -> Iterator[Talk]:
        """Yield a talk with the console, which waits for a command."""
        deadline = time.monotonic() + self.settings.timeout
        with self._explained(), self._alone(), self._live().talk(deadline) as talk:
            if self._console and self._roused != talk.connection:
                self._console.rouse(talk)
            self._roused = 0  # until it is known how this one ends
            yield talk
            self._roused = talk.connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._talking.acquire(timeout=self.settings.timeout):
            raise TimeoutError
        try:
            yield
        finally:
            self._talking.release()

    def _live(self) -> Line:
        if self._line is None:
            self._line = Line(self._connect, self._journal.hear)
        return self._line

    def _connect(self) -> Port:
        s = self.settings
        return port.connect(
            s.port,
            baudrate=s.baud,
            parity=s.parity[0].upper(),
            stopbits=s.stop_bits,
            rtscts=s.flow == "rts_cts",
            xonxoff=s.flow == "xon_xoff",
            timeout=s.timeout,
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with self.explained(self.settings.timeout):
            try:
                yield
            except port.Denied as e:
                raise self.refused(str(e)) from e
            except Untypable as e:
                raise self.missing(str(e)) from e


def _console(settings: SerialSettings) -> Console | None:
    if settings.console == "bootloader":
        return BootloaderConsole(settings.prompt)
    if settings.console == "none":
        return None
    login = Login(settings.user, settings.password, settings.user_prompt, settings.password_prompt)
    return PosixConsole(settings.prompt, login)
