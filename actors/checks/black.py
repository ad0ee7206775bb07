"""Is the picture black?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from actors.lasting import LastingPicture, Seconds, Teller, Told
from actors.monitor.definitions import STANDARD
from actors.monitor.definitions import Black as Definition

if TYPE_CHECKING:
    from actors.monitor.black import BlackDetector
    from actors.monitor.part import Part


class Black(LastingPicture):
    """Holds when nothing in REGION is brighter than LEVEL for SECONDS on end.

    level: of full-range luma, 0 (black) to 255 (white).  Without a region, it is the
    picture but for its lowest 30 %, where boxes draw a banner before there is a picture.
    """

    seconds: Seconds = STANDARD.black.seconds
    level: int = Field(default=STANDARD.black.level, ge=0, le=254)

    def teller(self) -> Teller:
        from actors.monitor.black import BlackDetector

        rows = 1.0 if self.region else STANDARD.black.rows
        black = replace(STANDARD.black, seconds=self.seconds, level=self.level, rows=rows)
        return _Blackness(BlackDetector(black), black)


@dataclass(frozen=True)
class _Blackness(Teller):
    detector: BlackDetector
    definition: Definition

    def then(self, part: Part, at: float) -> Told:
        from actors.monitor.black import brightest

        self.detector.then(part.luma, at)
        level = brightest(part.luma, self.definition)
        what = f"its brightest level is {level}, black is up to {self.definition.level}"
        return Told(self.detector.since, what)
