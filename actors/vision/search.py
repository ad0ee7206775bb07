"""Where in a picture is a reference?  Coarse to fine, and then looked at closely."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import cv2
import numpy as np
from cv2.typing import MatLike

from actors.errors import CannotJudge
from actors.vision.likeness import likeness
from actors.vision.region import cut
from actors.vision.template import halved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.template import Level, Template

    Scale = tuple[Pixels, Level]

Place = tuple[int, int]  # left, top

PEAKS = 12  # the places of the right shape whose colours are looked at,
KEPT = 3  # and those of them that are looked at closely
SURE = 0.98  # the likeness at which no other place is looked at
BRIGHTNESS = 0.25  # the weight of brightness beside shape, where both are only a hint
NOWHERE = -9.0  # below every score
SAMPLE = 3  # of so many pixels one, in each direction
SLACK = 2  # pixels by which a place may be off after the scale is doubled


@dataclass(frozen=True)
class Match:
    """The place that is most like the reference, and how much it is: 0 to 1."""

    score: float
    region: Region


def find(picture: Pixels, wanted: Template) -> Match:
    """Return the best place of WANTED, at its own size, in PICTURE (height x width x 3).

    Raises CannotJudge where the picture is smaller than what is wanted.
    """
    width, height = wanted.size
    if picture.shape[1] < width or picture.shape[0] < height:
        room = f"{picture.shape[1]}x{picture.shape[0]}"
        raise CannotJudge(f"the reference of {width}x{height} pixels does not fit in {room}")
    best = None
    for place in _places(picture, wanted):
        score = _likeness(picture, wanted, place, beats=best.score if best else 0.0)
        if best is None or score > best.score:
            best = Match(score, (*place, width, height))
        if score >= SURE:
            break
    return best or Match(0.0, (0, 0, width, height))  # the picture is flat


def _likeness(picture: Pixels, wanted: Template, place: Place, *, beats: float) -> float:
    """Return how alike PLACE is; where it does not beat BEATS, the core of it is enough."""
    there = cut(picture, (*place, *wanted.size))
    core = wanted.levels[0].core
    mask = None if wanted.mask is None else cut(wanted.mask, core)
    score = likeness(cut(there, core), cut(wanted.pixels, core), mask)
    if score <= beats or core[2:] == wanted.size:
        return score
    return min(score, likeness(there, wanted.pixels, wanted.mask))


def _places(picture: Pixels, wanted: Template) -> Iterator[Place]:
    """Yield the places that may be it, the likeliest first."""
    finer = _pyramid(picture, wanted)
    peaks = _peaks(_scores(*finer.pop()))
    yield from (_finest(finer, place) for place in islice(peaks, 1))
    others = list(peaks)
    if finer:
        others = [_nearby(finer[-1], place) for place in others]
        finer.pop()
    others.sort(key=lambda place: _off_colour(picture, wanted, _full(place, len(finer))))
    yield from (_finest(finer, place) for place in others[:KEPT])


def _full(place: Place, halvings: int) -> Place:
    return place[0] << halvings, place[1] << halvings


def _off_colour(picture: Pixels, wanted: Template, place: Place) -> float:
    """Return how far the colours at about PLACE are off; only a sample of them is looked at."""
    part = cut(picture, (*place, *wanted.size))[::SAMPLE, ::SAMPLE]
    want = wanted.pixels[::SAMPLE, ::SAMPLE][: part.shape[0], : part.shape[1]]
    off = cv2.absdiff(part, want)
    if wanted.mask is not None:
        off[wanted.mask[::SAMPLE, ::SAMPLE][: part.shape[0], : part.shape[1]] == 0] = 0
    return float(off.mean())


def _pyramid(picture: Pixels, wanted: Template) -> list[Scale]:
    planes = [cv2.extractChannel(picture, wanted.channel)]
    while len(planes) < len(wanted.levels):
        planes.append(halved(planes[-1]))
    return list(zip(planes, wanted.levels, strict=True))


def _scores(plane: Pixels, level: Level) -> MatLike:
    """Return how promising each place is: of the right shape, and about as bright."""
    want = level.plane
    if level.mask is not None:
        # makes up for cells that begin elsewhere in the picture than in the reference
        plane, want = cv2.GaussianBlur(plane, (3, 3), 0), cv2.GaussianBlur(want, (3, 3), 0)
    shape = cv2.matchTemplate(plane, want, cv2.TM_CCOEFF_NORMED, mask=level.mask)
    off = cv2.matchTemplate(plane, want, cv2.TM_SQDIFF, mask=level.mask)
    scores = shape - BRIGHTNESS * np.minimum(off / level.power, 2)
    # where the picture is flat, its shape is undefined
    return np.where(np.isfinite(scores), scores, np.float32(NOWHERE))


def _peaks(scores: MatLike) -> Iterator[Place]:
    """Yield the highest places of SCORES, which it digs away, the highest first."""
    for _ in range(PEAKS):
        _, best, _, (left, top) = cv2.minMaxLoc(scores)
        if best <= NOWHERE:
            return
        yield left, top
        scores[max(0, top - 1) : top + 2, max(0, left - 1) : left + 2] = NOWHERE


def _finest(finer: list[Scale], place: Place) -> Place:
    """Follow PLACE down to the first, the full, scale."""
    for scale in reversed(finer):
        place = _nearby(scale, place)
    return place


def _nearby(scale: Scale, place: Place) -> Place:
    """Return where near PLACE, of half the scale, the difference is smallest."""
    plane, level = scale
    height, width = level.plane.shape
    left = min(max(0, 2 * place[0] - SLACK), plane.shape[1] - width)
    top = min(max(0, 2 * place[1] - SLACK), plane.shape[0] - height)
    window = cut(plane, (left, top, width + 2 * SLACK, height + 2 * SLACK))
    beside = window.shape[1] - width, window.shape[0] - height
    x, y, across, down = level.core
    window = cut(window, (x, y, across + beside[0], down + beside[1]))
    mask = None if level.mask is None else cut(level.mask, level.core)
    off = cv2.matchTemplate(window, cut(level.plane, level.core), cv2.TM_SQDIFF, mask=mask)
    _, _, (x, y), _ = cv2.minMaxLoc(off)
    return left + x, top + y
