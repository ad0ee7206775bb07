"""Switch the supply of the device."""

import time
from typing import ClassVar, Self

from pydantic import Field, model_validator

from actors.device import Device
from actors.interface import Power as PowerFace
from actors.power import OnOffCycle
from actors.steps import Step
from actors.verdict import Measure, Verdict, done

PAUSE = 0.5  # seconds between two looks at a device that starts


class Power(Step):
    """Switches the supply on or off, or, to cycle it, off for OFF_FOR seconds and then on.

    It is done when the state that is read back says so.  A device without power loses its
    links: they are given up, and made anew when they are next needed.  With WITHIN, which on and
    cycle take, it holds when all links answer a probe again within so many seconds from then on,
    and measures them as `boot`; without, the device may still be starting.  A test that is
    stopped while the supply is off leaves it on.
    """

    main: ClassVar[str] = "to"

    to: OnOffCycle
    off_for: float = Field(default=5.0, gt=0, le=3600)
    within: float = Field(default=0.0, ge=0)

    @model_validator(mode="after")
    def _waits_only_for_what_starts(self) -> Self:
        if self.within and self.to == "off":
            raise ValueError("'within' waits for a device that starts: not with 'off'")
        return self

    def run(self, device: Device) -> Verdict:
        if self.to == "off":
            _switched(device, False)
            return done("switched off")
        if self.to == "on":
            _switched(device, True)
            what = "switched on"
        else:
            what = f"off for {self._cycle(device):.1f} s, then on"
        return self._started(device, what) if self.within else done(what)

    def _cycle(self, device: Device) -> float:
        """Switch off and on, and return how long it was off; seconds."""
        supply = _switched(device, False)
        began = time.monotonic()
        try:
            device.wait(self.off_for)
        finally:
            if device.allowed():
                _tell(supply, device, True)
        return time.monotonic() - began

    def _started(self, device: Device, what: str) -> Verdict:
        began, before = time.monotonic(), 0.0
        while True:
            asked = time.monotonic() - began
            broken = next((link for link in device.probe() if not link.works), None)
            taken = time.monotonic() - began
            if broken is None or taken >= self.within:
                break
            before = asked
            device.wait(min(PAUSE, self.within - taken))
        if broken:
            silent = f"{broken.kind} does not answer within {self.within:g} s: {broken.said}"
            return Verdict(False, 0.0, f"{what}; {silent}")
        in_time = taken <= self.within
        reason = f"{what}; every link answers {taken:.1f} s later, needs {self.within:g} s"
        boot = Measure("boot", taken, taken - before)
        return Verdict(in_time, float(in_time), reason, measures=(boot,))

    def __str__(self) -> str:
        off = f", {self.off_for:g} s off" if self.to == "cycle" else ""
        back = f", back within {self.within:g} s" if self.within else ""
        return f"power {self.to}{off}{back}"

    def needs(self) -> frozenset[str]:
        return frozenset({"power"})


def _switched(device: Device, on: bool) -> PowerFace:
    """Switch the supply, and return it; what has no power has no links either."""
    supply = device.need(PowerFace)  # type: ignore[type-abstract]
    _tell(supply, device, on)
    if not on:
        device.close(but=supply)
    return supply


def _tell(supply: PowerFace, device: Device, on: bool) -> None:
    device.acted = time.time()  # the device cannot know: a supply is also asked for its state
    supply.switch(on)
