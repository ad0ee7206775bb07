"""What can go wrong on the way through a map.

NavigationError
 +-- UnknownScreen    the map has no screen of that name
 +-- UnknownEdge      the map has no edge between these two screens, or none of that name
 +-- NoRoute          no edges lead from here to there
 +-- Lost             the device was not brought to where it was sent
      +-- NotOnTheMap     it shows no screen of the map, whatever was tried
      +-- NotArriving     an edge that it needs does not arrive
      +-- Covered         a popup does not go, or comes again and again
      +-- TooLate         it was not there in time
"""


class NavigationError(Exception):
    """Base of every error of a walk."""


class UnknownScreen(NavigationError):
    """The map has no screen of that name."""

    def __init__(self, screen: str, known: tuple[str, ...]) -> None:
        super().__init__(screen, known)
        self.screen, self.known = screen, known

    def __str__(self) -> str:
        return f"no screen {self.screen!r} in the map (it has {', '.join(self.known)})"


class UnknownEdge(NavigationError):
    """The map has no edge from START to GOAL, or none of them is called NAME."""

    def __init__(self, start: str, goal: str, name: str | None = None) -> None:
        super().__init__(start, goal, name)
        self.start, self.goal, self.name = start, goal, name

    def __str__(self) -> str:
        called = f" called {self.name!r}" if self.name else ""
        return f"no edge{called} from {self.start!r} to {self.goal!r} in the map"


class NoRoute(NavigationError):
    """No edges lead from START to GOAL, after those that failed were left out."""

    def __init__(self, start: str, goal: str, avoided: int) -> None:
        super().__init__(start, goal, avoided)
        self.start, self.goal, self.avoided = start, goal, avoided

    def __str__(self) -> str:
        without = f" without the {self.avoided} edges that failed" if self.avoided else ""
        return f"no way from {self.start!r} to {self.goal!r}{without}"


class Lost(NavigationError):
    """The device was not brought to GOAL, because of REASON."""

    def __init__(self, goal: str, reason: str) -> None:
        super().__init__(goal, reason)
        self.goal, self.reason = goal, reason

    def __str__(self) -> str:
        return f"on the way to {self.goal!r}: {self.reason}"


class NotOnTheMap(Lost):
    """The device shows no screen of the map, whatever was tried."""


class NotArriving(Lost):
    """An edge without which there is no way does not arrive."""


class Covered(Lost):
    """A popup lies over it that does not go, or that comes again and again."""


class TooLate(Lost):
    """The device was not there in time."""
