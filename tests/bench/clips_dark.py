"""Clips of films that go black: by fades, cuts and changes of channel."""

from __future__ import annotations

import numpy as np

from tests.bench import scenery
from tests.bench.clip import Clip, Setting, dimmed, fading, held, out
from tests.bench.scenery import Picture


def fades(s: Setting) -> Clip:
    """A film fades to black and back; it never stands still."""
    fade, (dark, bright) = s.random.uniform(0.2, 1.2), s.spans(1, 1.0, 2.5)[0]
    light = fading(dark, bright, fade)
    return Clip(
        "fades", dimmed(scenery.film(s.random, s.size), light), s.times, (), min(s.noise, 2)
    )


def zap(s: Setting) -> Clip:
    """From one film to another over black, with a banner that comes before the picture."""
    first, second = (scenery.film(s.random, s.size) for _ in range(2))
    black = np.full((s.size[1], s.size[0], 3), int(s.random.integers(0, 12)), np.uint8)
    start, end = s.spans(1, 0.5, 2.0)[0]
    named = s.on_grid(s.random.uniform(start, end))

    def draw(time: float) -> Picture:
        picture = (first if time < start else second if time >= end else lambda _: black)(time)
        picture = picture.copy()
        if named <= time:
            scenery.banner(picture, time)
        return picture

    return Clip("zap", draw, s.times, (), min(s.noise, 2))


def short_black(s: Setting) -> Clip:
    spans = s.spans(3, 0.08, 0.2)
    return Clip(
        "short black", dimmed(scenery.film(s.random, s.size), out(spans)), s.times, (), s.noise
    )


def blacks(s: Setting) -> Clip:
    spans = s.spans(3, 0.45, 1.5)
    draw = dimmed(scenery.film(s.random, s.size), out(spans))
    return Clip("blacks", draw, s.times, (), min(s.noise, 2))


def black_in_a_freeze(s: Setting) -> Clip:
    """A film freezes, its picture goes black, comes back, and the film goes on."""
    a, b, c, d = (s.on_grid(s.seconds * part) for part in (0.25, 0.44, 0.62, 0.81))
    film = held(scenery.film(s.random, s.size), [(a, d)])
    return Clip("black in a freeze", dimmed(film, out([(b, c)])), s.times, [(a, b), (c, d)],
                min(s.noise, 2))  # fmt: skip


RECIPES = (
    fades,
    zap,
    short_black,
    blacks,
    black_in_a_freeze,
)
