"""Pauses between the ticks of a clock, which are the life of a page, and no freezes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.monitor.definitions import Freeze
from actors.monitor.spans import ROUNDING, Span

if TYPE_CHECKING:
    from actors.verdict import Region


@dataclass(frozen=True)
class Stir:
    """The picture moved from START until END, with no more than short breaks.

    box: the small part that moved; None where more did.
    again: whether a tick at the same place was shortly before.
    """

    start: float
    end: float
    box: Region | None
    again: bool = False


class Pauses:
    """Sorts out which of the stretches without motion are pauses between two ticks.

    A stretch whose next tick is the first one is held back until the second one, or until
    there is none.
    """

    def __init__(self, definition: Freeze) -> None:
        self._definition = definition
        self._last: Stir | None = None
        self._held: Span | None = None

    def waits(self, since: float, at: float) -> bool:
        """Tell whether what stands still SINCE then may tick again."""
        last = self._last
        is_recent = last is not None and at - last.end <= self._definition.tick + ROUNDING
        return is_recent and self._follows_ticks(since)

    def then(self, still: Span | None, at: float, box: Region | None) -> list[Span]:
        """Take in that a stretch that was STILL, if any, has ended AT a time.

        box: the small part of the picture that changed; None where more did.  Return the
        stretches that are known to be no pauses.
        """
        follows = still is not None and self._follows_ticks(still.start)
        stir = self._last = self._stir(at, box)
        over = self._released(is_pause=stir.again)
        if still is None or still.seconds < self._definition.seconds - ROUNDING:
            return over
        if still.seconds > self._definition.tick + ROUNDING:
            return [*over, still]
        if stir.again or follows:
            return over
        if box:
            self._held = still
            return over
        return [*over, still]

    def known(self, at: float) -> list[Span]:
        """Take in that nothing has moved until AT; return what was no pause for all that."""
        if self._held and at - self._held.end > self._definition.tick:
            return self._released(is_pause=False)
        return []

    def _released(self, *, is_pause: bool) -> list[Span]:
        held, self._held = self._held, None
        return [] if held is None or is_pause else [held]

    def _stir(self, at: float, box: Region | None) -> Stir:
        """Return what the change of a BOX makes, on its own or with the last one."""
        last = self._last
        if last is None:
            return Stir(at, at, box)
        place = box if box and last.box and _meet(box, last.box) else None
        if at - last.end < self._definition.pause:  # one that takes some pictures
            lasts = at - last.start >= self._definition.pause
            return Stir(last.start, at, place, again=bool(last.again and place and not lasts))
        again = place and self._ticks(last) and at - last.end <= self._definition.tick + ROUNDING
        return Stir(at, at, box, again=bool(again))

    def _ticks(self, stir: Stir) -> bool:
        return stir.box is not None and stir.end - stir.start < self._definition.pause

    def _follows_ticks(self, since: float) -> bool:
        return bool(self._last and self._last.again and since <= self._last.end + ROUNDING)


def _meet(one: Region, other: Region) -> bool:
    """Tell whether two boxes have a pixel in common."""
    return all(
        one[side] < other[side] + other[side + 2] and other[side] < one[side] + one[side + 2]
        for side in (0, 1)
    )
