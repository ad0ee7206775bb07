"""A lab file proposed from what is attached to this node, and what announces itself there."""

import platform
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import yaml

from actors.attached import android, announced, ssdp, wired
from actors.attached.found import Found

HEAD = """\
# Proposed from what was found on this node: names and models are guesses, to be edited, and
# drivers that belong to one device are to be put together.\
"""
NOTHING = "# Nothing was found on this node.  What was looked for:"


@dataclass(frozen=True)
class Search:
    """Where to look: LOOK takes some seconds, and returns what there is.  It raises OSErrors."""

    what: str
    look: Callable[[float], Iterable[Found]]


@dataclass(frozen=True)
class Searched:
    """What was FOUND by a search, or why it could not be made."""

    what: str
    found: Sequence[Found] = ()
    trouble: str = ""


EVERYWHERE = (
    Search("Android devices that the adb server holds", android.devices),
    Search("capture devices of V4L2", lambda _: wired.capture_devices()),
    Search("serial ports", lambda _: wired.serial_ports()),
    Search("devices that announce themselves by mDNS", announced.services),
    Search("televisions that answer by SSDP", ssdp.televisions),
)


def discover(seconds: float, searches: Sequence[Search] = EVERYWHERE) -> list[Searched]:
    """Make all SEARCHES at once, for SECONDS each."""
    with ThreadPoolExecutor(len(searches)) as pool:
        return list(pool.map(lambda search: _searched(search, seconds), searches))


def devices(searched: Iterable[Searched]) -> dict[str, Found]:
    """Return what was found, each once, by a name of its own."""
    named: dict[str, Found] = {}
    for found in (one for each in searched for one in each.found):
        if found not in named.values():
            names = (f"{found.name}-{n}" if n > 1 else found.name for n in count(1))
            named[next(name for name in names if name not in named)] = found
    return named


def lab(searched: Sequence[Searched]) -> str:
    """Return a lab file with what was found, and comments that say what is guessed."""
    named, node = devices(searched), _written(platform.node())
    results = [f"# {each.what}: {_result(each)}" for each in searched]
    if not named:
        return "\n".join((NOTHING, *results, ""))
    nodes = ("nodes:", f"  {node}: {{address: 127.0.0.1}}  # as the other nodes reach it")
    lines = [HEAD, *results, *nodes, "devices:"]
    for name, found in named.items():
        lines += [
            f"  # {_in_one_line(found.said)}",
            f"  - name: {_written(name)}",
            f"    node: {node}",
            f"    model: {_written(found.model)}",
            "    drivers:",
            f"      - {_written({found.kind: dict(found.settings)})}",
        ]
    return "\n".join((*lines, ""))


def summary(searched: Sequence[Searched]) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "devices": [
            {
                "name": name,
                "model": found.model,
                "driver": {found.kind: dict(found.settings)},
                "said": found.said,
            }
            for name, found in devices(searched).items()
        ],
        "searched": [
            {"what": each.what, "found": len(each.found), "trouble": each.trouble or None}
            for each in searched
        ],
    }


def _result(searched: Searched) -> str:
    return _in_one_line(searched.trouble or f"{len(searched.found) or 'none'} found")


def _in_one_line(said: str) -> str:
    # what a device says of itself may have line feeds, which would end the comment
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())


def _written(value: object) -> str:
    """Return VALUE in one line of YAML."""
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, width=10_000)
    return text.removesuffix("\n...\n").strip()


def _searched(search: Search, seconds: float) -> Searched:
    try:
        return Searched(search.what, tuple(search.look(seconds)))
    except ImportError as e:
        return Searched(search.what, trouble=f"this machine lacks the package {e.name}")
    except OSError as e:
        return Searched(search.what, trouble=e.strerror or str(e) or type(e).__name__)
