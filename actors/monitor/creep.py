"""Whether a picture creeps: moves, flows or fades by too little at a time to be seen at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from actors.monitor.definitions import STANDARD, Creep
from actors.monitor.drift import drift
from actors.monitor.spans import ROUNDING
from actors.monitor.texture import stray

if TYPE_CHECKING:
    from actors.monitor.luma import Luma

LOOK = 0.1  # seconds from one look to the next; it takes longer than all else
FAINT = 0.2  # mean difference, in grey levels, in which no creeping of any account can be


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture that was shown AT a time.

    level: its mean difference, in grey levels, to the oldest one that was kept then.
    """

    at: float
    luma: Luma
    level: float


class Signs(IntEnum):
    """How much speaks for it that something creeps between two pictures."""

    NONE = 0
    SOME = 1
    CLEAR = 2


def signs(before: Luma, after: Luma, definition: Creep = STANDARD.motion.creep) -> Signs:
    """Return what in the change between two pictures of one size speaks for creeping."""
    drifts = drift(before, after)
    lit = drifts.levels if drifts.part >= definition.light_part else 0.0
    moved = drifts.moved if drifts.moved_part >= definition.part else 0.0
    stirred = drifts.stirred if drifts.stirred_part >= definition.pieces_part else 0.0
    moved = max(moved, stirred)
    if lit >= definition.light or moved >= definition.clear:
        return Signs.CLEAR
    return Signs.SOME if lit >= definition.dim or moved >= definition.least else Signs.NONE


def strays(seen: Sequence[Seen], definition: Creep = STANDARD.motion.creep) -> bool:
    """Tell whether detail of the oldest picture has gone elsewhere, faster than a drift.

    It is more or coarser than noise, or more of it is gone than was a moment ago.
    """
    newest = seen[-1]
    lost = stray(seen[0].luma, newest.luma)
    if lost.levels < definition.stray or lost.kept > definition.kept:
        return False
    if lost.coarse >= definition.coarse or lost.levels >= definition.much:
        return True
    latest = [one for one in seen if one.at <= newest.at - LOOK + ROUNDING]
    lately = stray(latest[-1].luma, newest.luma) if latest else lost
    return lost.levels >= definition.grows * lately.levels


class CreepDetector:
    """Tells whether a picture creeps; what seems to for long does, for as long as it seems to.

    creeps: whether it does so.
    since: when that, or what may become it, seems to have begun; None where nothing seems to.
    over: when that was over, as long as that is news; else None.
    """

    def __init__(self, definition: Creep = STANDARD.motion.creep) -> None:
        self.creeps = False
        self.since: float | None = None
        self.over: float | None = None
        self._definition = definition
        self._looked = -math.inf

    def forget(self) -> None:
        """Take in that the picture is another one now."""
        self.creeps, self.since, self.over = False, None, None

    def then(self, seen: Sequence[Seen]) -> None:
        """Take in the pictures SEEN of late, the newest being the last of them."""
        newest = seen[-1]
        if newest.at - self._looked < LOOK - ROUNDING:
            return
        self._looked = newest.at
        found = self._signs(seen)
        if not found:
            self._miss(seen[0].at)
            return
        self.over = None
        if self.since is None:
            self.since = newest.at
        lasts = newest.at - self.since >= self._definition.patience - ROUNDING
        self.creeps = self.creeps or found is Signs.CLEAR or lasts

    def _miss(self, at: float) -> None:
        """Take in that a look finds nothing since AT; the second one in a row ends it."""
        if self.creeps and self.over is None:
            self.over = at
            return
        was_over = self.over if self.creeps else None
        self.forget()
        self.over = was_over

    def _signs(self, seen: Sequence[Seen]) -> Signs:
        """Compare the newest picture with the oldest, and if need be with one between them.

        What is back where it was, as in a hand that shakes, was elsewhere meanwhile.
        """
        oldest, newest = seen[0], seen[-1]
        found = Signs.NONE
        if newest.level >= FAINT:
            found = signs(oldest.luma, newest.luma, self._definition)
            if found is not Signs.CLEAR and strays(seen, self._definition):
                return Signs.CLEAR
        if found or self.since is None:
            return found
        middle = next(one for one in seen if one.at >= (oldest.at + newest.at) / 2)
        return signs(middle.luma, newest.luma, self._definition)
