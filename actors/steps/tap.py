"""Touch a point of the screen, or the middle of what a check finds."""

from typing import ClassVar, Self

from pydantic import Field, model_validator

from actors.checks import Check
from actors.device import Device
from actors.errors import CannotJudge
from actors.interface import Touch
from actors.parse import AnyCheck
from actors.steps import Step
from actors.until import Patience, answer
from actors.verdict import Verdict, done


class Tap(Step):
    """Touches AT (in the map's size), or, when it shows WITHIN seconds, what ON finds."""

    main: ClassVar[str] = "at"

    at: tuple[int, int] | None = None
    on: AnyCheck | None = None
    within: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.at is None) == (self.on is None):
            raise ValueError("needs either 'at: [x, y]' or 'on: a check', and not both")
        return self

    def run(self, device: Device) -> Verdict:
        if self.on is not None:
            return self._tap_found(device, self.on)
        touch = device.need(Touch)  # type: ignore[type-abstract]
        x, y = scaled(self.at or (0, 0), device.size, touch.screen_size())
        touch.tap(x, y)
        return done(f"tapped {x}, {y}")

    def _tap_found(self, device: Device, wanted: Check) -> Verdict:
        verdict = answer(wanted, device, patience=Patience(self.within))
        if not verdict:
            return verdict
        if verdict.region is None or verdict.frame is None:
            raise CannotJudge(f"{wanted} holds, but finds no place to touch")
        touch = device.need(Touch)  # type: ignore[type-abstract]
        left, top, width, height = verdict.region
        middle = (left + width // 2, top + height // 2)
        touch.tap(*scaled(middle, verdict.frame.size, touch.screen_size()))
        return verdict

    def __str__(self) -> str:
        return f"tap {self.at[0]}, {self.at[1]}" if self.at else f"tap on {self.on}"

    def needs(self) -> frozenset[str]:
        return frozenset({"touch"} | (self.on.needs() if self.on else set()))


def scaled(
    point: tuple[int, int], size: tuple[int, int] | None, screen: tuple[int, int]
) -> tuple[int, int]:
    """Return where POINT of a picture of SIZE is on a SCREEN; None is of the same size."""
    if size is None:
        return point
    return point[0] * screen[0] // size[0], point[1] * screen[1] // size[1]
