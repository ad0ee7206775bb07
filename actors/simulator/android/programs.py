"""The small programs of the shell, and those about the system as a whole."""

import asyncio
import time
from typing import Final

from actors.simulator.android.commands import Command, Failed, Left
from actors.simulator.android.console import Console
from actors.simulator.android.system import Android

IDENTITY: Final = "uid=2000(shell) gid=2000(shell) groups=2000(shell),1004(input),1011(adb)"
ZONE: Final = "%a %b %e %H:%M:%S UTC %Y"


async def _echo(android: Android, arguments: list[str], console: Console) -> int:
    bare = arguments[:1] == ["-n"]
    text = " ".join(arguments[bare:])
    await console.out((text if bare else text + "\n").encode())
    return 0


async def _true(android: Android, arguments: list[str], console: Console) -> int:
    return 0


async def _false(android: Android, arguments: list[str], console: Console) -> int:
    return 1


async def _exit(android: Android, arguments: list[str], console: Console) -> int:
    raise Left(int(_number(arguments[0])) & 0xFF if arguments else 0)


async def _sleep(android: Android, arguments: list[str], console: Console) -> int:
    await asyncio.sleep(_number(*arguments[:1] or [""]))
    return 0


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError as e:
        raise Failed(f"not a number: '{written}'") from e


async def _date(android: Android, arguments: list[str], console: Console) -> int:
    form = arguments[0].removeprefix("+") if arguments else ZONE
    await console.say(time.strftime(form.replace("%s", str(int(time.time()))), time.gmtime()))
    return 0


async def _whoami(android: Android, arguments: list[str], console: Console) -> int:
    await console.say("shell")
    return 0


async def _id(android: Android, arguments: list[str], console: Console) -> int:
    await console.say(IDENTITY)
    return 0


async def _getprop(android: Android, arguments: list[str], console: Console) -> int:
    if arguments:
        name, default, *_ = [*arguments, ""]
        await console.say(android.properties.get(name, default))
    else:
        await console.say(*(f"[{name}]: [{value}]" for name, value in android.properties.items()))
    return 0


async def _logcat(android: Android, arguments: list[str], console: Console) -> int:
    if arguments == ["-c"]:
        android.television.log.clear()
    elif arguments == ["-d"]:
        await console.say("--------- beginning of main", *android.television.log.copy())
    else:
        raise Failed("only -d and -c are understood")
    return 0


async def _reboot(android: Android, arguments: list[str], console: Console) -> int:
    android.restart()
    return 0


COMMANDS: Final[dict[str, Command]] = {
    "date": _date, "echo": _echo, "exit": _exit, "false": _false, "getprop": _getprop,
    "id": _id, "logcat": _logcat, "reboot": _reboot, "sleep": _sleep, "true": _true,
    "whoami": _whoami,
}  # fmt: skip
