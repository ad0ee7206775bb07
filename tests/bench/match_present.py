"""Pictures that are there: as they are, coded, moved, masked, in frames of other sizes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.vision.region import around, cut
from tests.bench import match_changes as change
from tests.bench.match_case import LARGE, Case, with_something_in_it
from tests.bench.match_pages import SIZE, Random, page

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.region import Size
    from tests.bench.match_case import Changed, Maker

ODD = (1366, 768), (1024, 576), (1600, 900), (854, 480)


def _present(kind: str, random: Random, *, by: Changed) -> Case:
    _, place, pixels = with_something_in_it(random)
    return Case(kind, by(pixels, random), cut(pixels, place), place)


def _in_region(kind: str, random: Random) -> Case:
    _, place, pixels = with_something_in_it(random)
    frame = change.jpeg(pixels, int(random.integers(75, 96)))
    return Case(kind, frame, cut(pixels, place), place, _near(place, int(random.integers(0, 60))))


def _near(place: Region, margin: int) -> Region:
    left, top, width, height = around(place, margin)
    return left, top, min(width, SIZE[0] - left), min(height, SIZE[1] - top)


def _at_the_border(kind: str, random: Random) -> Case:
    _, place, pixels = with_something_in_it(random)
    left, top, width, height = place
    frame = np.roll(pixels, (-top, -left), axis=(0, 1))
    if random.random() < 0.5:
        frame = np.ascontiguousarray(frame[:, ::-1])
        frame[:height, -width:] = cut(pixels, place)
        return Case(kind, frame, cut(pixels, place), (SIZE[0] - width, 0, width, height))
    return Case(kind, change.jpeg(frame, 85), cut(pixels, place), (0, 0, width, height))


def _masked(kind: str, random: Random, *, irregular: bool) -> Case:
    """What is transparent in the reference shows something else in the frame."""
    _, place, pixels = with_something_in_it(random)
    opaque = _blots(random, place) if irregular else _ellipse(place)
    reference = np.dstack([cut(pixels, place), np.where(opaque, 255, 0).astype(np.uint8)])
    reference[~opaque] = 0
    frame, other = pixels.copy(), page(random).drawn()
    cut(frame, place)[~opaque] = cut(other, place)[~opaque]
    return Case(kind, change.jpeg(frame, int(random.integers(75, 96))), reference, place)


def _ellipse(place: Region) -> np.ndarray:
    width, height = place[2:]
    drawn = np.zeros((height, width), np.uint8)
    middle = width // 2, height // 2
    return cv2.ellipse(drawn, middle, (width // 2 - 1, height // 2 - 1), 0, 0, 360, 1, -1) > 0


def _blots(random: Random, place: Region) -> np.ndarray:
    width, height = place[2:]
    coarse = random.normal(0, 1, (height // 16 + 2, width // 16 + 2)).astype(np.float32)
    grown = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return grown > np.quantile(grown, 0.4)


def _resized(pixels: Pixels, size: Size, random: Random) -> Pixels:
    how = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)[int(random.integers(3))]
    return cv2.resize(pixels, size, interpolation=how)


def _larger_frame(kind: str, random: Random) -> Case:
    """The frame is 1080p; the reference was cut from what a 720p recorder made of it."""
    these, place, _ = with_something_in_it(random)
    frame = these.drawn(LARGE)
    reference = cut(_resized(frame, SIZE, random), place)
    return Case(kind, change.jpeg(frame, 90), reference, _times(place, 1.5))


def _smaller_frame(kind: str, random: Random) -> Case:
    """The frame is 720p; the reference was cut from 1080p."""
    these, place, _ = with_something_in_it(random)
    pixels = these.drawn(LARGE)
    frame = change.jpeg(_resized(pixels, SIZE, random), 90)
    return Case(kind, frame, cut(pixels, _times(place, 1.5)), place, size=LARGE)


def _odd_frame(kind: str, random: Random) -> Case:
    """The frame has no whole number of pixels for one of the map, or the reverse."""
    these, place, pixels = with_something_in_it(random)
    size = ODD[int(random.integers(len(ODD)))]
    if random.random() < 0.5:  # drawn for this size, and recorded at that of the map
        frame = these.drawn(size)
        pixels = _resized(frame, SIZE, random)
    else:
        frame = _resized(pixels, size, random)
    where = _times(place, size[0] / SIZE[0])
    return Case(kind, change.jpeg(frame, 90), cut(pixels, place), where)


def _times(place: Region, scale: float) -> Region:
    left, top, right, bottom = (
        round(scale * edge)
        for edge in (place[0], place[1], place[0] + place[2], place[1] + place[3])
    )
    return left, top, right - left, bottom - top


def _h264(crf: int) -> Maker:
    return partial(_present, by=lambda pixels, _: change.h264(pixels, crf))


def _jpeg(quality: int) -> Maker:
    return partial(_present, by=lambda pixels, _: change.jpeg(pixels, quality))


def _half(random: Random) -> tuple[float, float]:
    steps = (-0.5, -0.25, 0, 0.25, 0.5)
    return float(random.choice(steps)), float(random.choice(steps))


PRESENT: dict[str, Maker] = {
    "as it is": partial(_present, by=lambda pixels, _: pixels.copy()),
    "JPEG 60": _jpeg(60),
    "JPEG 75": _jpeg(75),
    "JPEG 95": _jpeg(95),
    "H.264 crf 18": _h264(18),
    "H.264 crf 23": _h264(23),
    "H.264 crf 28": _h264(28),
    "H.264 crf 33": _h264(33),
    "a level off": partial(_present, by=lambda p, r: change.brighter(p, int(r.choice([-1, 1])))),
    "noise": partial(_present, by=lambda p, r: change.noisy(p, r.uniform(1, 4), seed=1)),
    "part of a pixel off": partial(_present, by=lambda p, r: change.moved(p, *_half(r))),
    "part of a pixel off, JPEG 80": partial(
        _present, by=lambda p, r: change.jpeg(change.moved(p, *_half(r)), 80)
    ),
    "blurred": partial(_present, by=lambda p, _: change.blurred(p, 0.5)),
    "gamma": partial(_present, by=lambda p, r: change.gamma(p, r.uniform(0.9, 1.1))),
    "gamma, H.264 crf 25": partial(
        _present, by=lambda p, r: change.h264(change.gamma(p, r.uniform(0.92, 1.08)), 25)
    ),
    "2 % brighter or darker": partial(
        _present, by=lambda p, r: change.dimmed(p, float(r.choice([0.98, 1.02])))
    ),
    "an ellipse of it": partial(_masked, irregular=False),
    "blots of it": partial(_masked, irregular=True),
    "in a region": _in_region,
    "at the border": _at_the_border,
    "a larger frame": _larger_frame,
    "a smaller frame": _smaller_frame,
    "a frame of an odd size": _odd_frame,
}
