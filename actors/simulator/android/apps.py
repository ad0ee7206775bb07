"""Commands about applications: am, pm, cmd and monkey."""

import base64
from itertools import pairwise
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.android.system import IME

SETTINGS: Final = "android.settings.SETTINGS"
SETTINGS_PACKAGE: Final = "tv.simulated.settings"
INTENT: Final = {"-a": "act", "-d": "dat", "-c": "cat", "-p": "pkg", "-n": "cmp"}
TYPES: Final = "ADB_INPUT_B64"  # what the keyboard for tests listens to
NO_ACTIVITY: Final = 252


async def _am(call: Call) -> int:
    verb, *words = call.arguments or [""]
    if verb in ("start", "start-activity"):
        return await _start(call, words)
    if verb == "force-stop" and words:
        call.television.stop(words[-1])
        return 0
    if verb == "broadcast":
        return await _broadcast(call, words)
    raise Failed(f"Unknown command: {verb}", 255, named=False)


async def _broadcast(call: Call, words: list[str]) -> int:
    await call.say(f"Broadcasting: Intent {{ {' '.join(words)} }}")
    if TYPES in words and words[-3:-1] == ["--es", "msg"] and call.android.ime == IME:
        call.television.type(base64.b64decode(words[-1]).decode())
    await call.say("Broadcast completed: result=0")  # whether anybody listened or not
    return 0


async def _start(call: Call, words: list[str]) -> int:
    intent = {name: value for name, value in pairwise(words) if name in INTENT}
    component = intent.get("-n", "")
    package = component.partition("/")[0] or intent.get("-p", "")
    if not package and intent.get("-a") == SETTINGS:
        package = SETTINGS_PACKAGE
    said = [f"{key}={intent[name]}" for name, key in INTENT.items() if name in intent]
    await call.say(f"Starting: Intent {{ {' '.join(said)} }}")
    if call.television.launch(package):
        return 0
    if component:
        await call.say("Error type 3", f"Error: Activity class {{{component}}} does not exist.")
    else:
        await call.say("Error: Activity not started, unable to resolve Intent")
    return 1


async def _monkey(call: Call) -> int:
    package = call.arguments[call.arguments.index("-p") + 1] if "-p" in call.arguments[:-1] else ""
    if not call.television.launch(package):
        await call.say("** No activities found to run, monkey aborted.")
        return NO_ACTIVITY
    await call.say("Events injected: 1")
    return 0


async def _pm(call: Call) -> int:
    packages = [app.package for app in call.television.apps]
    if call.arguments[:2] == ["list", "packages"]:
        wanted = [each for each in call.arguments[2:] if not each.startswith("-")]
        chosen = [each for each in packages if all(part in each for part in wanted)]
        if "-3" in call.arguments:
            chosen = []  # all of them came with the system
        await call.say(*(f"package:{each}" for each in chosen))
        return 0
    if call.arguments[:1] == ["path"] and len(call.arguments) == 2:
        if call.arguments[1] not in packages:
            return 1
        await call.say(f"package:/system/app/{call.arguments[1]}/base.apk")
        return 0
    if call.arguments[:1] == ["resolve-activity"] and "-p" in call.arguments[:-1]:
        return await _resolve(call, call.arguments[call.arguments.index("-p") + 1])
    raise Failed(f"Unknown command: {' '.join(call.arguments)}", 255, named=False)


async def _resolve(call: Call, package: str) -> int:
    if package not in {app.package for app in call.television.apps}:
        await call.say("No activity found")
        return 0
    await call.say(
        "priority=0 preferredOrder=0 match=0x0 specificIndex=-1 isDefault=false",
        f"{package}/{package}.MainActivity",
    )
    return 0


async def _cmd(call: Call) -> int:
    service, *words = call.arguments or [""]
    if (command := _SERVICES.get(service)) is None:
        raise Failed(f"Can't find service: {service}", 20)
    return await command(Call(call.android, words, call.console))


_SERVICES: Final[dict[str, Command]] = {"activity": _am, "package": _pm}

COMMANDS: Final[dict[str, Command]] = {"am": _am, "cmd": _cmd, "monkey": _monkey, "pm": _pm}
