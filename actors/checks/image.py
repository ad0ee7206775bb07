"""Is this picture on the screen?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.reference import Picture, References
from actors.verdict import Region, Verdict
from actors.vision.region import Area, around

if TYPE_CHECKING:
    from actors.vision.scaled import View
    from actors.vision.search import Match

Factor = Annotated[float, Field(ge=0.1, le=10)]


def _can_be_found(read: Picture | tuple[Picture, ...]) -> Picture | tuple[Picture, ...]:
    from actors.vision.template import template

    for picture in (read,) if isinstance(read, Picture) else read:
        template(picture)
    return read


class Image(Check):
    """Holds when REFERENCE is in REGION, or anywhere, at its own size; with ABSENT, when it is not.

    Of several references any may be there.  MARGIN pixels around the region belong to
    it.  With COUNT, that many places must show it, and all that do are told.  With
    SCALES, the least and the most, it may be of another size.

    Transparent parts of the reference may show anything.  The score is 1 where
    it is there, and falls with the worst small patch of it: what coding, noise
    and shifts of half a pixel do leaves it above 0.9, a glyph more or less, other
    colours or half the brightness bring it below 0.6.  The default threshold lies
    between the two.  With ABSENT, score and threshold count from the other end.
    """

    main: ClassVar[str] = "reference"

    reference: Annotated[References, AfterValidator(_can_be_found)]
    region: Area | None = None
    margin: int = Field(default=0, ge=0)
    threshold: float = Field(default=0.8, gt=0, le=1)
    absent: bool = False
    count: int | None = Field(default=None, ge=1)
    scales: tuple[Factor, Factor] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.absent and self.count:
            raise ValueError("absent asks for no place and count for some: which is it?")
        if self.margin and not self.region:
            raise ValueError("a margin needs a region that it is around")
        if self.scales and self.scales[0] > self.scales[1]:
            raise ValueError(f"scales are the least and the most, not {list(self.scales)}")
        if self.scales and self.count:
            raise ValueError("count is for places of one size, without scales")
        self._fits()
        return self

    def _fits(self) -> None:
        from actors.vision.template import template

        if self.area is None:
            return
        least = self.scales[0] if self.scales else 1.0
        for picture in self.alternatives:
            width, height = template(picture).size
            if least * width > self.area[2] or least * height > self.area[3]:
                room = f"{self.area[2]}x{self.area[3]}"
                raise ValueError(
                    f"{picture.name} of {width}x{height} pixels does not fit in {room}"
                )

    @property
    def alternatives(self) -> tuple[Picture, ...]:
        """The references, of which any may be there."""
        return (self.reference,) if isinstance(self.reference, Picture) else self.reference

    @property
    def area(self) -> Region | None:
        """The region with its margin; None for everywhere."""
        return around(self.region, self.margin) if self.region else None

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.scaled import view
        from actors.vision.search import distinct

        frame = seen.frame()
        looked = view(frame, self.area, seen.size)
        names = {match: p.name for p in self.alternatives for match in self._matches(looked, p)}
        found = distinct(names)
        best = found[min(self.count or 1, len(found)) - 1]
        score = best.score if len(found) >= (self.count or 1) else 0.0
        there = [match for match in found if match.score >= self.threshold]
        return Verdict(
            holds=(score >= self.threshold) != self.absent,
            score=1 - score if self.absent else score,
            reason=self._reason(names[best], score, len(there)),
            region=looked.in_frame(found[0].region),
            regions=tuple(looked.in_frame(match.region) for match in there) if self.count else (),
            searched=looked.part if self.region else None,
            threshold=1 - self.threshold if self.absent else self.threshold,
            frame=frame,
        )

    def _matches(self, looked: "View", picture: Picture) -> "Iterator[Match]":
        """Yield the best place of PICTURE, or with a count all that there are."""
        from actors.vision.scales import find_scaled
        from actors.vision.search import find, find_all
        from actors.vision.template import template

        try:
            wanted = template(picture, looked.reference)
        except ValueError as e:
            raise CannotJudge(f"{e}, in so small a frame") from e
        if self.count:
            yield from find_all(looked.pyramid, wanted, 0.0)
        elif self.scales:
            yield find_scaled(looked.pyramid, wanted, self.scales)
        else:
            yield find(looked.pyramid, wanted)

    def _reason(self, name: str, score: float, there: int) -> str:
        bound = "must stay below" if self.absent else "needs"
        told = f"{name} matches {score:.3f}, {bound} {self.threshold:.3f}"
        return f"{told} at {self.count} places and does at {there}" if self.count else told

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        names = " or ".join(picture.name for picture in self.alternatives)
        return f"{'no ' if self.absent else ''}image {names}{where}"
