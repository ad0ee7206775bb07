"""What a command of the shell is."""

from collections.abc import Awaitable, Callable

from actors.simulator.android.console import Console
from actors.simulator.android.system import Android

Command = Callable[[Android, list[str], Console], Awaitable[int]]


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
