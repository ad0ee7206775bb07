"""What a map asks of a frame to tell its screens apart; each question remembers its picture."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from actors.checks import Check
from actors.checks.image import Image
from actors.checks.text import Text
from actors.vision.outline import Hint, Outline
from actors.vision.region import per_pixel
from actors.vision.search import SURE
from actors.vision.template import template

if TYPE_CHECKING:
    from actors.evidence import Glance
    from actors.reference import Picture
    from actors.verdict import Region, Verdict
    from actors.vision.glimpse import Glimpse
    from actors.vision.outline import Bounds, Place
    from actors.vision.region import Size

SLACK = 0.3  # by how much a likeness told from afar may be too low
POSSIBLE = Hint(1.0, 1.0, (0, 0))
RULED_OUT = Hint(0.0, 0.0, (0, 0))
ROUNDING = 2  # pixels that the size of what was found may be off, in a frame of another size
AROUND = 4  # pixels on each side of a place in which a picture is looked for closely

AnyCheck = TypeVar("AnyCheck", bound=Check)


class Question(Generic[AnyCheck]):
    """A check that one screen, or several, of a map have."""

    cost = 2  # orders questions: pictures, pictures that must not be there, all the rest

    def __init__(self, check: AnyCheck) -> None:
        self.check = check

    @property
    def measures(self) -> bool:
        """Whether its score says how alike something is that must be there."""
        return isinstance(self.check, Image | Text) and not self.check.absent

    @property
    def sought(self) -> tuple[tuple[Outline, Region], ...]:
        """The pictures of which one must be there, and where; none where it can hold without."""
        return ()

    def most(self, frame: Size, size: Size) -> float:  # noqa: ARG002
        """Return how many pixels of a FRAME it can find at most, for a map of SIZE."""
        return inf if self.measures else 0

    def hint(self, seen: Glimpse) -> Hint:  # noqa: ARG002
        """Return what a glimpse of all that is SEEN tells."""
        return POSSIBLE

    def search(self, seen: Glimpse, hint: Hint) -> Hint:  # noqa: ARG002
        """Return what it tells after a search wherever it may be, if HINT was of one place only."""
        return hint

    def is_likely(self, hint: Hint) -> bool:  # noqa: ARG002
        """Tell whether it may hold, after HINT."""
        return True

    def answer(self, glance: Glance, hint: Hint) -> Verdict:  # noqa: ARG002
        """Return the verdict; HINT only makes it come sooner."""
        return self.check.judge(glance)


class PictureQuestion(Question[Image]):
    """A picture that must, or must not, be there.

    Where it was found last is only a guess that saves time: what is not there is
    looked for elsewhere, before any answer that it may change.
    """

    def __init__(self, check: Image, size: Size) -> None:
        super().__init__(check)
        self.cost = int(check.absent)
        self._sought = tuple(_Sought(each, check, size) for each in check.alternatives)

    @property
    def sought(self) -> tuple[tuple[Outline, Region], ...]:
        must = not self.check.absent and not self.is_likely(RULED_OUT)
        return tuple(each.outlined for each in self._sought) if must else ()

    def most(self, frame: Size, size: Size) -> float:
        across, down = per_pixel(frame, size)
        return max(each.pixels(across, down) for each in self._sought) if self.measures else 0

    def hint(self, seen: Glimpse) -> Hint:
        return POSSIBLE if self.check.absent else max(each.hint(seen) for each in self._sought)

    def search(self, seen: Glimpse, hint: Hint) -> Hint:
        if self.is_likely(hint):
            return hint
        again = (each.search(seen) for each in self._sought if each.was_found)
        return max([hint, *again])  # what was never found has just been searched for

    def is_likely(self, hint: Hint) -> bool:
        return hint.likeness >= self.check.threshold - SLACK

    def answer(self, glance: Glance, hint: Hint) -> Verdict:
        for each in self._sought if self.is_likely(hint) else ():
            near = each.near(None if self.check.absent else hint.place)
            if near and self._settles(verdict := near.judge(glance)):
                return self._remembered(verdict, glance)
        return self._remembered(self.check.judge(glance), glance)

    def _settles(self, verdict: Verdict) -> bool:
        """Tell whether no other place changes VERDICT, as a search everywhere counts it."""
        return self._is_there(verdict) and (self.check.absent or verdict.score >= SURE)

    def _is_there(self, verdict: Verdict) -> bool:
        return verdict.holds != self.check.absent

    def _remembered(self, verdict: Verdict, glance: Glance) -> Verdict:
        if verdict.region and self._is_there(verdict):
            region = _scaled(verdict.region, glance.shown.size, glance.size)
            for each in self._sought:
                each.remember(region)
        return verdict


class _Sought:
    """One of the pictures of a CHECK, any of which may be there, and where it was found last."""

    def __init__(self, picture: Picture, check: Image, size: Size) -> None:
        self._check = check.model_copy(update={"reference": picture, "margin": 0})
        self._window: Region = check.area or (0, 0, *size)
        self._outline = Outline(template(picture))
        self._last: tuple[Place, Bounds] | None = None

    @property
    def was_found(self) -> bool:
        """Whether there is a place to look at first."""
        return self._last is not None

    @property
    def outlined(self) -> tuple[Outline, Region]:
        """What it looks like, and the part of the screen where it may be."""
        return self._outline, self._window

    def pixels(self, across: float, down: float) -> float:
        """Return how many pixels it has at most where it is so much larger."""
        width, height = self._outline.size
        return (width * across + ROUNDING) * (height * down + ROUNDING)

    def hint(self, seen: Glimpse) -> Hint:
        if self._last is None:
            return self.search(seen)
        place, bounds = self._last
        return bounds.hint(seen, place)

    def search(self, seen: Glimpse) -> Hint:
        return self._outline.search(seen, self._window)

    def near(self, place: Place | None) -> Image | None:
        """Return the check for the picture around PLACE, by default where it was found last.

        None where there is no room for it, or no place.
        """
        if place is None and self._last:
            place = self._last[0]
        if place is None:
            return None
        width, height = self._outline.size
        around = place[0] - AROUND, place[1] - AROUND, width + 2 * AROUND, height + 2 * AROUND
        region = _common(around, self._window)
        fits = region[2] >= width and region[3] >= height
        return self._check.model_copy(update={"region": region}) if fits else None

    def remember(self, region: Region) -> None:
        """Remember to look at REGION first, if it is of the size of this picture."""
        size = self._outline.size
        if max(abs(region[2] - size[0]), abs(region[3] - size[1])) > ROUNDING:
            return
        if self._last is None or self._last[0] != region[:2]:
            self._last = region[:2], self._outline.at(region[:2])


def question(check: Check, size: Size) -> Question[Any]:
    """Return what CHECK, of a map of SIZE, asks."""
    if isinstance(check, Image) and not check.count and not check.scales:
        return PictureQuestion(check, size)
    return Question(check)


def _scaled(region: Region, frame: Size, size: Size | None) -> Region:
    """Return where REGION of a FRAME is in a picture of SIZE."""
    across, down = per_pixel(frame, size)
    left, top, width, height = region
    return round(left / across), round(top / down), round(width / across), round(height / down)


def _common(one: Region, other: Region) -> Region:
    """Return the part that ONE and OTHER have in common."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    bottom = min(one[1] + one[3], other[1] + other[3])
    return left, top, right - left, bottom - top
