"""Broadlink's RM transmitters on the local network, which are spoken to by python-broadlink.

Source: its protocol.md.  A datagram is encrypted with a key that the RM gives its client.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from actors.protocols.infrared.signal import CARRIER, Signal
from actors.protocols.transmitters.control import CannotSend, Refusal

if TYPE_CHECKING:
    from broadlink.remote import rmmini

PORT: Final = 80
ONE_TRY: Final = 0.9  # seconds, as the library sends a datagram again after each whole one
INFRARED: Final = 0x26  # how a packet of infrared begins; others are radio
MOST_REPEATS: Final = 0xFF
MOST_BYTES: Final = 1400  # of a packet that goes into one datagram on Ethernet
QUIET: Final = 100_000.0  # µs of dark behind a code that was learned
LOOK: Final = 0.2  # seconds from one look for a learned code to the next

Answer = TypeVar("Answer")


class Broadlink:
    """The RM at PLACE, a host and a port; TIMEOUT is seconds for each answer.

    It sends with a carrier of 38 kHz, whatever a signal wants, and tells of none it learns.
    """

    def __init__(self, place: tuple[str, int], timeout: float) -> None:
        self._place, self._timeout = place, timeout
        self._device: rmmini | None = None

    def open(self) -> None:
        """Find the RM, and have it give a key."""
        try:
            import broadlink
        except ImportError as e:
            raise CannotSend("Broadlink: the package broadlink is not installed") from e
        self.close()
        host, port = self._place
        with _told():
            device = broadlink.hello(host, port, self._timeout)
            if not hasattr(device, "enter_learning"):
                raise Refusal(f"it is a {device.model or device.type}, which sends no infrared")
            device.timeout = self._timeout
            device.auth()
        self._device = device

    def close(self) -> None:
        """Forget the key; there is no connection."""
        self._device = None

    def version(self) -> str:
        """Return the model and its firmware's number, which it is asked for."""
        number = self._ask(lambda device: device.get_fwversion())
        return f"{self._opened().model} with firmware {number}"

    def send(self, signal: Signal, repeats: int) -> None:
        """Send SIGNAL with so many REPEATS; returns when the RM has taken it."""
        packet = _packet(signal, repeats)
        device = self._opened()
        device.timeout = min(self._timeout, ONE_TRY)
        try:
            self._ask(lambda device: device.send_data(packet))
        finally:
            device.timeout = self._timeout

    def learn(self, seconds: float) -> Signal:
        """Return what a remote control sends to the RM within SECONDS."""
        deadline = time.monotonic() + seconds
        self._ask(lambda device: device.enter_learning())
        while (packet := self._ask(_learned)) is None:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(LOOK)
        if not packet or packet[0] != INFRARED:
            raise Refusal("it learned radio, or nothing that can be read")
        return _signal(packet)

    def _opened(self) -> rmmini:
        if self._device is None:
            self.open()
        assert self._device is not None
        return self._device

    def _ask(self, act: Callable[[Any], Answer]) -> Answer:
        """Return what ACT asks of the RM, once more with a new key where it has lost the old."""
        from broadlink import exceptions

        lost = (
            exceptions.AuthenticationError,
            exceptions.AuthorizationError,
            exceptions.ConnectionClosedError,
        )
        device = self._opened()
        with _told():
            try:
                return act(device)
            except lost:
                device.auth()
                return act(device)


def _learned(device: rmmini) -> bytes | None:
    """Return the packet that DEVICE has learned, or None for none so far."""
    from broadlink import exceptions

    try:
        return bytes(device.check_data())
    except (exceptions.ReadError, exceptions.StorageError):
        return None


def _packet(signal: Signal, repeats: int) -> bytes:
    from broadlink.remote import pulses_to_data

    if not signal.carrier:
        raise CannotSend("a signal without a carrier")
    counted = signal.once == signal.again and repeats <= MOST_REPEATS
    packet = bytearray(pulses_to_data([round(p) for p in signal.train(0 if counted else repeats)]))
    packet[1] = repeats if counted else 0
    if len(packet) > MOST_BYTES:
        raise CannotSend(f"holding a key for {signal.seconds(repeats):.1f} s")
    return bytes(packet)


def _signal(packet: bytes) -> Signal:
    from broadlink.remote import data_to_pulses

    with _told():
        train = [float(pulse) for pulse in data_to_pulses(packet)]
    if not train or min(train) <= 0:
        raise Refusal("it learned nothing that can be read")
    whole = tuple(train if len(train) % 2 == 0 else [*train, QUIET])
    return Signal(whole, whole, CARRIER)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what the library raises; on answers that are garbage, it stumbles over their bytes."""
    from broadlink.exceptions import BroadlinkException, NetworkTimeoutError

    try:
        yield
    except NetworkTimeoutError as e:
        raise TimeoutError from e
    except BroadlinkException as e:
        raise Refusal(str(e.strerror or e)) from e
    except (ValueError, IndexError, struct.error) as e:
        raise Refusal(f"answers what cannot be read ({e})") from e
