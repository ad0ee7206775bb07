"""Parts of a screen that may tell it from all others: they stay on it, and are on no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.survey.sight import ACROSS, DOWN, Cells, Sight, differing, steady
from navigation.trace import State

if TYPE_CHECKING:
    from actors.verdict import Region

Part = TypeVar("Part", np.bool_, np.float64)

LETTERS = np.ones((1, 5), np.uint8)  # cells by which the words of a title are one
CLOCK = np.ones((3, 17), np.uint8)  # around cells that move: the hours that will change, too
STEP = 0.2  # of worth, by which one is better than another
LEAST, MOST = (2, 1), (30, 6)  # cells, across and down, of what can be looked for fast
ANOTHER = 0.5  # the part of the detail that differs where something else is shown for sure


@dataclass(frozen=True, eq=False)
class Candidate:
    """A BOX of cells (left, top, width, height) that stays on its screen.

    calm: on what part of all screens nothing moves there with the focus, as in a header.
    unlike: how much of it differs, at least, from each other screen.
    """

    box: Region
    calm: float
    unlike: Mapping[State, float]

    @property
    def worth(self) -> float:
        """How well it tells its screen from all others, and from itself with another focus."""
        return min(1.0, min(self.unlike.values(), default=1.0) / ANOTHER) * self.calm

    def region(self, size: tuple[int, int]) -> Region:
        """Return its pixels in a picture of SIZE."""
        across, down = size[0] / ACROSS, size[1] / DOWN
        left, top, width, height = self.box
        return round(left * across), round(top * down), round(width * across), round(height * down)


class Gallery:
    """The SIGHTS of all screens, by the first state of each; CLOCKS move on some of them."""

    def __init__(
        self, sights: Mapping[State, Sequence[Sight]], clocks: Cells | None = None
    ) -> None:
        self.sights = sights
        still = np.ones((DOWN, ACROSS), np.bool_) if clocks is None else ~_widened(clocks)
        self._steady = {screen: steady(seen) & still for screen, seen in sights.items()}

    def candidates(self, screen: State) -> list[Candidate]:
        """Return the parts that may tell SCREEN, the best first."""
        found = (self._candidate(screen, box) for box in self._boxes(screen))
        # of those about as good, the one that is higher up and to the left: titles are
        return sorted(found, key=lambda each: (-round(each.worth / STEP), each.box[1::-1]))

    @cached_property
    def _calm(self) -> NDArray[np.float64]:
        """For each cell, on what part of the screens whose focus moved it stayed the same."""
        moved = [
            self._steady[screen]
            for screen, seen in self.sights.items()
            if len(seen) > 1 and not seen[0].is_restless  # no focus is seen in a player
        ]
        return np.mean(moved, axis=0) if moved else np.ones((DOWN, ACROSS))

    def _boxes(self, screen: State) -> Iterator[Region]:
        stays = self._steady[screen]
        detail = stays & self.sights[screen][0].detailed
        joined = cv2.morphologyEx(detail.astype(np.uint8), cv2.MORPH_CLOSE, LETTERS)
        count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for left, top, width, height, _ in stats[1:count].tolist():
            # without its rim, too: a popup's has some of what lies under it
            for rim in (0, 1):
                across, down = min(width, MOST[0]) - 2 * rim, min(height, MOST[1]) - 2 * rim
                box = left + rim, top + rim, across, down
                if across >= LEAST[0] and down >= LEAST[1] and _cut(stays, box).all():
                    yield box

    def _candidate(self, screen: State, box: Region) -> Candidate:
        others = {
            other: min(unlike(self.sights[screen][0], sight, box) for sight in seen)
            for other, seen in self.sights.items()
            if other != screen
        }
        return Candidate(box, float(_cut(self._calm, box).mean()), others)


def _widened(clocks: Cells) -> Cells:
    return np.asarray(cv2.dilate(clocks.astype(np.uint8), CLOCK) > 0)


def unlike(one: Sight, other: Sight, box: Region) -> float:
    """Return how much of the detail in BOX of ONE is not what OTHER shows there."""
    detail = _cut(one.detailed, box)
    apart = _cut(differing(one.small, other.small), box)
    return float(apart[detail].mean()) if detail.any() else 0.0


def _cut(cells: NDArray[Part], box: Region) -> NDArray[Part]:
    left, top, width, height = box
    return cells[top : top + height, left : left + width]
