"""The command `input`: keys, touches and text."""

import asyncio
import getopt
from collections.abc import Callable
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.android.keycodes import keycode, pressed, typed
from actors.simulator.television import Television

SOURCES: Final = (
    "dpad", "gamepad", "joystick", "keyboard", "mouse", "stylus", "touchpad", "touchscreen",
)  # fmt: skip
KEY_OPTIONS: Final = ("longpress", "doubletap", "async", "duration=", "delay=")
SWIPE: Final = 300  # ms, unless the command says how long
WRONG: Final = 255
USAGE: Final = """\
Usage: input [<source>] [-d DISPLAY_ID] <command> [<arg>...]
The commands and default sources are:
      text <string> (Default: keyboard)
      keyevent [--longpress|--duration <duration to hold key down in ms>] [--doubletap] [--async]\
 [--delay <duration between keycodes in ms>] <key code number or name> ... (Default: keyboard)
      tap <x> <y> (Default: touchscreen)
      swipe <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)
      draganddrop <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)"""


async def _input(call: Call) -> int:
    rest = list(call.arguments)
    if rest and rest[0] in SOURCES:
        rest.pop(0)
    if rest[:1] == ["-d"]:
        del rest[:2]
    if not rest:
        await call.say(USAGE)
        return WRONG
    name, *words = rest
    act = _ACTS.get(name)
    if act is None:
        raise Failed(f"Error: Unknown command: {name}", WRONG, named=False)
    try:
        seconds = act(call.television, words)
    except (ValueError, TypeError, getopt.GetoptError) as e:
        reason = f"Error: Invalid call.arguments for command: {name}"
        raise Failed(reason, WRONG, named=False) from e
    await asyncio.sleep(seconds or 0)
    return 0


def _keyevent(television: Television, words: list[str]) -> float:
    """Press what WORDS name, and return for how many seconds each is held."""
    options, names = getopt.getopt(words, "", KEY_OPTIONS)
    hold = int(dict(options).get("--duration", 0)) / 1000
    codes = [keycode(name) for name in names]
    numbers = [number for number in codes if number is not None]
    if not numbers or len(numbers) < len(codes):
        raise ValueError(words)
    for number in numbers:
        if key := pressed(number):
            television.press(key, hold)
        elif text := typed(number):
            television.type(text)
    return hold * len(numbers)


def _tap(television: Television, words: list[str]) -> None:
    x, y = map(float, words)
    television.tap(int(x), int(y))


def _swipe(television: Television, words: list[str]) -> None:
    x1, y1, x2, y2, *duration = map(float, words)
    [milliseconds] = duration or [SWIPE]
    television.swipe(int(x1), int(y1), int(x2), int(y2), milliseconds / 1000)


def _text(television: Television, words: list[str]) -> None:
    [text] = words
    television.type(text.replace("%s", " "))


# Each returns the seconds that it takes, if it takes any.
_ACTS: Final[dict[str, Callable[[Television, list[str]], float | None]]] = {
    "draganddrop": _swipe, "keyevent": _keyevent, "swipe": _swipe, "tap": _tap, "text": _text,
}  # fmt: skip

COMMANDS: Final[dict[str, Command]] = {"input": _input}
