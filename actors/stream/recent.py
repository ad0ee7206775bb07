"""The last seconds of sound."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RecentSound:
    """Keeps the newest SECONDS of mono samples that were added, RATE (Hz) of them a second."""

    def __init__(self, rate: int, seconds: float) -> None:
        self.rate = rate
        self._most = round(rate * seconds)
        self._parts: deque[NDArray[np.int16]] = deque()
        self._held = 0

    def add(self, samples: NDArray[np.int16]) -> None:
        """Append SAMPLES; the oldest go."""
        self._parts.append(samples)
        self._held += len(samples)
        while self._held - len(self._parts[0]) >= self._most:
            self._held -= len(self._parts.popleft())

    def holds(self, seconds: float) -> bool:
        """Tell whether so much has come."""
        return self._held >= round(self.rate * seconds)

    def newest(self, seconds: float) -> NDArray[np.int16]:
        """Return the samples of the newest SECONDS, or what there is of them."""
        import numpy as np

        joined = np.concatenate([np.zeros(0, np.int16), *self._parts])
        return joined[max(0, len(joined) - round(self.rate * seconds)) :]
