"""Where in a picture is a reference?  Coarse to fine, and then looked at closely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.errors import CannotJudge
from actors.vision.likeness import likeness
from actors.vision.pyramid import Pyramid, about_0
from actors.vision.region import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.level import Level, Plane
    from actors.vision.region import Size
    from actors.vision.template import Template

Place = tuple[int, int]  # left, top

EXACT = 0.4  # the promise of the core, at the exact place, from which all of it is looked at
PEAKS = 24  # the most promising places, whose colours are looked at,
KEPT = 4  # and those of them that are looked at closely
MANY = 200  # places of one reference at most
SURE = 0.9  # the likeness at which no other place is looked at
SAMPLE = 400  # pixels of a place by which its colours are known
NEAR = np.ones((3, 3), np.uint8)
SLACK = 2  # pixels by which a place may be off beside what shrinking hides


@dataclass(frozen=True)
class Match:
    """A place that is like the reference, and how much it is: 0 to 1."""

    score: float
    region: Region


def find(picture: Pixels | Pyramid, wanted: Template) -> Match:
    """Return the best place of WANTED, at its own size, in PICTURE (height x width x 3).

    Where no place promises anything it is the one with the nearest colours.

    Raises CannotJudge where the picture is smaller than what is wanted.
    """
    pyramid = picture if isinstance(picture, Pyramid) else Pyramid(picture)
    best = None
    for place in _likely(pyramid, wanted):
        match = match_near(pyramid, wanted, place)
        if best is None or match.score > best.score:
            best = match
        if match.score >= SURE:
            break
    return best or _nearest(pyramid, wanted)


def find_all(picture: Pixels | Pyramid, wanted: Template, threshold: float) -> tuple[Match, ...]:
    """Return all places of WANTED that score THRESHOLD, the best first, MANY at most.

    Of places that overlap by more than half, the best is kept; with a threshold
    of 0 there is at least one.  Raises CannotJudge where the picture is smaller
    than what is wanted.
    """
    pyramid = picture if isinstance(picture, Pyramid) else Pyramid(picture)
    matches = {match_near(pyramid, wanted, place) for place in _peaks(pyramid, wanted, MANY)}
    matches = matches or {_nearest(pyramid, wanted)}
    return distinct(match for match in matches if match.score >= threshold)


def distinct(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return MATCHES, the best first, without those of which a better one covers over half."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: -match.score):
        if not any(_covered(match.region, other.region) > 0.5 for other in kept):
            kept.append(match)
    return tuple(kept)


def match_near(
    pyramid: Pyramid, wanted: Template, place: Place, *, slack: int | None = None
) -> Match:
    """Return how alike WANTED and what is within SLACK pixels of PLACE are, and where exactly.

    slack: as much as the search at the smallest scale leaves open, if not given.
    """
    slack = _slack(wanted.levels[-1]) if slack is None else slack
    place, promise = _exactly(pyramid, wanted, place, slack)
    region = (*place, *wanted.size)
    if promise < EXACT:
        return Match(0.0, region)
    resampled = pyramid.resampled or wanted.resampled
    there = cut(pyramid.pixels, region)
    return Match(likeness(there, wanted.pixels, wanted.mask, resampled=resampled), region)


def _covered(one: Region, other: Region) -> float:
    """Return the part of ONE that OTHER covers."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, across) * max(0, down) / (one[2] * one[3])


def _likely(pyramid: Pyramid, wanted: Template) -> Iterator[Place]:
    """Yield about where it may be, the likeliest first."""
    peaks = _peaks(pyramid, wanted, PEAKS)
    yield from peaks[:1]
    others = peaks[1:]
    if len(others) > KEPT:
        others.sort(key=lambda place: _off_colour(pyramid.pixels, wanted, place))
    yield from others[:KEPT]


def _off_colour(picture: Pixels, wanted: Template, place: Place) -> float:
    """Return how far the colours at about PLACE are off; only a sample of them is looked at."""
    every = 1 + math.isqrt(wanted.size[0] * wanted.size[1] // SAMPLE)
    part = cut(picture, (*place, *wanted.size))[::every, ::every]
    off = cv2.absdiff(part, wanted.pixels[::every, ::every])
    if wanted.mask is not None:
        off[wanted.mask[::every, ::every] == 0] = 0
    return sum(cv2.mean(off))


def _peaks(pyramid: Pyramid, wanted: Template, most: int) -> list[Place]:
    """Return about where it may be, the most promising first, at MOST so many."""
    room = _room(pyramid, wanted)
    slack = _slack(wanted.levels[-1])
    if max(room) <= 2 * slack:
        return [(room[0] // 2, room[1] // 2)]
    washed = wanted.wash.over(pyramid)
    tops = [top for part in washed.parts() for top in _tops(pyramid, wanted, part, most)]
    tops.sort(reverse=True)
    return [place for _, place in tops if washed.fits_near(place, slack)][:most]


def _nearest(pyramid: Pyramid, wanted: Template) -> Match:
    """Return the place with the nearest colours, where nothing is like WANTED."""
    near = wanted.wash.over(pyramid).nearest()
    left, top = (min(at, most) for at, most in zip(near, _room(pyramid, wanted), strict=True))
    return Match(0.0, (left, top, *wanted.size))


def _room(pyramid: Pyramid, wanted: Template) -> Size:
    """Return by how much the picture is larger.  Raises CannotJudge where it is not."""
    height, width = pyramid.pixels.shape[:2]
    room = width - wanted.size[0], height - wanted.size[1]
    if min(room) < 0:
        size = "{}x{}".format(*wanted.size)
        raise CannotJudge(f"the reference of {size} pixels does not fit in {width}x{height}")
    return room


def _tops(
    pyramid: Pyramid, wanted: Template, part: Region, most: int
) -> Iterator[tuple[float, Place]]:
    """Yield the promise and the place of all that promise enough and begin in PART.

    No place beside one of them surpasses it; the highest are first, at MOST so many.
    """
    level = wanted.levels[-1]
    picture = pyramid.at(level.halvings)
    (left, width), (top, height) = (
        _cells(level, part[n], part[n + 2], picture.shape[1 - n] - level.plane.shape[1 - n])
        for n in (0, 1)
    )
    across, down = width + level.plane.shape[1] - 1, height + level.plane.shape[0] - 1
    seen = cv2.extractChannel(cut(picture, (left, top, across, down)), wanted.channel)
    promises, corner = level.promising(about_0(seen))
    first, room = (left + corner[0], top + corner[1]), _room(pyramid, wanted)
    for promise, cell in _highest(promises, level.least, most):
        begins = ((cell[n] + first[n] << level.halvings) - level.inset for n in (0, 1))
        place = [min(max(0, at), last) for at, last in zip(begins, room, strict=True)]
        yield promise, (place[0], place[1])


def _cells(level: Level, start: int, length: int, last: int) -> tuple[int, int]:
    """Return the first of the cells, and how many, from START on: at most the LAST."""
    first = min(last, (start + level.inset) >> level.halvings)
    end = -(-(start + length - 1 + level.inset) >> level.halvings)
    return first, min(last, max(first, end)) - first + 1


def _highest(scores: Plane, least: float, most: int) -> Iterator[tuple[float, Place]]:
    """Yield score and place of those of LEAST that none beside them surpasses, the highest first.

    At MOST so many.
    """
    if not scores.size or cv2.minMaxLoc(scores)[1] < least:
        return
    tops = (scores >= least) & (scores >= cv2.dilate(scores, NEAR))
    found = np.flatnonzero(tops)
    values = scores.ravel()[found]
    for n in np.argsort(-values, kind="stable")[:most]:
        top, left = divmod(int(found[n]), scores.shape[1])
        yield float(values[n]), (left, top)


def _slack(level: Level) -> int:
    return (1 << level.halvings) + SLACK


def _exactly(pyramid: Pyramid, wanted: Template, place: Place, slack: int) -> tuple[Place, float]:
    """Return where near PLACE the core promises most, and how much."""
    picture, (x, y, width, height) = pyramid.pixels, wanted.core
    left, top = max(0, place[0] - slack), max(0, place[1] - slack)
    right = min(picture.shape[1] - wanted.size[0], place[0] + slack)
    bottom = min(picture.shape[0] - wanted.size[1], place[1] + slack)
    window = cut(picture, (left + x, top + y, right - left + width, bottom - top + height))
    promises = wanted.heart.promise(about_0(cv2.extractChannel(window, wanted.channel)))
    _, promise, _, (across, down) = cv2.minMaxLoc(promises)
    return (left + across, top + down), promise
