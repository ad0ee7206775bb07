"""Introducing this machine to a device that takes commands from those it knows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

PATIENCE = 60.0  # seconds that a person has to answer what the device asks on its screen


class Pairing(ABC):
    """Of drivers whose settings hold what the device gave them when it came to know them."""

    @abstractmethod
    def pair(self, ask: Callable[[str], str]) -> Mapping[str, str]:
        """Return the settings that make the device know this driver from now on.

        ASK puts a question to a person who sees the screen, and returns the answer.
        Raises what drivers raise; Refused where the person, or the device, says no.
        """
