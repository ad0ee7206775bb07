"""Draw a finger over the screen."""

from pydantic import ConfigDict, Field

from actors.device import Device
from actors.interface import Touch
from actors.steps import Step
from actors.steps.tap import scaled
from actors.verdict import Verdict, done


class Swipe(Step):
    """Draws a finger FROM one point TO another (in the map's size) in SECONDS."""

    model_config = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    start: tuple[int, int] = Field(alias="from")
    end: tuple[int, int] = Field(alias="to")
    seconds: float = Field(default=0.3, gt=0, le=60)

    def run(self, device: Device) -> Verdict:
        touch = device.need(Touch)  # type: ignore[type-abstract]
        size = touch.screen_size()
        start = scaled(self.start, device.size, size)
        end = scaled(self.end, device.size, size)
        touch.swipe(start, end, self.seconds)
        return done(f"swiped from {start[0]}, {start[1]} to {end[0]}, {end[1]}")

    def __str__(self) -> str:
        (left, top), (right, bottom) = self.start, self.end
        return f"swipe from {left}, {top} to {right}, {bottom} in {self.seconds:g} s"

    def needs(self) -> frozenset[str]:
        return frozenset({"touch"})
