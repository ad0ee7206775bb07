"""When the picture is black."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actors.monitor.definitions import STANDARD, Black
from actors.monitor.spans import Runs, Span

if TYPE_CHECKING:
    from actors.monitor.luma import Luma


def brightest(luma: Luma, definition: Black = STANDARD.black) -> int:
    """Return the highest level, 0 to 255, in the rows that count."""
    rows = max(1, round(luma.plane.shape[0] * definition.rows))
    return int(luma.plane[:rows].max())


def is_black(luma: Luma, definition: Black = STANDARD.black) -> bool:
    """Tell whether a picture is black."""
    return brightest(luma, definition) <= definition.level


class BlackDetector:
    """Tells the spans in which the picture is black.

    since: when the black that lasts now began, however short it is yet; None if it is not.
    """

    def __init__(self, definition: Black = STANDARD.black) -> None:
        self._definition = definition
        self._runs = Runs("black", definition.seconds)

    @property
    def since(self) -> float | None:
        return self._runs.since

    def then(self, luma: Luma, at: float) -> list[Span]:
        """Take in the next picture; return the spans that are over now."""
        span = self._runs.then(is_black(luma, self._definition), at)
        return [span] if span else []

    def end(self, at: float) -> list[Span]:
        """Take in that the last picture was gone at AT; return the span that ended so."""
        span = self._runs.end(at)
        return [span] if span else []
