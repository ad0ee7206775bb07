"""A relay at a pin of this machine (Raspberry Pi and the like), by gpiozero."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.interface import Power
from actors.power import OnOff, confirmed, proof

if TYPE_CHECKING:
    from gpiozero import DigitalOutputDevice


class PowerGpioSettings(Settings):
    """pin: as gpiozero names it: 17 and GPIO17 by the processor, BOARD11 by the plug.

    active_high: false for a relay board that switches on when the pin is low.
    initially: what the supply is from the moment the pin is first used, as a pin remembers
    nothing that another process has set.
    """

    main: ClassVar[str] = "pin"

    pin: int | str = Field(union_mode="left_to_right")
    active_high: bool = True
    initially: OnOff = "on"


class PowerGpio(Driver[PowerGpioSettings], Power):
    """The pin is held, and with it the supply, until the process ends.

    A pin that is given up becomes an input: to close the link must not switch the device off.
    What is read back is the level of the pin; whether the relay follows it nobody can tell.
    """

    Settings = PowerGpioSettings
    packages = ("gpiozero",)

    def __init__(self, settings: PowerGpioSettings) -> None:
        super().__init__(settings)
        self._output: DigitalOutputDevice | None = None

    @property
    def source(self) -> str:
        return f"pin {self.settings.pin}"

    def open(self) -> None:
        self._held()

    def close(self) -> None:
        """Nothing is given up."""

    def probe(self) -> str:
        level = "high" if self._held().pin.state else "low"
        return f"{proof('the supply', self.is_on(), None)}, {self.source} is {level}"

    def switch(self, on: bool) -> None:
        with confirmed(self, on, 0), self._explained():
            self._held().value = on

    def is_on(self) -> bool:
        with self._explained():
            return bool(self._held().value)

    def _held(self) -> DigitalOutputDevice:
        if self._output is None:
            with self._explained():
                from gpiozero import DigitalOutputDevice

                s = self.settings
                self._output = DigitalOutputDevice(
                    s.pin, active_high=s.active_high, initial_value=s.initially == "on"
                )
        return self._output

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from gpiozero import BadPinFactory, GPIOZeroError

        try:
            yield
        except BadPinFactory as e:
            raise self.unreachable("this machine has no pins that gpiozero can use") from e
        except GPIOZeroError as e:
            raise self.refused(str(e)) from e
