"""The shell: runs lines of commands."""

import asyncio
from typing import Final

from actors.simulator.android import (
    apps,
    contents,
    dumpsys,
    inputs,
    logcat,
    programs,
    recorder,
    screen,
)
from actors.simulator.android.commands import Call, Command, Failed, Left
from actors.simulator.android.console import Console, recorded
from actors.simulator.android.syntax import JOINED, BadSyntax, expand, parse
from actors.simulator.android.syntax import Command as Written
from actors.simulator.android.system import Android

COMMANDS: Final[dict[str, Command]] = {
    **apps.COMMANDS, **contents.COMMANDS, **dumpsys.COMMANDS, **inputs.COMMANDS,
    **logcat.COMMANDS, **programs.COMMANDS, **recorder.COMMANDS, **screen.COMMANDS,
}  # fmt: skip
NOT_FOUND: Final = 127
BAD_SYNTAX: Final = 1


class Shell:
    """Runs what it is told on ANDROID; CONSOLE is its input and output."""

    def __init__(self, android: Android, console: Console) -> None:
        self._android, self._console = android, console
        self._code = 0

    async def answer(self, line: str) -> int:
        """Run LINE and return the exit code, later by as much as the device is slow."""
        try:
            await self._run(line)
        except Left as e:
            self._code = e.code
        await asyncio.sleep(self._android.television.faults.settings.slow)
        return self._code

    async def converse(self) -> int:
        """Run the lines of the input, up to its end or `exit`, and return the last exit code."""
        rest = b""
        try:
            while data := await self._console.read():
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    await self._run(line.decode(errors="replace"))
            await self._run(rest.decode(errors="replace"))
        except Left as e:
            self._code = e.code
        return self._code

    async def _run(self, line: str) -> None:
        try:
            parts = parse(line)
        except BadSyntax as e:
            self._code = BAD_SYNTAX
            await self._console.complain(f"/system/bin/sh: {e}")
            return
        for part in parts:
            if (part.joiner == "&&" and self._code) or (part.joiner == "||" and not self._code):
                continue
            await self._pipe(part.pipeline)

    async def _pipe(self, pipeline: list[Written]) -> None:
        read = self._console.read
        for written in pipeline[:-1]:
            between, output, _ = recorded()
            await self._start(written, Console(read, between.out, self._console.err))
            read = recorded(bytes(output))[0].read
        await self._start(pipeline[-1], Console(read, self._console.out, self._console.err))

    async def _start(self, written: Written, console: Console) -> None:
        variables = {**self._android.variables, "?": str(self._code)}
        name, *arguments = (expand(word, variables) for word in written.words)
        try:
            for operator, target in written.redirections:
                self._redirect(console, operator, expand(target, variables))
            self._code = await self._execute(name, arguments, console)
        except Failed as e:
            self._code = e.code
            await console.complain(f"{name}: {e}" if e.named else str(e))
        except OSError as e:
            self._code = 1
            await console.complain(f"{name}: {e.strerror}")

    def _redirect(self, console: Console, operator: str, path: str) -> None:
        if operator == JOINED:
            console.err = console.out
            return
        files = self._android.files
        if not (operator.endswith(">>") and files.exists(path)):
            files.write(path, b"")

        async def append(data: bytes) -> None:
            files.write(path, files.read(path) + data)

        if operator.startswith("2"):
            console.err = append
        else:
            console.out = append

    async def _execute(self, name: str, arguments: list[str], console: Console) -> int:
        command = COMMANDS.get(name.removeprefix("/system/bin/"))
        if command is None:
            await console.complain(f"/system/bin/sh: {name}: inaccessible or not found")
            return NOT_FOUND
        return await command(Call(self._android, arguments, console))
