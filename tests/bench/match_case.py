"""A frame, what is looked for in it, and whether an answer to that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2

from actors.checks.image import Image
from actors.evidence import Recording
from actors.interface import Frame
from actors.reference import Picture
from actors.vision.region import cut
from tests.bench.match_pages import SIZE, Page, Random, Tile, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.interface import Pixels
    from actors.verdict import Region, Verdict

    Changed = Callable[[Pixels, Random], Pixels]
    Maker = Callable[[str, Random], "Case"]

LARGE = (1920, 1080)


@dataclass(frozen=True, eq=False)
class Case:
    """A FRAME and what is looked for in it; `place` is where it is, None for nowhere.

    reference: height x width x 3 or, with alpha, 4, in a picture of SIZE (width, height).
    region: where it is looked for, in a picture of SIZE; None for everywhere.
    """

    kind: str
    frame: Pixels
    reference: Pixels
    place: Region | None
    region: Region | None = None
    size: tuple[int, int] = SIZE

    def judged(self) -> Verdict:
        """Return what the image check says of it."""
        name = f"{self.kind}.png"
        reference = Picture(name, cv2.imencode(".png", self.reference)[1].tobytes())
        seen = Recording([Frame(self.frame, 0.0)], self.size)
        return Image(reference=reference, region=self.region).judge(seen)

    def is_right(self, holds: bool, at: tuple[int, int]) -> bool:
        """Return whether it was told apart: not found where absent, found at its place if not."""
        if self.place is None:
            return not holds
        return holds and max(abs(at[0] - self.place[0]), abs(at[1] - self.place[1])) <= 2


def choice(random: Random, these: Page, *, plain: bool = False) -> int:
    """Return the number of a tile, with PLAIN one without a picture in it."""
    numbers = [n for n, tile in enumerate(these.tiles) if not (plain and tile.art)]
    return int(random.choice(numbers))


def _part(random: Random, tile: Tile, parts: int) -> Region:
    """Return what somebody would cut out as a reference: a tile, its name or its symbol."""
    whole = tile.region
    return (whole, whole, tile.label, tile.icon)[int(random.integers(parts))]


def with_something_in_it(random: Random, *, parts: int = 4) -> tuple[Page, Region, Pixels]:
    """Return a page, one of the first PARTS of a tile of it, and the page drawn."""
    while True:
        these = page(random)
        place = _part(random, these.tiles[choice(random, these)], parts)
        pixels = these.drawn()
        if float(cut(pixels, place).std(axis=(0, 1)).max()) > 8:
            return these, place, pixels
