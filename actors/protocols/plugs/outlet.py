"""What the drivers of outlets share, whichever way these are asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, Self, TypeVar

from pydantic import Field, model_validator

from actors.driver import Driver, Settings
from actors.interface import Power
from actors.power import confirmed, proof

FIRST: Mapping[str, int] = {"shelly": 0, "shelly1": 0, "tasmota": 1}  # by the api


class OutletSettings(Settings):
    """What a driver of any outlet is told."""

    outlet: int | None = Field(default=None, ge=0)
    timeout: float = Field(default=5.0, gt=0)  # seconds

    @property
    def label(self) -> str:
        """What a probe calls it, such as "outlet 0"."""
        return "the plug" if self.outlet is None else f"outlet {self.outlet}"


class PlugSettings(OutletSettings):
    """Which outlet of a plug that speaks like a Shelly, or Tasmota."""

    api: Literal["shelly", "shelly1", "tasmota"]

    @property
    def relay(self) -> int:
        """The number of the outlet, as the device counts."""
        return FIRST[self.api] if self.outlet is None else self.outlet

    @property
    def label(self) -> str:
        return f"outlet {self.relay}"

    @model_validator(mode="after")
    def _the_outlet_is_one(self) -> Self:
        if self.relay < FIRST[self.api]:
            raise ValueError(f"outlet {self.outlet}: {self.api} counts from {FIRST[self.api]}")
        return self


class Outlet(ABC):
    """One outlet of a plug; methods raise DriverError, and ValueError for what they cannot read."""

    @abstractmethod
    def switch(self, on: bool) -> None:
        """Tell it to be on or off."""

    @abstractmethod
    def is_on(self) -> bool:
        """Return what it says that it is, asked now."""

    @abstractmethod
    def watts(self) -> float | None:
        """Return what is drawn, or None where that is not metered."""


AnySettings = TypeVar("AnySettings", bound=OutletSettings)


class OutletDriver(Driver[AnySettings], Power):
    """Switches its OUTLET and reads its state back."""

    outlet: Outlet

    def probe(self) -> str:
        with self._read():
            return proof(self.settings.label, self.outlet.is_on(), self.outlet.watts())

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.timeout), self._read():
            self.outlet.switch(on)

    def is_on(self) -> bool:
        with self._read():
            return self.outlet.is_on()

    @contextmanager
    def _read(self) -> Iterator[None]:
        try:
            yield
        except ValueError as e:
            raise self.refused(str(e)) from e
