"""Press keys of the remote, one after the other."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from actors.device import Device
from actors.interface import Remote
from actors.steps import Step
from actors.verdict import Verdict, done


def _as_list(written: Any) -> Any:
    return [written] if isinstance(written, str) else written


Keys = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]


class Press(Step):
    """Presses KEYS, TIMES over, GAP seconds apart, and holds each of them for HOLD seconds."""

    main: ClassVar[str] = "keys"

    keys: Keys
    times: int = Field(default=1, ge=1, le=1000)
    gap: float = Field(default=0.2, ge=0)
    hold: float = Field(default=0.0, ge=0, le=60)

    def run(self, device: Device) -> Verdict:
        pressed = self.keys * self.times
        for number, key in enumerate(pressed):
            if number:
                device.wait(self.gap)
            device.need(Remote).press(key, self.hold)  # type: ignore[type-abstract]
        return done(f"pressed {', '.join(pressed)}")

    def __str__(self) -> str:
        times = f" {self.times} times" if self.times > 1 else ""
        held = f", each for {self.hold:g} s" if self.hold else ""
        return f"press {', '.join(self.keys)}{times}{held}"

    def needs(self) -> frozenset[str]:
        return frozenset({"remote"})
