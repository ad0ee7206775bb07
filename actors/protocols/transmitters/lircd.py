"""A remote control that lircd knows, pressed through its socket.

Source: lircd(8), "SOCKET BROADCAST MESSAGES FORMAT" and "SOCKET COMMAND INTERFACE".
"""

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

from actors.keys import KEYS
from actors.protocols.transmitters.control import Refusal
from actors.protocols.transmitters.lines import Lines

PORT: Final = 8765
# Linux' names of keys, which configurations of lircd use, where they are not KEY_ and our own
NAMES: Final[Mapping[str, str]] = {
    **{f"NUM_{digit}": f"KEY_{digit}" for digit in range(10)},
    "GUIDE": "KEY_EPG",
    "TV_INPUT": "KEY_CYCLEWINDOWS",
    "SETTINGS": "KEY_SETUP",
    **{key: f"KEY_{key.replace('_', '')}" for key in ("VOLUME_UP", "VOLUME_DOWN")},
    **{key: f"KEY_{key.replace('_', '')}" for key in ("CHANNEL_UP", "CHANNEL_DOWN")},
    **{key: f"KEY_{key.replace('_', '')}" for key in ("PLAY_PAUSE", "FAST_FORWARD")},
    **{key: f"KEY_{key.replace('_', '')}" for key in ("PAGE_UP", "PAGE_DOWN")},
    "LAST_CHANNEL": "KEY_LAST",
    "EJECT": "KEY_EJECTCD",
    "CAPTIONS": "KEY_SUBTITLE",
    "TELETEXT": "KEY_TEXT",
    "ESCAPE": "KEY_ESC",
    "DEL": "KEY_BACKSPACE",
}


class Lircd:
    """The remote control REMOTE of the lircd at PLACE: a path, or a host and a port.

    timeout: seconds for each answer.
    """

    def __init__(self, place: str | tuple[str, int], remote: str, timeout: float) -> None:
        self._place, self._remote, self._timeout = place, remote, timeout
        self._lines = Lines(self._connect, b"\n")
        self._keys: Mapping[str, str] = {}

    def open(self) -> None:
        """Connect anew."""
        self._lines.open(self._timeout)
        self._keys = {}

    def close(self) -> None:
        """End the connection."""
        self._lines.close()

    def version(self) -> str:
        """Return lircd's version, and how many keys it knows of the remote control."""
        [version, *_] = self._ask("VERSION") or ["of no version"]
        return f"lircd {version}, which has {len(set(self._listed()))} keys of {self._remote}"

    def keys(self) -> Mapping[str, str]:
        """Return the keys of lircd's configuration, by our names and by its own."""
        if not self._keys:
            listed = self._listed()
            ours = {key: NAMES.get(key, f"KEY_{key}") for key in KEYS}
            known = {key: name for key, name in ours.items() if name in listed}
            self._keys = {**known, **{name: name for name in listed}}
        return self._keys

    def press(self, key: str, hold: float) -> None:
        """Press what lircd calls KEY; lircd itself times the repeats while it is held."""
        if not hold:
            self._ask(f"SEND_ONCE {self._remote} {key}")
            return
        stop = f"SEND_STOP {self._remote} {key}"
        try:
            self._ask(f"SEND_START {self._remote} {key}")
            time.sleep(hold)
        except BaseException:  # as lircd may repeat the key for a minute
            with suppress(Refusal, OSError):
                self._ask(stop)
            raise
        self._ask(stop)

    def _connect(self, seconds: float) -> socket.socket:
        if isinstance(self._place, tuple):
            return socket.create_connection(self._place, seconds)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(seconds)
            connection.connect(self._place)
        except OSError:
            connection.close()
            raise
        return connection

    def _listed(self) -> list[str]:
        """Return the names of the keys that lircd has; each line is a code and a name."""
        return [line.split()[-1] for line in self._ask(f"LIST {self._remote}") if line]

    def _ask(self, command: str) -> list[str]:
        """Return the data that answer COMMAND."""
        deadline = time.monotonic() + self._timeout
        self._lines.say(command, deadline)
        succeeded, data = _reply(self._heard(deadline), command)
        if not succeeded:
            raise Refusal("; ".join(data) or f"no to {command}")
        return data

    def _heard(self, deadline: float) -> Iterator[str]:
        while True:
            yield self._lines.hear(deadline)


def _reply(lines: Iterator[str], command: str) -> tuple[bool, list[str]]:
    """Return whether COMMAND succeeded, and the data of its answer.

    A packet is BEGIN, the command, SUCCESS or ERROR, maybe DATA and a count of lines, END.
    Codes that are received, and answers to earlier commands, come in between.
    """
    for line in lines:
        if line == "BEGIN" and next(lines) == command:
            break
    succeeded, data = _either(next(lines), "SUCCESS", "ERROR"), list[str]()
    if _either(next(lines), "DATA", "END"):
        data = [next(lines) for _ in range(_count(next(lines)))]
        _either(next(lines), "END", "END")
    return succeeded, data


def _either(line: str, this: str, that: str) -> bool:
    if line not in (this, that):
        raise Refusal(f"answers {line!r} instead of {this} or {that}")
    return line == this


def _count(line: str) -> int:
    if not line.isdecimal():
        raise Refusal(f"answers {line!r} instead of a number of lines")
    return int(line)
