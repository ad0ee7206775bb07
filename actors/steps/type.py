"""Type text where the focus is."""

from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.interface import Keyboard
from actors.steps import Step
from actors.verdict import Verdict, done


class Type(Step):
    """Types TEXT exactly as it stands."""

    main: ClassVar[str] = "text"

    text: str = Field(coerce_numbers_to_str=True)  # as a variable may be one

    def run(self, device: Device) -> Verdict:
        device.need(Keyboard).type(self.text)  # type: ignore[type-abstract]
        return done(f"typed {self.text!r}")

    def __str__(self) -> str:
        return f"type {self.text!r}"

    def needs(self) -> frozenset[str]:
        return frozenset({"keyboard"})
