"""Let time go by."""

from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.steps import Step
from actors.verdict import Verdict, done


class Sleep(Step):
    """Waits for SECONDS; a stop ends it at once."""

    main: ClassVar[str] = "seconds"

    seconds: float = Field(ge=0)

    def run(self, device: Device) -> Verdict:
        device.wait(self.seconds)
        return done(f"slept {self.seconds:g} s")

    def __str__(self) -> str:
        return f"sleep {self.seconds:g} s"
