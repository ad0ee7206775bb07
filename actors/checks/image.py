"""Is this picture on the screen?"""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from actors.checks import Check
from actors.interface import Evidence
from actors.reference import Picture, Reference
from actors.verdict import Verdict
from actors.vision.region import Area


def _can_be_found(picture: Picture) -> Picture:
    from actors.vision.template import template

    template(picture)
    return picture


class Image(Check):
    """Holds when REFERENCE is in REGION, or anywhere, at its own size; with ABSENT, when it is not.

    Transparent parts of the reference may show anything.  The score is 1 where
    it is there, and falls with the worst small patch of it: what coding, noise
    and shifts of half a pixel do leaves it above 0.9, a glyph more or less, other
    colours or half the brightness bring it below 0.6.  The default threshold lies
    between the two.  With ABSENT, score and threshold count from the other end.
    """

    main: ClassVar[str] = "reference"

    reference: Annotated[Reference, AfterValidator(_can_be_found)]
    region: Area | None = None
    threshold: float = Field(default=0.8, gt=0, le=1)
    absent: bool = False

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.scaled import view
        from actors.vision.search import find
        from actors.vision.template import template

        frame = seen.frame()
        looked = view(frame, self.region, seen.size)
        match = find(looked.pixels, template(self.reference))
        found = match.score >= self.threshold
        return Verdict(
            holds=found != self.absent,
            score=1 - match.score if self.absent else match.score,
            reason=self._reason(match.score),
            region=looked.in_frame(match.region),
            searched=looked.part if self.region else None,
            threshold=1 - self.threshold if self.absent else self.threshold,
            frame=frame,
        )

    def _reason(self, score: float) -> str:
        bound = "must stay below" if self.absent else "needs"
        return f"{self.reference.name} matches {score:.3f}, {bound} {self.threshold:.3f}"

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        return f"{'no ' if self.absent else ''}image {self.reference.name}{where}"
