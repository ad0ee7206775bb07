"""How long to wait before the next try of what failed: longer each time, up to a limit."""

from dataclasses import dataclass


@dataclass
class Backoff:
    """Pauses that begin with FIRST seconds and double, up to MOST; a success begins anew."""

    first: float = 0.1
    most: float = 2.0
    _next: float = 0.0

    def failed(self) -> float:
        """Return the seconds to wait after one more failure."""
        pause = max(self.first, self._next)
        self._next = min(2 * pause, self.most)
        return pause

    def worked(self) -> None:
        """Forget the failures."""
        self._next = 0.0
