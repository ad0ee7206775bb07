"""Commands about files and their contents."""

import re
import stat
import time
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.android.files import Node
from actors.simulator.android.system import Android


def _options(arguments: list[str]) -> tuple[set[str], list[str]]:
    """Return the letters of the options, and what is no option."""
    letters = {letter for each in arguments if _is_option(each) for letter in each[1:]}
    return letters, [each for each in arguments if not _is_option(each)]


def _is_option(argument: str) -> bool:
    return len(argument) > 1 and argument.startswith("-")


async def _cat(call: Call) -> int:
    if not call.arguments:
        while data := await call.console.read():
            await call.console.out(data)
    for path in call.arguments:
        await call.console.out(_content(call.android, path))
    return 0


def _content(android: Android, path: str) -> bytes:
    try:
        return android.files.read(path)
    except OSError as e:
        raise Failed(f"{path}: {e.strerror}") from e


async def _ls(call: Call) -> int:
    letters, paths = _options(call.arguments)
    for path in paths or ["/"]:
        try:
            found = call.files.stat(path)
            alone = found.content is not None or "d" in letters
            entries = [(path, found)] if alone else list(call.files.list(path))
        except OSError as e:
            raise Failed(f"{path}: {e.strerror}") from e
        await call.say(*(_line(*entry) if "l" in letters else entry[0] for entry in entries))
    return 0


def _line(name: str, node: Node) -> str:
    at = time.strftime("%Y-%m-%d %H:%M", time.gmtime(node.mtime))
    return f"{stat.filemode(node.mode)} 1 shell shell {node.size:8} {at} {name}"


async def _rm(call: Call) -> int:
    letters, paths = _options(call.arguments)
    for path in paths:
        if "f" in letters and not call.files.exists(path):
            continue
        try:
            call.files.remove(path, recursive=bool(letters & {"r", "R"}))
        except OSError as e:
            raise Failed(f"{path}: {e.strerror}") from e
    return 0


async def _mkdir(call: Call) -> int:
    letters, paths = _options(call.arguments)
    for path in paths:
        if "p" not in letters and call.files.exists(path):
            raise Failed(f"'{path}': File exists")
        call.files.make_folder(path)
    return 0


async def _grep(call: Call) -> int:
    letters, words = _options(call.arguments)
    if not words:
        raise Failed("no pattern", 2)
    try:
        pattern = re.compile(words[0], re.IGNORECASE if "i" in letters else 0)
    except re.error as e:
        raise Failed(f"bad pattern: {e}", 2) from e
    contents = [_content(call.android, path) for path in words[1:]] or [
        await call.console.read_all()
    ]
    lines = b"".join(contents).decode(errors="replace").splitlines()
    found = [line for line in lines if bool(pattern.search(line)) != ("v" in letters)]
    if "c" in letters:
        await call.say(str(len(found)))
    elif "q" not in letters:
        await call.say(*found)
    return 0 if found else 1


COMMANDS: Final[dict[str, Command]] = {
    "cat": _cat, "grep": _grep, "ls": _ls, "mkdir": _mkdir, "rm": _rm,
}  # fmt: skip
