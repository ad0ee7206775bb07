"""Are macroblocks of the picture damaged?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from actors.lasting import LastingPicture, Seconds, Teller, Told
from actors.monitor.definitions import STANDARD

if TYPE_CHECKING:
    from actors.monitor.blocks import BlocksDetector
    from actors.monitor.part import Part


class Blocks(LastingPicture):
    """Holds when lost or broken packets damage REGION, or the whole picture, for SECONDS on end.

    A picture is damaged where new corners of sharp edges are on at least THRESHOLD of the
    crossings of the grid that it was coded on; a second without one that is damaged ends it.
    The pictures must have the size that they were coded in: one that was scaled does not
    show the grid.
    """

    seconds: Seconds = STANDARD.blocks.within
    threshold: float = Field(default=STANDARD.blocks.share, gt=0, le=1)

    def teller(self) -> Teller:
        from actors.monitor.blocks import BlocksDetector

        definition = replace(STANDARD.blocks, share=self.threshold)
        return _Damage(BlocksDetector(definition), self.threshold)


@dataclass(frozen=True)
class _Damage(Teller):
    detector: BlocksDetector
    share: float

    def then(self, part: Part, at: float) -> Told:
        from actors.monitor.blocks import GRID

        self.detector.then(part.brightness(GRID), at)
        what = f"{self.detector.share:.2%} of it is damaged, at {self.share:.2%} it counts"
        return Told(self.detector.since, what)
