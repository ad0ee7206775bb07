"""Bring the device to a screen of its map."""

from dataclasses import replace
from typing import ClassVar

from actors.device import Device
from actors.errors import NotSupported
from actors.steps import Step
from actors.verdict import Verdict, done
from navigation.walk import walk


class Goto(Step):
    """Walks to SCREEN, with a check of where it is after each edge."""

    main: ClassVar[str] = "screen"

    screen: str

    def run(self, device: Device) -> Verdict:
        if device.map is None:
            raise NotSupported(device.name, "a map to walk on")
        device.here, guess = None, device.here
        way = walk(device.map, self.screen, device, here=guess)
        device.here = self.screen
        weakest = min(device.found, key=_margin, default=done(""))
        return replace(weakest, reason=f"at {self.screen}: {way}")

    def __str__(self) -> str:
        return f"goto {self.screen}"

    def needs(self) -> frozenset[str]:
        return frozenset({"remote", "picture"})


def _margin(verdict: Verdict) -> float:
    """Return by how much it holds, so that a check that is about to fail is seen in time."""
    return 1.0 if verdict.threshold is None else verdict.score - verdict.threshold
