"""The command `screenrecord`: what the screen shows as H.264, a picture for each change."""

import asyncio
import getopt
import re
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.film import FPS, Film

LIMIT: Final = 180  # seconds
BIT_RATE: Final = 20_000_000  # bits a second
OPTIONS: Final = ("output-format=", "time-limit=", "size=", "bit-rate=")


async def _screenrecord(call: Call) -> int:
    film, seconds = _asked(call)
    loop = asyncio.get_running_loop()
    began, number = loop.time(), 0
    while loop.time() - began < seconds:
        if data := await asyncio.to_thread(film.develop, loop.time() - began):
            await call.console.out(data)
        number = max(number + 1, int((loop.time() - began) * FPS))
        await asyncio.sleep(began + number / FPS - loop.time())
    return 0


def _asked(call: Call) -> tuple[Film, float]:
    """Return the film that CALL asks for, and how many seconds it is to last."""
    try:
        found, paths = getopt.gnu_getopt(call.arguments, "", OPTIONS)
        asked = dict(found)
        width, height = _size(asked["--size"]) if "--size" in asked else call.television.size
        bits = int(asked.get("--bit-rate", BIT_RATE))
        seconds = int(asked.get("--time-limit", LIMIT))
    except (getopt.GetoptError, ValueError) as e:
        raise Failed(str(e), 2) from e
    if asked.get("--output-format") != "h264" or paths != ["-"]:
        raise Failed("only h264 to the standard output can be asked for")
    if not 0 < seconds <= LIMIT:
        raise Failed(f"Time limit {seconds}s outside acceptable range [1,{LIMIT}]", 2, named=False)
    return Film(call.television, (width, height), bits), seconds


def _size(written: str) -> tuple[int, int]:
    if not (found := re.fullmatch(r"(\d+)x(\d+)", written)):
        raise ValueError(f"Invalid size '{written}', must be width x height")
    return int(found[1]), int(found[2])


COMMANDS: Final[dict[str, Command]] = {"screenrecord": _screenrecord}
