"""Bring an application to the front."""

from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.interface import Apps
from actors.steps import Step
from actors.verdict import Verdict, done


class Launch(Step):
    """Starts APP, by the name that the device has for it; what it shows is for checks to judge."""

    main: ClassVar[str] = "app"

    app: str = Field(min_length=1)

    def run(self, device: Device) -> Verdict:
        device.need(Apps).launch(self.app)  # type: ignore[type-abstract]
        return done(f"launched {self.app}")

    def __str__(self) -> str:
        return f"launch {self.app}"

    def needs(self) -> frozenset[str]:
        return frozenset({"apps"})
