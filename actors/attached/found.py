"""Something that was found, as it may stand in a lab file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """What may be a device, or a part of one.

    called, model: guesses.  driver: its kind and settings, those that nothing tells made up.
    said: what it was told by, and what is to be done before it works.
    """

    called: str
    model: str
    kind: str
    settings: Mapping[str, object]
    said: str

    @property
    def name(self) -> str:
        """What it is called, in signs that the name of a device may have."""
        return re.sub(r"[^a-z0-9]+", "-", self.called.lower()).strip("-") or self.kind
