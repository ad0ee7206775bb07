"""Commands about applications: am, pm, cmd and monkey."""

from typing import Final

from actors.simulator.android.commands import Command, Failed
from actors.simulator.android.console import Console
from actors.simulator.android.system import Android

SETTINGS: Final = "android.settings.SETTINGS"
SETTINGS_PACKAGE: Final = "tv.simulated.settings"
VALUED: Final = ("-n", "-a", "-d", "-p", "-c", "-t", "-f", "--user", "--display", "-e", "--es")
NO_ACTIVITY: Final = 252


async def _am(android: Android, arguments: list[str], console: Console) -> int:
    verb, *words = arguments or [""]
    if verb in ("start", "start-activity"):
        return await _start(android, words, console)
    if verb == "force-stop" and words:
        android.television.stop(words[-1])
        return 0
    raise Failed(f"Unknown command: {verb}", 255, named=False)


async def _start(android: Android, words: list[str], console: Console) -> int:
    intent = {name: value for name, value in zip(words, words[1:], strict=False) if name in VALUED}
    component = intent.get("-n", "")
    package = component.partition("/")[0] or intent.get("-p", "")
    if not package and intent.get("-a") == SETTINGS:
        package = SETTINGS_PACKAGE
    said = [f"{key}={intent[name]}" for name, key in _SAID.items() if name in intent]
    await console.say(f"Starting: Intent {{ {' '.join(said)} }}")
    if android.television.launch(package):
        return 0
    if component:
        await console.say("Error type 3", f"Error: Activity class {{{component}}} does not exist.")
    else:
        await console.say("Error: Activity not started, unable to resolve Intent")
    return 1


_SAID: Final = {"-a": "act", "-d": "dat", "-p": "pkg", "-n": "cmp"}


async def _monkey(android: Android, arguments: list[str], console: Console) -> int:
    package = arguments[arguments.index("-p") + 1] if "-p" in arguments[:-1] else ""
    if not android.television.launch(package):
        await console.say("** No activities found to run, monkey aborted.")
        return NO_ACTIVITY
    await console.say("Events injected: 1")
    return 0


async def _pm(android: Android, arguments: list[str], console: Console) -> int:
    packages = [app.package for app in android.television.apps]
    if arguments[:2] == ["list", "packages"]:
        wanted = [each for each in arguments[2:] if not each.startswith("-")]
        chosen = [each for each in packages if all(part in each for part in wanted)]
        if "-3" in arguments:
            chosen = []  # all of them came with the system
        await console.say(*(f"package:{each}" for each in chosen))
        return 0
    if arguments[:1] == ["path"] and len(arguments) == 2:
        if arguments[1] not in packages:
            return 1
        await console.say(f"package:/system/app/{arguments[1]}/base.apk")
        return 0
    raise Failed(f"Unknown command: {' '.join(arguments)}", 255, named=False)


async def _cmd(android: Android, arguments: list[str], console: Console) -> int:
    service, *words = arguments or [""]
    if (command := _SERVICES.get(service)) is None:
        raise Failed(f"Can't find service: {service}", 20)
    return await command(android, words, console)


_SERVICES: Final[dict[str, Command]] = {"activity": _am, "package": _pm}

COMMANDS: Final[dict[str, Command]] = {"am": _am, "cmd": _cmd, "monkey": _monkey, "pm": _pm}
