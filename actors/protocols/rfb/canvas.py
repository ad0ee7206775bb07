"""The picture that a viewer paints from what the server says has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.interface import Pixels


@dataclass(frozen=True)
class Area:
    """A rectangle of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)

    def within(self, size: tuple[int, int]) -> bool:
        """Tell whether all of it is on a screen of that width and height."""
        return self.x + self.width <= size[0] and self.y + self.height <= size[1]


@dataclass(frozen=True, eq=False)
class Paint:
    """AREA has new PIXELS, of three colours and possibly a fourth byte; or one colour."""

    area: Area
    pixels: NDArray[np.uint8]


@dataclass(frozen=True)
class Move:
    """AREA shows what was at X and Y."""

    area: Area
    x: int
    y: int


@dataclass(frozen=True)
class Resize:
    """The screen has another SIZE, and nothing is known of what it shows."""

    size: tuple[int, int]


Change = Paint | Move | Resize


class Canvas:
    """A picture of SIZE, blank until all of it was painted."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._resize(size)

    @property
    def whole(self) -> bool:
        """Whether all of it was painted since it has its size."""
        return self._blank is None

    def apply(self, change: Change) -> None:
        """Make one CHANGE."""
        if isinstance(change, Resize):
            self._resize(change.size)
        elif isinstance(change, Move):
            source = Area(change.x, change.y, change.area.width, change.area.height)
            self._paint(change.area, self._pixels[source.slices].copy())
        else:
            self._paint(change.area, change.pixels)

    def picture(self) -> Pixels:
        """Return what is painted, blue-green-red, as an array of its own."""
        import cv2

        return cv2.cvtColor(self._pixels, cv2.COLOR_BGRA2BGR)

    def _resize(self, size: tuple[int, int]) -> None:
        width, height = size
        self.size = size
        self._pixels = np.zeros((height, width, 4), np.uint8)
        self._blank: NDArray[np.bool_] | None = np.ones((height, width), np.bool_)

    def _paint(self, area: Area, pixels: NDArray[np.uint8]) -> None:
        self._pixels[area.slices][..., : pixels.shape[-1]] = pixels
        if self._blank is not None:
            self._blank[area.slices] = False
            if not self._blank.any():
                self._blank = None
