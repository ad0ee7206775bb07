"""What a command of the shell is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from actors.simulator.android.console import Console
from actors.simulator.android.files import Files
from actors.simulator.android.system import Android
from actors.simulator.television import Television


@dataclass(frozen=True)
class Call:
    """A command as it was called: on which system, with what, and where it reads and writes."""

    android: Android
    arguments: list[str]
    console: Console

    @property
    def television(self) -> Television:
        """The television that the system runs on."""
        return self.android.television

    @property
    def files(self) -> Files:
        """The system's files."""
        return self.android.files

    async def say(self, *lines: str) -> None:
        """Write LINES to the output."""
        await self.console.say(*lines)


Command = Callable[[Call], Awaitable[int]]  # returns the exit code


class Failed(Exception):
    """A command cannot do what it was told; NAMED if its name belongs before the REASON."""

    def __init__(self, reason: str, code: int = 1, *, named: bool = True) -> None:
        super().__init__(reason, code)
        self.reason, self.code, self.named = reason, code, named

    def __str__(self) -> str:
        return self.reason


class Left(Exception):
    """The shell was told to end with the exit CODE."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
