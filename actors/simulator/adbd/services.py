"""What an adb server can ask a device for: shells, raw commands, files, a reboot."""

from collections.abc import Sequence
from typing import Final

from actors.simulator.adbd.connection import Service
from actors.simulator.adbd.shell import FramedConsole
from actors.simulator.adbd.stream import Stream
from actors.simulator.adbd.sync import SyncSession
from actors.simulator.android.console import Console
from actors.simulator.android.shell import Shell
from actors.simulator.android.system import Android
from actors.simulator.android.terminal import Terminal

VERSION_2: Final = "v2"
TERMINAL: Final = "pty"


class Services:
    """The services of ANDROID; called with a destination such as "shell,v2,raw:ls"."""

    def __init__(self, android: Android) -> None:
        self._android = android

    def __call__(self, destination: str) -> Service | None:
        """Return what serves DESTINATION, or None where there is no such service."""
        service, _, argument = destination.partition(":")
        name, *options = service.split(",")
        if name in ("shell", "exec"):
            return self._shell(argument, options)
        if name == "sync":
            return lambda stream: SyncSession(self._android.files, stream).serve()
        if name == "reboot":
            return self._reboot
        return None

    def _shell(self, command: str, options: Sequence[str]) -> Service:
        async def serve(stream: Stream) -> None:
            framed = FramedConsole(stream) if VERSION_2 in options else None
            console: Console = framed or Console(stream.read, stream.write, stream.write)
            if TERMINAL in options or not (command or options):
                console = Terminal(console)
            shell = Shell(self._android, console)
            code = await (shell.answer(command) if command else shell.converse())
            if framed:
                await framed.exit(code)

        return serve

    async def _reboot(self, _: Stream) -> None:
        self._android.restart()
