"""Propose references that tell screens apart, as far as the pictures at hand can prove it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2

from actors.checks.image import Image
from actors.evidence import Recording
from actors.reference import Picture
from actors.survey.candidates import ANOTHER, Candidate, Gallery
from actors.survey.sight import Sight
from actors.vision.region import cut
from navigation.trace import State

if TYPE_CHECKING:
    from actors.interface import Pixels

MARGIN = 16  # pixels around a reference in which it is looked for
TRIED = 12  # candidates of a screen, the best first
REFERENCES = 3  # of one screen, at most, all of which must be there


@dataclass(frozen=True, eq=False)
class Proposal:
    """The CHECKS that hold on all pictures of a screen, and all of them on no other's.

    page: a picture of the screen, for people.
    confused: the screens on whose pictures they hold too, as nothing was found that does not.
    """

    checks: tuple[Image, ...]
    page: Picture
    confused: tuple[State, ...] = ()

    @property
    def references(self) -> tuple[Picture, ...]:
        """The pictures that the checks look for, one each."""
        return tuple(picture for check in self.checks for picture in check.alternatives)


def propose(gallery: Gallery, names: Mapping[State, str], *, folder: str) -> dict[State, Proposal]:
    """Return how each screen may be known; its pictures are files in FOLDER, called after it.

    A screen of which nothing stays, or can be found again, has a proposal without checks.
    """
    return {screen: _proposal(gallery, screen, f"{folder}/{names[screen]}") for screen in names}


def _proposal(gallery: Gallery, screen: State, file: str) -> Proposal:
    first = gallery.sights[screen][0]
    checks: tuple[Image, ...] = ()
    left = frozenset(gallery.sights) - {screen}
    for candidate in gallery.candidates(screen)[:TRIED]:
        number = f"-{len(checks) + 1}" if checks else ""
        check = _check(first, candidate, f"{file}{number}.png")
        if check is None or not all(_holds(check, sight) for sight in gallery.sights[screen]):
            continue
        confused = frozenset(_confused(check, candidate, gallery, left))
        if not checks or confused < left:
            checks, left = (*checks, check), confused
        if not left or len(checks) == REFERENCES:
            break
    return Proposal(checks, picture(f"{file}-page.png", first.frame.pixels), tuple(sorted(left)))


def _check(sight: Sight, candidate: Candidate, file: str) -> Image | None:
    """Return the check for CANDIDATE as SIGHT shows it; None where it cannot be found again."""
    frame = sight.frame
    region = candidate.region(frame.size)
    left, top = max(0, region[0] - MARGIN), max(0, region[1] - MARGIN)
    right = min(frame.size[0], region[0] + region[2] + MARGIN)
    bottom = min(frame.size[1], region[1] + region[3] + MARGIN)
    around = left, top, right - left, bottom - top
    try:
        return Image(reference=picture(file, cut(frame.pixels, region)), region=around)
    except ValueError:  # of one colour, say
        return None


def _confused(
    check: Image, candidate: Candidate, gallery: Gallery, others: Iterable[State]
) -> Iterable[State]:
    """Yield those of OTHERS that show what CHECK asks for."""
    for other in others:
        if candidate.unlike[other] >= ANOTHER and not gallery.sights[other][0].is_restless:
            continue  # not worth a close look
        if any(_holds(check, sight) for sight in gallery.sights[other]):
            yield other


def _holds(check: Image, sight: Sight) -> bool:
    return bool(check.judge(Recording((sight.frame,), size=sight.frame.size)))


def picture(name: str, pixels: Pixels) -> Picture:
    """Return PIXELS as a PNG whose file is called NAME."""
    return Picture(name, cv2.imencode(".png", pixels)[1].tobytes())
