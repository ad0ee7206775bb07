"""Pictures that are not there, but something that is like them: dimmed, turned, another glyph."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.vision.region import cut
from tests.bench import match_changes as change
from tests.bench.match_case import Case, choice, with_something_in_it
from tests.bench.match_pages import SYMBOLS, Page, Random, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from actors.interface import Pixels
    from tests.bench.match_case import Changed, Maker

PAIRS = ("8B", "5S", "17", "0O", "3E", "6G", "cC", "il", "ec", "nm")  # glyphs that are alike
LOOKALIKES = ("Channel 1/Channel 7", "Channel 8/Channel 3", "20:15/20:45", "Season 5/Season 6")


def _changed(kind: str, random: Random, *, by: Changed) -> Case:
    """Everything on the screen is changed by so much that it must not be taken for the same."""
    while True:
        _, place, pixels = with_something_in_it(random)
        frame = by(pixels, random)
        if _differ(cut(frame, place), cut(pixels, place)):
            return Case(kind, change.jpeg(frame, 90), cut(pixels, place), None)


def _flipped(kind: str, random: Random, *, axis: int) -> Case:
    while True:
        _, place, pixels = with_something_in_it(random, parts=3)  # symbols are symmetric
        reference = cut(pixels, place)
        if _differ(np.flip(reference, axis), reference):
            return Case(kind, np.ascontiguousarray(np.flip(pixels, axis)), reference, None)


def _differ(one: Pixels, other: Pixels) -> bool:
    """Return whether an eye would see a difference: over 30 levels on 8 % of the place."""
    return float((cv2.absdiff(one, other).max(axis=2) > 30).mean()) > 0.08


def _glyph(kind: str, random: Random, *, how: Callable[[Random], tuple[str, str]]) -> Case:
    """The name has another glyph than the reference, at the same place."""
    these = page(random)
    number = choice(random, these, plain=True)
    there, wanted = how(random)
    height = int(random.integers(16, 27))
    asked = these.with_tile(number, name=wanted, height=height).drawn()
    frame = these.with_tile(number, name=there, height=height).drawn()
    tile = these.with_tile(number, height=height).tiles[number]
    place = (tile.region, tile.label)[int(random.integers(2))]
    return Case(kind, change.jpeg(frame, 90), cut(asked, place), None)


def _lookalike(random: Random) -> tuple[str, str]:
    one, other = str(random.choice(LOOKALIKES)).split("/")
    return (one, other) if random.random() < 0.5 else (other, one)


def _pair(random: Random) -> tuple[str, str]:
    one, other = str(random.choice(PAIRS))
    word = "Room {} Live"
    return word.format(one), word.format(other)


def _erased(random: Random) -> tuple[str, str]:
    word = str(random.choice(["Settings", "Network", "Movies", "Recordings"]))
    return word[:-1], word


def _other_symbol(kind: str, random: Random) -> Case:
    these = page(random)
    number = choice(random, these, plain=True)
    tile = these.tiles[number]
    others = [symbol for symbol in SYMBOLS if symbol != tile.symbol]
    frame = these.with_tile(number, symbol=str(random.choice(others))).drawn()
    place = (tile.region, tile.icon)[int(random.integers(2))]
    return Case(kind, change.jpeg(frame, 90), cut(these.drawn(), place), None)


def _other_name(kind: str, random: Random) -> Case:
    these = page(random)
    number = choice(random, these, plain=True)
    tile = these.tiles[number]
    frame = these.with_tile(number, name="Subtitles").drawn()
    return Case(kind, change.jpeg(frame, 90), cut(these.drawn(), tile.region), None)


def _other_page(kind: str, random: Random) -> Case:
    _, place, pixels = with_something_in_it(random)
    return Case(kind, page(random).drawn(), cut(pixels, place), None)


def _empty_page(kind: str, random: Random) -> Case:
    """A page without tiles: flat, or shaded, or with nothing but a texture."""
    these, place, pixels = with_something_in_it(random)
    bare = Page(these.ground, float(random.choice([0, 0.4])), these.seed, ())
    return Case(kind, bare.drawn(), cut(pixels, place), None)


ABSENT: dict[str, Maker] = {
    "dimmed to 50 %": partial(_changed, by=lambda p, _: change.dimmed(p, 0.5)),
    "dimmed to 70 %": partial(_changed, by=lambda p, _: change.dimmed(p, 0.7)),
    "hue turned by 30°": partial(_changed, by=lambda p, _: change.turned(p, 30)),
    "hue turned by 60°": partial(_changed, by=lambda p, _: change.turned(p, 60)),
    "hue turned by 90°": partial(_changed, by=lambda p, _: change.turned(p, 90)),
    "hue turned by 180°": partial(_changed, by=lambda p, _: change.turned(p, 180)),
    "without colour": partial(
        _changed, by=lambda p, _: cv2.merge([cv2.cvtColor(p, cv2.COLOR_BGR2GRAY)] * 3)
    ),
    "mirrored": partial(_flipped, axis=1),
    "upside down": partial(_flipped, axis=0),
    "negative": partial(_changed, by=lambda p, _: 255 - p),
    "blurred beyond reading": partial(_changed, by=lambda p, _: change.blurred(p, 5)),
    "a glyph erased": partial(_glyph, how=_erased),
    "another number": partial(_glyph, how=_lookalike),
    "a glyph like it": partial(_glyph, how=_pair),
    "another symbol": _other_symbol,
    "another name": _other_name,
    "another page": _other_page,
    "an empty page": _empty_page,
}
