"""The small programs of the shell, and those about the system as a whole."""

import asyncio
import time
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed, Left

IDENTITY: Final = "uid=2000(shell) gid=2000(shell) groups=2000(shell),1004(input),1011(adb)"
ZONE: Final = "%a %b %e %H:%M:%S UTC %Y"


async def _echo(call: Call) -> int:
    bare = call.arguments[:1] == ["-n"]
    text = " ".join(call.arguments[bare:])
    await call.console.out((text if bare else text + "\n").encode())
    return 0


async def _true(_: Call) -> int:
    return 0


async def _false(_: Call) -> int:
    return 1


async def _exit(call: Call) -> int:
    raise Left(int(_number(call.arguments[0])) & 0xFF if call.arguments else 0)


async def _sleep(call: Call) -> int:
    await asyncio.sleep(_number(*call.arguments[:1] or [""]))
    return 0


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError as e:
        raise Failed(f"not a number: '{written}'") from e


async def _date(call: Call) -> int:
    form = call.arguments[0].removeprefix("+") if call.arguments else ZONE
    seconds, rest = divmod(time.time_ns(), 10**9)
    form = form.replace("%s", str(seconds)).replace("%N", f"{rest:09d}")
    await call.say(time.strftime(form, time.gmtime(seconds)))
    return 0


async def _whoami(call: Call) -> int:
    await call.say("shell")
    return 0


async def _id(call: Call) -> int:
    await call.say(IDENTITY)
    return 0


async def _getprop(call: Call) -> int:
    if call.arguments:
        name, default, *_ = [*call.arguments, ""]
        await call.say(call.android.properties.get(name, default))
    else:
        await call.say(*(f"[{name}]: [{value}]" for name, value in call.android.properties.items()))
    return 0


async def _ime(call: Call) -> int:
    if call.arguments[:1] != ["set"] or len(call.arguments) != 2:
        raise Failed("only 'set' is understood", 255)
    call.android.ime = call.arguments[1]
    await call.say(f"Input method {call.arguments[1]} selected for user #0")
    return 0


async def _settings(call: Call) -> int:
    if call.arguments[:3] != ["get", "secure", "default_input_method"]:
        raise Failed("only 'get secure default_input_method' can be asked for", 255)
    await call.say(call.android.ime)
    return 0


async def _reboot(call: Call) -> int:
    call.android.restart()
    return 0


COMMANDS: Final[dict[str, Command]] = {
    "date": _date, "echo": _echo, "exit": _exit, "false": _false, "getprop": _getprop,
    "id": _id, "ime": _ime, "reboot": _reboot, "settings": _settings, "sleep": _sleep,
    "true": _true, "whoami": _whoami,
}  # fmt: skip
