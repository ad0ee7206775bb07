"""How much is left of the time that something may take."""

from collections.abc import Callable


class Hourglass:
    """The SECONDS that something may take from now on, by CLOCK."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.seconds, self.now, self._began = seconds, clock, clock()

    @property
    def spent(self) -> float:
        """The seconds that have gone by."""
        return self.now() - self._began

    @property
    def left(self) -> float:
        """The seconds that have not; 0 or less when it is over."""
        return self.seconds - self.spent
