"""Does the picture move?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.verdict import Region, Verdict
from actors.vision.region import Area, cut, inside, part_of

if TYPE_CHECKING:
    from actors.vision.luma import Movement

ENOUGH = 2  # moves, after which there is nothing to wait for


class Motion(Check):
    """Holds when REGION, or the whole picture, moves within SECONDS.

    It moves when its brightness, at a quarter of the size, changes in at least
    THRESHOLD of the region, and then changes again; where only two pictures
    come, once is enough.  The default is less than what a spinner of 16 pixels
    changes in a page of 1280x720, and more than what coding at 1 Mbit/s does.
    """

    region: Area | None = None
    seconds: float = Field(default=1.0, gt=0, le=60)
    threshold: float = Field(default=0.0003, gt=0, le=1)

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.luma import SHRINK, Movement, small_luma

        movement, frame, part = Movement(self.threshold), None, (0, 0, 0, 0)
        for frame in seen.frames(self.seconds):
            part = part_of(frame.size, self.region, seen.size)
            movement = movement.then(small_luma(cut(frame.pixels, part)))
            if len(movement.moves) >= ENOUGH:
                break
        if frame is None:
            raise CannotJudge(f"no picture came in {self.seconds:g} s")
        return Verdict(
            holds=movement.score >= self.threshold,
            score=movement.score,
            reason=self._reason(movement),
            region=_box(movement.box, part, SHRINK),
            searched=part if self.region else None,
            threshold=self.threshold,
            frame=frame,
        )

    def _reason(self, movement: Movement) -> str:
        if movement.pictures < 2:
            return f"no new picture came in {self.seconds:g} s"
        what = "region" if self.region else "picture"
        return f"{movement.score:.2%} of the {what} moved, needs {self.threshold:.2%}"

    def __str__(self) -> str:
        return f"motion in {list(self.region)}" if self.region else "motion"


def _box(box: Region | None, part: Region, shrink: int) -> Region | None:
    return inside(box, part, (shrink, shrink)) if box else None
