"""Where in a picture is a reference that may be larger or smaller there?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from actors.errors import CannotJudge
from actors.vision.search import SURE, Match, match_near
from actors.vision.sketch import CELLS, Guess, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.verdict import Region
    from actors.vision.pyramid import Pyramid
    from actors.vision.template import Template

HALVINGS = 4  # of the picture at most
STEP = 1.5  # cells by which a sketch grows from one scale to the next
TRIED = 6  # the most promising places of all scales, which are looked at more closely,
KEPT = 2  # and those of them that are looked at in full
FINE = 32  # cells, from which on a guess is good enough to be fitted,
LARGE = 640  # and those in which it is fitted at most
STEPS = 2  # of the fit at each size of the picture
BEYOND = 1.01  # of the least and the most, for what the fit cannot tell
SLACK = 2  # pixels by which what was fitted may be off


def find_scaled(pyramid: Pyramid, wanted: Template, scales: tuple[float, float]) -> Match:
    """Return the best place of WANTED at any size between SCALES, the least and the most.

    A sketch of it is looked for at all sizes; the few best places are followed to
    finer scales of picture and size, and at last fitted by least squares.

    Raises CannotJudge where the picture is smaller than the least of what is wanted.
    """
    _refuse_what_fits_nowhere(pyramid, wanted, scales[0])
    sketch, whole = Sketch(wanted, _compact(wanted)), Sketch(wanted, (0, 0, *wanted.size))
    guesses = list(_guesses(sketch, pyramid, scales))
    guesses.sort(key=lambda guess: -guess.promise)
    closer = [_closer(sketch, pyramid, guess) for guess in guesses[:TRIED]]
    closer.sort(key=lambda guess: -guess.promise)
    best = Match(0.0, (0, 0, *wanted.size))
    for guess in closer[:KEPT]:
        match = _match(pyramid, _fitted(whole, pyramid, guess), whole, scales)
        best = match if match.score >= best.score else best
        if best.score >= SURE:
            break
    return best


def _refuse_what_fits_nowhere(pyramid: Pyramid, wanted: Template, least: float) -> None:
    width, height = (round(side * least) for side in wanted.size)
    rows, columns = pyramid.pixels.shape[:2]
    if width > columns or height > rows:
        told = f"{width}x{height} pixels, the least that is looked for,"
        raise CannotJudge(f"a reference of {told} does not fit in {columns}x{rows}")


def _compact(wanted: Template) -> Region:
    """Return the part with the most texture that is not much wider than high, or the reverse."""
    width, height = wanted.size
    return wanted.richest((min(width, 2 * height), min(height, 2 * width)))


def _guesses(sketch: Sketch, pyramid: Pyramid, scales: tuple[float, float]) -> Iterator[Guess]:
    """Yield the most promising place at each scale."""
    scale, most = scales
    while True:
        narrow, wide = (scale * side for side in sorted(sketch.part[2:]))
        halvings = min(HALVINGS, max(0, int(math.log2(max(1, narrow / (CELLS + 1))))))
        yield from sketch.best(pyramid, scale, halvings)
        if scale >= most:
            return
        scale = min(scale * (1 + STEP * 2**halvings / wide), most)


def _closer(sketch: Sketch, pyramid: Pyramid, guess: Guess) -> Guess:
    """Follow GUESS to finer scales, halving by how much its size may be wrong."""
    wide = max(sketch.part[2:])
    while guess.halvings and guess.scale * wide / 2**guess.halvings < FINE:
        halvings = guess.halvings - 1
        step = STEP * 2**halvings / (guess.scale * wide) / 2
        scales = [guess.scale * (1 + number * step) for number in (-1.5, 0, 1.5)]
        finer = [g for s in scales for g in sketch.best(pyramid, s, halvings, near=guess)]
        if not finer:
            return guess
        guess = max(finer, key=lambda guess: guess.promise)
    return guess


def _fitted(whole: Sketch, pyramid: Pyramid, guess: Guess) -> Guess:
    last = max(0, math.ceil(math.log2(guess.scale * max(whole.part[2:]) / LARGE)))
    for halvings in range(max(last, guess.halvings + 1), last - 1, -1):
        for _ in range(STEPS):
            guess = whole.fitted(pyramid, guess, halvings)
    return guess


def _match(pyramid: Pyramid, guess: Guess, whole: Sketch, scales: tuple[float, float]) -> Match:
    wanted = whole.wanted.scaled(guess.scale, guess.scale)
    room = pyramid.pixels.shape[1] - wanted.size[0], pyramid.pixels.shape[0] - wanted.size[1]
    left, top = (min(max(0, round(at)), most) for at, most in zip(guess.place, room, strict=True))
    if min(room) < 0 or not scales[0] / BEYOND <= guess.scale <= scales[1] * BEYOND:
        return Match(0.0, (0, 0, *whole.wanted.size))
    return match_near(pyramid, wanted, (left, top), slack=SLACK)
