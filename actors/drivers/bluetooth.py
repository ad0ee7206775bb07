"""A Bluetooth remote control and keyboard, which a television or a PC is paired with.

No television is to be had without one: the driver is proved against bumble's own controllers,
over the wire of HCI, and a host that pairs, discovers and subscribes as televisions do.
"""

from __future__ import annotations

import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydantic import Field

from actors import loop
from actors.driver import Driver, Settings
from actors.errors import DriverError
from actors.interface import Keyboard, Remote
from actors.keys import OwnKeys, code_of
from actors.protocols.bluetooth.usages import KEYS, SIGNS, Usage

if TYPE_CHECKING:
    from actors.protocols.bluetooth.peripheral import Peripheral

T = TypeVar("T")


class BluetoothSettings(Settings):
    """adapter: as bumble has it: usb:0, hci-socket:0, serial:/dev/ttyUSB0, tcp-client:host:port.

    name: what it is called in the television's list; another one for each device of a room.
    bonds: a file on the node with what pairing left; without it, one has to pair again.
    keys: names of keys that the television calls otherwise, such as {OK: ENTER}.
    timeout: seconds for the adapter to be ready, and for a paired television to come back.
    """

    main: ClassVar[str] = "adapter"

    adapter: str = Field(pattern=r"^[a-z][a-z-]*(:\S*)?$")
    name: str = Field(default="Lab remote", max_length=26, pattern=r"^[ -~]+$")
    bonds: str = "~/.virtualpytest/bluetooth.json"
    keys: OwnKeys
    timeout: float = Field(default=5.0, gt=0)


class Bluetooth(Driver[BluetoothSettings], Remote, Keyboard):
    """Returns from a press when the television's radio has acknowledged that the key is up."""

    Settings = BluetoothSettings
    packages = ("bumble",)

    def __init__(self, settings: BluetoothSettings) -> None:
        super().__init__(settings)
        self._peripheral: Peripheral | None = None

    @property
    def source(self) -> str:
        return self.settings.adapter

    def open(self) -> None:
        from actors.protocols.bluetooth.peripheral import Peripheral

        self.close()
        s = self.settings
        bonds = Path(s.bonds).expanduser()
        self._peripheral = self._run(Peripheral.start(s.adapter, s.name, bonds))

    def close(self) -> None:
        peripheral, self._peripheral = self._peripheral, None
        if peripheral:
            with suppress(DriverError):  # of an adapter that answers no more
                self._run(peripheral.close())

    def probe(self) -> str:
        peripheral = self._opened()
        who = self._listening(peripheral)
        self._tell(peripheral, KEYS["UP"], down=False)
        return f"{who} takes the keys of {self.settings.name}"

    def press(self, key: str, hold: float = 0.0) -> None:
        usage = code_of(key, own=self.settings.keys, codes=KEYS, source=self.source)
        self._stroke(self._opened(), usage, hold)

    def type(self, text: str) -> None:
        """Type TEXT as the keys of a US keyboard, which the television must be set to."""
        if wrong := "".join(sorted(set(text) - set(SIGNS))):
            raise self.missing(f"typing {wrong!r} (a US keyboard has printable ASCII only)")
        for sign in text:
            self._stroke(self._opened(), SIGNS[sign], 0.0)

    def _stroke(self, peripheral: Peripheral, usage: Usage, hold: float) -> None:
        self._listening(peripheral)
        self._tell(peripheral, usage, down=True)
        try:
            time.sleep(hold)
        finally:
            self._tell(peripheral, usage, down=False)

    def _tell(self, peripheral: Peripheral, usage: Usage, *, down: bool) -> None:
        report = usage.pressed() if down else usage.released()
        self._run(peripheral.tell(usage.report, report))

    def _listening(self, peripheral: Peripheral) -> str:
        """Return who listens, once somebody does."""
        try:
            found = loop.run(peripheral.listeners(), self.settings.timeout)
        except TimeoutError as e:
            advice = f"pair {self.settings.name!r} in the television's Bluetooth settings"
            raise self.unreachable(f"nobody is connected; {advice}") from e
        return ", ".join(str(one.peer_address) for one in found)

    def _opened(self) -> Peripheral:
        if self._peripheral is None or self._peripheral.lost:
            self.open()
        assert self._peripheral is not None
        return self._peripheral

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        with self._told():
            return loop.run(work, self.settings.timeout)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from bumble.core import BaseBumbleError

        with self.explained(self.settings.timeout):
            try:
                yield
            except BaseBumbleError as e:
                raise self.unreachable(str(e) or type(e).__name__) from e
            except CancelledError as e:
                raise self.unreachable("the adapter has gone") from e
            except ValueError as e:
                raise self.refused(f"{self.settings.bonds} tells no pairings: {e}") from e
