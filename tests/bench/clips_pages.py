"""Clips of pages that stand still, or nearly: with spinners, clocks, tickers and slides."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from tests.bench import scenery
from tests.bench.clip import Clip, Setting, dimmed, fading, held, over
from tests.bench.scenery import Picture


def still_page(s: Setting) -> Clip:
    page = scenery.page(s.random, s.size)
    return Clip("still page", lambda _: page, s.times, [(0, s.seconds)], s.noise)


def still_photograph(s: Setting) -> Clip:
    page = scenery.texture(s.random, s.size)
    return Clip("still photograph", lambda _: page, s.times, [(0, s.seconds)], s.noise)


def spinner(s: Setting) -> Clip:
    page, spin = scenery.page(s.random, s.size), _spinner(s)
    return Clip("spinner", over(lambda _: page, spin), s.times, (), s.noise)


def spinner_stops(s: Setting) -> Clip:
    page, spin, spans = scenery.page(s.random, s.size), _spinner(s), s.spans(2)
    draw = held(over(lambda _: page, spin), spans)
    return Clip("spinner that stops", draw, s.times, s.stops(spans), s.noise)


def _spinner(s: Setting) -> Callable[[Picture, float], None]:
    at = tuple(int(v) for v in s.random.uniform(0.1, 0.9, 2) * s.size)
    size, turns = round(s.random.integers(16, 25) * s.scale), s.random.uniform(0.6, 1.5)
    return lambda picture, time: scenery.spin(picture, time, at, size=size, turns=turns)


def clock_on_page(s: Setting) -> Clip:
    page = scenery.page(s.random, s.size)
    draw = over(lambda _: page, lambda p, t: scenery.tell_time(p, t + offset, decimals=0))
    offset = s.random.uniform(0, 1)
    return Clip("clock on a still page", draw, s.times, (), s.noise)


def page_fades(s: Setting) -> Clip:
    fade, (dark, bright) = (
        s.random.uniform(0.2, 0.8),
        (s.on_grid(s.seconds * 0.45), s.on_grid(s.seconds * 0.7)),
    )
    page = scenery.page(s.random, s.size)
    draw = dimmed(lambda _: page, fading(dark, bright, fade))
    freezes = [(0, dark - fade), (bright + fade, s.seconds)]
    return Clip("page that fades", draw, s.times, freezes, min(s.noise, 2))


def near_black(s: Setting) -> Clip:
    """A dim still picture that is just no black one."""
    page = scenery.texture(s.random, s.size, 6, int(s.random.integers(32, 40)))
    return Clip("nearly black", lambda _: page, s.times, [(0, s.seconds)], min(s.noise, 1.5))


def slides(s: Setting) -> Clip:
    pages = [scenery.texture(s.random, s.size) for _ in range(3)]
    third = s.on_grid(s.seconds / 3)
    spans = [(0, third), (third, 2 * third), (2 * third, s.seconds)]
    return Clip("slides", lambda t: pages[min(2, int(t / third + 1e-6))], s.times, spans, s.noise)


def dissolve(s: Setting) -> Clip:
    """One still picture slowly becomes another."""
    one, two = (scenery.texture(s.random, s.size) for _ in range(2))
    a, b = (s.on_grid(s.seconds * part) for part in (0.37, s.random.uniform(0.5, 0.7)))

    def draw(time: float) -> Picture:
        part = float(np.interp(time, [a, b], [0, 1]))
        return np.asarray(cv2.addWeighted(one, 1 - part, two, part, 0))

    return Clip("dissolve", draw, s.times, [(0, a), (b, s.seconds)], s.noise)


def ticker(s: Setting) -> Clip:
    page, (width, height) = scenery.page(s.random, s.size), s.size

    def draw(time: float) -> Picture:
        picture = page.copy()
        picture[int(height * 0.92) :] = 30
        at = (int(width - 0.12 * width * time), int(height * 0.98))
        scenery.write(picture, "Breaking news: nothing has happened today " * 3, at, s.scale)
        return picture

    return Clip("ticker", draw, s.times, (), s.noise)


def credits_on_black(s: Setting) -> Clip:
    width, height = s.size

    def draw(time: float) -> Picture:
        picture = np.zeros((height, width, 3), np.uint8)
        for line in range(12):
            at = int(height * (0.1 * line + 1 - 0.12 * time) % (height * 1.2))
            scenery.write(picture, f"Somebody {line}", (width // 3, at), s.scale)
        return picture

    return Clip("credits", draw, s.times, ())


RECIPES = (
    still_page,
    still_photograph,
    spinner,
    spinner_stops,
    clock_on_page,
    page_fades,
    near_black,
    slides,
    dissolve,
    ticker,
    credits_on_black,
)
