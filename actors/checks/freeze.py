"""Is the picture frozen?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import Field

from actors.lasting import LastingPicture, Seconds, Teller, Told
from actors.monitor.definitions import STANDARD

if TYPE_CHECKING:
    from actors.monitor.freeze import FreezeDetector
    from actors.monitor.part import Part
    from actors.monitor.spans import Span


class Freeze(LastingPicture):
    """Holds when REGION, or the whole picture, is frozen for SECONDS on end.

    Frozen is what stands still (see the check `still`, and its THRESHOLD) and is not
    black (see the check `black`).  A page that is still but for a clock in it is not
    frozen: between two ticks at the same place it only waits.
    """

    seconds: Seconds = STANDARD.freeze.seconds
    threshold: float = Field(default=STANDARD.motion.share, gt=0, le=1)

    @property
    def certain(self) -> float:
        """A clock ticks within that time, if there is one."""
        return max(self.seconds, STANDARD.freeze.tick)

    def teller(self) -> Teller:
        from actors.monitor.freeze import FreezeDetector

        freeze = replace(STANDARD.freeze, seconds=self.seconds)
        motion = replace(STANDARD.motion, share=self.threshold)
        return _Freezing(FreezeDetector(replace(STANDARD, freeze=freeze, motion=motion)))


@dataclass(frozen=True)
class _Freezing(Teller):
    detector: FreezeDetector

    def then(self, part: Part, at: float) -> Told:
        over = self.detector.then(part.luma, at)
        return Told(self.detector.since, over=_longest(over))

    def end(self, at: float) -> Span | None:
        return _longest(self.detector.end(at))


def _longest(spans: Sequence[Span]) -> Span | None:
    return max(spans, key=lambda span: span.seconds, default=None)
