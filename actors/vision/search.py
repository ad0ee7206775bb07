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
    from actors.vision.template import Template

Place = tuple[int, int]  # left, top

PROMISING = 0.2  # of 1: the promise from which a place is looked at
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
    return best or Match(0.0, (0, 0, *wanted.size))


def find_all(picture: Pixels | Pyramid, wanted: Template, threshold: float) -> tuple[Match, ...]:
    """Return all places of WANTED that score THRESHOLD, the best first, MANY at most.

    Of places that overlap by more than half, the best is kept.  Raises CannotJudge
    where the picture is smaller than what is wanted.
    """
    pyramid = picture if isinstance(picture, Pyramid) else Pyramid(picture)
    matches = {match_near(pyramid, wanted, place) for place in _peaks(pyramid, wanted, MANY)}
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
    return Match(likeness(cut(pyramid.pixels, region), wanted.pixels, wanted.mask), region)


def _covered(one: Region, other: Region) -> float:
    """Return the part of ONE that OTHER covers."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, across) * max(0, down) / (one[2] * one[3])


def _likely(pyramid: Pyramid, wanted: Template) -> Iterator[Place]:
    """Yield about where it may be, the likeliest first."""
    first, *others = _peaks(pyramid, wanted, PEAKS)
    yield first
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
    """Return about where it may be, the most promising first: at MOST so many, and at least one."""
    width, height = wanted.size
    room = pyramid.pixels.shape[1] - width, pyramid.pixels.shape[0] - height
    if min(room) < 0:
        size = f"{pyramid.pixels.shape[1]}x{pyramid.pixels.shape[0]}"
        raise CannotJudge(f"the reference of {width}x{height} pixels does not fit in {size}")
    level = wanted.levels[-1]
    if max(room) <= 2 * _slack(level):
        return [(room[0] // 2, room[1] // 2)]
    scores = level.promise(pyramid.plane(wanted.channel, level.halvings))
    return [
        tuple(
            min(max(0, (at << level.halvings) - level.inset), most)
            for at, most in zip(place, room, strict=True)
        )
        for place in _highest(scores, most)
    ]


def _highest(scores: Plane, most: int) -> Iterator[Place]:
    """Yield the promising places that no place beside them surpasses, the highest first."""
    tops = (scores >= PROMISING) & (scores >= cv2.dilate(scores, NEAR))
    found = np.flatnonzero(tops)
    values = scores.ravel()
    if not len(found):  # one all the same, to be told as the best there was
        found = np.array([np.argmax(values)])
    order = found[np.argsort(-values[found], kind="stable")][:most]
    yield from ((int(at % scores.shape[1]), int(at // scores.shape[1])) for at in order)


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
