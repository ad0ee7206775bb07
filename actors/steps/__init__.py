"""What a test case does, step by step; one file for each kind."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from actors.kinds import Kind
from actors.verdict import Verdict

if TYPE_CHECKING:
    from actors.device import Device


class Step(Kind):
    """One thing that a test case does; a verdict that is false ends the case as failed."""

    package: ClassVar[str] = "actors.steps"

    @abstractmethod
    def run(self, device: Device) -> Verdict:
        """Do it, and say what came of it.  Raises DeviceError and NavigationError."""

    @abstractmethod
    def __str__(self) -> str:
        """Say what it does in a few words, such as `press UP, OK`."""

    @property
    def walks(self) -> bool:
        """Whether it goes along edges of the map, so that no edge can be made of it."""
        return False

    def needs(self) -> frozenset[str]:
        """Return the capabilities without which it cannot run."""
        return frozenset()
