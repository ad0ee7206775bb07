"""The command `logcat`: what the system has noted."""

import calendar
import getopt
import time
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed

STAMP: Final = "%m-%d %H:%M:%S"
STAMPED: Final = 18  # characters, with milliseconds


async def _logcat(call: Call) -> int:
    try:
        found, rest = getopt.getopt(call.arguments, "cdv:T:")
        asked = dict(found)
        since = float(asked.get("-T", 0))
    except (getopt.GetoptError, ValueError) as e:
        raise Failed(str(e)) from e
    if rest or not {"-c", "-d"} & set(asked):
        raise Failed("only -c, and -d with -v and -T, are understood")
    if "-c" in asked:
        call.television.log.clear()
        return 0
    lines = [(_epoch(line), line) for line in call.television.log.copy()]
    chosen = [(at, line) for at, line in lines if at >= since]
    epoch = asked.get("-v") == "epoch"
    await call.say(
        "--------- beginning of main",
        *(f"{at:19.3f}{line[STAMPED:]}" if epoch else line for at, line in chosen),
    )
    return 0


def _epoch(line: str) -> float:
    """Return the Unix time of LINE, whose stamp leaves out the year: it is this one or the last."""
    now = time.time()
    year = time.gmtime(now).tm_year
    at = _in_year(year, line)
    return at if at <= now + 1 else _in_year(year - 1, line)


def _in_year(year: int, line: str) -> float:
    to_the_second = time.strptime(f"{year}-{line[: STAMPED - 4]}", f"%Y-{STAMP}")
    return calendar.timegm(to_the_second) + float(line[STAMPED - 4 : STAMPED])


COMMANDS: Final[dict[str, Command]] = {"logcat": _logcat}
