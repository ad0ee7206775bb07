"""Does the picture stand still?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from actors.lasting import LastingPicture, Seconds, Teller, Told
from actors.monitor.definitions import STANDARD

if TYPE_CHECKING:
    from actors.monitor.motion import MotionDetector
    from actors.monitor.part import Part


class Still(LastingPicture):
    """Holds when nothing moves in REGION, or the whole picture, for SECONDS on end.

    It moves when at least THRESHOLD of it changes by more than noise, coding and
    key frames change it, all at once or little by little.  A black picture is
    still; one that is still and not black is frozen, which the check `freeze` tells.
    """

    seconds: Seconds = STANDARD.still.seconds
    threshold: float = Field(default=STANDARD.motion.share, gt=0, le=1)

    def teller(self) -> Teller:
        from actors.monitor.motion import MotionDetector

        return _Stillness(MotionDetector(replace(STANDARD.motion, share=self.threshold)))


@dataclass(frozen=True)
class _Stillness(Teller):
    detector: MotionDetector

    def then(self, part: Part, at: float) -> Told:
        change = self.detector.then(part.luma, at)
        return Told(self.detector.still_since, f"{change.share:.2%} of it changed", change.box)
