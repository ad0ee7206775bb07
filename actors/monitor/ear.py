"""What a device plays, heard piece after piece by one that only listens."""

from __future__ import annotations

import math
import threading
import time
from typing import Any, Protocol, TypeVar

from actors.errors import DeviceError
from actors.interface import Samples, Sound

Face = TypeVar("Face")

PIECE = 0.2  # seconds of sound that are heard at once
LONGEST = 5.0  # seconds of sound that are made up for, when they were not heard in time
HOLE = 0.5  # seconds that were not heard and yet do not count as missed
DEAF = 30.0  # seconds until a device that plays nothing is listened to again


class Onlooked(Protocol):
    """A device, to one that only looks at it; RUNNING is held while a test uses it."""

    @property
    def name(self) -> str: ...

    @property
    def running(self) -> threading.Lock: ...

    def has(self, face: type[Any]) -> bool: ...

    def look(self, face: type[Face]) -> Face: ...


class Ear:
    """Hears what DEVICE plays from now on.

    missed: whether the last call of `piece` found that a part had not been heard, before the
    piece that it returned or, where it returned None, from now on.
    """

    def __init__(self, device: Onlooked) -> None:
        self.missed = False
        self._device = device
        self._heard = time.time()
        self._next = 0.0 if device.has(Sound) else math.inf

    def piece(self) -> Samples | None:
        """Return what was played since the last time; None while that is too little to ask for."""
        now, self.missed = time.monotonic(), False
        if now < self._next:
            return None
        self._next = now + PIECE
        lag = max(0.0, time.time() - self._heard)
        try:
            newest = self._device.look(Sound).sound(min(lag + PIECE, LONGEST))  # type: ignore[type-abstract]
        except DeviceError:
            self._next = now + DEAF  # the picture may be there all the same
            self.missed = True
            return None
        piece = newest.since(self._heard)
        if not len(piece.samples):
            return None
        self.missed = piece.at - self._heard > HOLE
        self._heard = piece.end
        return piece
