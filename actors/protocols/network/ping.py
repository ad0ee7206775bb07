"""Echo requests, by the program ping of iputils, which may send them for any user."""

import re
from subprocess import CompletedProcess

from actors.interface import Pings

INTERVAL = 0.2  # seconds between two requests: the least that ping allows every user
_ANSWER = re.compile(r"icmp_seq=(\d+) .*\btime=([\d.]+) ms")


class NotSent(OSError):
    """No request was sent, for the reason given."""


def command(host: str, count: int, wait: float) -> list[str]:
    """Return what sends COUNT requests to HOST, and waits for each answer as many seconds."""
    return ["ping", "-n", "-c", str(count), "-i", str(INTERVAL), "-W", f"{wait:g}", "--", host]


def longest(count: int, wait: float) -> float:
    """Return the seconds within which that command ends."""
    return count * INTERVAL + wait + 1.0  # ping itself counts from when it has started


def pings(count: int, ended: CompletedProcess[str]) -> Pings:
    """Return what came back of COUNT requests; an answer that came twice counts once.

    Raises NotSent where ping tells of an error: it ends with 1 where no answer came, and then
    with 2 (its manual page).
    """
    if ended.returncode not in (0, 1):
        said = ended.stderr.strip().splitlines() or [f"ping ended with {ended.returncode}"]
        raise NotSent(said[-1].removeprefix("ping: "))
    answers: dict[int, float] = {}
    for number, milliseconds in _ANSWER.findall(ended.stdout):
        answers.setdefault(int(number), float(milliseconds) / 1000)
    return Pings(count, tuple(answers[number] for number in sorted(answers)))
