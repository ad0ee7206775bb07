"""Commands about applications: am, pm, cmd and monkey."""

from itertools import pairwise
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed

SETTINGS: Final = "android.settings.SETTINGS"
SETTINGS_PACKAGE: Final = "tv.simulated.settings"
INTENT: Final = {"-a": "act", "-d": "dat", "-p": "pkg", "-n": "cmp"}
NO_ACTIVITY: Final = 252


async def _am(call: Call) -> int:
    verb, *words = call.arguments or [""]
    if verb in ("start", "start-activity"):
        return await _start(call, words)
    if verb == "force-stop" and words:
        call.television.stop(words[-1])
        return 0
    raise Failed(f"Unknown command: {verb}", 255, named=False)


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
    raise Failed(f"Unknown command: {' '.join(call.arguments)}", 255, named=False)


async def _cmd(call: Call) -> int:
    service, *words = call.arguments or [""]
    if (command := _SERVICES.get(service)) is None:
        raise Failed(f"Can't find service: {service}", 20)
    return await command(Call(call.android, words, call.console))


_SERVICES: Final[dict[str, Command]] = {"activity": _am, "package": _pm}

COMMANDS: Final[dict[str, Command]] = {"am": _am, "cmd": _cmd, "monkey": _monkey, "pm": _pm}
