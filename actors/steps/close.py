"""End an application."""

from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.interface import Apps
from actors.steps import Step
from actors.verdict import Verdict, done


class Close(Step):
    """Ends APP, whether it is in front or not."""

    main: ClassVar[str] = "app"

    app: str = Field(min_length=1)

    def run(self, device: Device) -> Verdict:
        device.need(Apps).stop_app(self.app)  # type: ignore[type-abstract]
        return done(f"closed {self.app}")

    def __str__(self) -> str:
        return f"close {self.app}"

    def needs(self) -> frozenset[str]:
        return frozenset({"apps"})
