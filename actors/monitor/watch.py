"""What goes wrong in pictures and sound, live or recorded: freezes, blacks and silences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actors.monitor.black import BlackDetector
from actors.monitor.definitions import STANDARD, Definitions
from actors.monitor.freeze import FreezeDetector
from actors.monitor.silence import SilenceDetector
from actors.monitor.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from actors.monitor.luma import Luma


class Watch:
    """Takes pictures and sound, each in the order of time, and tells the incidents in them."""

    def __init__(self, definitions: Definitions = STANDARD) -> None:
        self._freeze = FreezeDetector(definitions)
        self._black = BlackDetector(definitions.black)
        self._silence = SilenceDetector(definitions.silence)

    @property
    def lasting(self) -> dict[str, float]:
        """Since when what goes on now does so, by its kind, however short it is yet."""
        since = {
            "freeze": self._freeze.lasting,
            "black": self._black.since,
            "silence": self._silence.since,
        }
        return {kind: at for kind, at in since.items() if at is not None}

    def picture(self, luma: Luma, at: float) -> list[Span]:
        """Take in a picture shown AT; return the incidents that are over now."""
        return [*self._freeze.then(luma, at), *self._black.then(luma, at)]

    def sound(self, samples: NDArray[np.generic], rate: int, at: float) -> list[Span]:
        """Take in SAMPLES, n or channels x n, that play RATE a second from AT on."""
        return self._silence.then(samples, rate, at)

    def unheard(self) -> list[Span]:
        """Take in that sound was missed after the last; return the incidents that ended so."""
        return self._silence.unheard()

    def end(self, at: float) -> list[Span]:
        """Take in that everything was over at AT; return the incidents that ended so."""
        return [*self._freeze.end(at), *self._black.end(at), *self._silence.end(at)]
