"""A remote control as one transmitter or another imitates it."""

import re
from collections.abc import Mapping
from typing import Final, Protocol

from actors.keymap import Keymap
from actors.protocols.infrared.signal import Signal

PORTS: Final = range(1, 0x1_0000)
_PLACE = re.compile(r"([\w-]{1,63}(?:\.[\w-]{1,63})*)(?::(\d{1,5}))?", re.ASCII)


class Refusal(Exception):
    """The transmitter said no, or answered what cannot be read, for the reason given."""


class CannotSend(Exception):
    """The transmitter has no way to send what is named."""


class Control(Protocol):
    """Presses the keys of one remote control.

    Methods raise Refusal, CannotSend, TimeoutError and other OSErrors.  What may have been
    sent is never sent twice.
    """

    def open(self) -> None:
        """Connect anew."""

    def close(self) -> None:
        """End the connection; harmless when there is none."""

    def version(self) -> str:
        """Ask the transmitter what it is, and return that."""

    def keys(self) -> Mapping[str, str]:
        """Return what it calls each key, by the names of test cases."""

    def press(self, key: str, hold: float) -> None:
        """Press what it calls KEY for HOLD seconds; returns when that is sent."""


class Emitter(Protocol):
    """Sends any signal; see Control for what its methods raise."""

    def open(self) -> None:
        """Connect anew."""

    def close(self) -> None:
        """End the connection; harmless when there is none."""

    def version(self) -> str:
        """Ask the transmitter what it is, and return that."""

    def send(self, signal: Signal, repeats: int) -> None:
        """Send SIGNAL with so many REPEATS; returns when the transmitter has done it."""

    def learn(self, seconds: float) -> Signal:
        """Return what a remote control sends to it within SECONDS, else raise TimeoutError."""


class Imitated:
    """The remote control of KEYMAP, whose signals EMITTER sends."""

    def __init__(self, keymap: Keymap, emitter: Emitter) -> None:
        self._keymap, self._emitter = keymap, emitter
        self._keys = {key: key for key in keymap.keys}
        self._toggle = 0
        self.open, self.close, self.version = emitter.open, emitter.close, emitter.version

    def keys(self) -> Mapping[str, str]:
        """Return the keys of the keymap."""
        return self._keys

    def press(self, key: str, hold: float) -> None:
        """Send the signal of KEY, in which protocols that can tell this press from the last do."""
        self._toggle ^= 1
        signal = self._keymap.signal(key, self._toggle)
        try:
            repeats = signal.repeats(hold)
        except ValueError as e:
            raise CannotSend(f"holding the key {key!r} ({e})") from e
        self._emitter.send(signal, repeats)


def place_of(written: str, port: int) -> tuple[str, int]:
    """Return the host and the port in a text such as 10.0.0.9 or 10.0.0.9:4998, else PORT.

    Raises ValueError.
    """
    found = _PLACE.fullmatch(written)
    if not found or int(found[2] or port) not in PORTS:
        raise ValueError(f"{written!r} is no host or host:port")
    return found[1], int(found[2] or port)
