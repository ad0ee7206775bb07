"""The last seconds of sound."""

from collections import deque

from actors.interface import Samples


class RecentSound:
    """Keeps the newest SECONDS of the sound that was added, RATE (Hz) samples a second."""

    def __init__(self, rate: int, seconds: float) -> None:
        self.rate = rate
        self._most = round(rate * seconds)
        self._parts: deque[Samples] = deque()
        self._held = 0

    def add(self, part: Samples) -> None:
        """Append PART; the oldest go."""
        self._parts.append(part)
        self._held += len(part.samples)
        while self._held - len(self._parts[0].samples) >= self._most:
            self._held -= len(self._parts.popleft().samples)

    def holds(self, seconds: float) -> bool:
        """Tell whether so much has come."""
        return self._held >= round(self.rate * seconds)

    def newest(self, seconds: float) -> Samples:
        """Return the newest SECONDS of it, or what there is of them."""
        import numpy as np

        joined = np.concatenate([np.zeros(0, np.int16), *(part.samples for part in self._parts)])
        samples = joined[max(0, len(joined) - round(self.rate * seconds)) :]
        end = self._parts[-1].end if self._parts else 0.0
        return Samples(samples, self.rate, end - len(samples) / self.rate)
