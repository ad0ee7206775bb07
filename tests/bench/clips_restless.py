"""Clips in which all or much moves without an outline: dark pans, crowds, water, grain, a hand."""

from __future__ import annotations

import numpy as np

from tests.bench import scenery, textures
from tests.bench.clip import Clip, Setting, held, over
from tests.bench.scenery import Draw, Picture


def dark_pan_fast(s: Setting) -> Clip:
    ground = _ground(s, 2, s.random.uniform(30, 60))
    return _stops(s, "dark pan, fast", _turning(s, ground, 50, 600), most_noise=2)


def dark_pan_slow(s: Setting) -> Clip:
    ground = _ground(s, 2, s.random.uniform(45, 80))
    return _stops(s, "dark pan, slow", _turning(s, ground, 20, 60), most_noise=1.5)


def dark_pan_short_stops(s: Setting) -> Clip:
    spans = s.spans(4, 0.2, 0.3)
    draw = held(_turning(s, _ground(s, 2, s.random.uniform(30, 60)), 60, 300), spans)
    return Clip("dark pan, short stops", draw, s.times, (), min(s.noise, 1.5))


def fast_pan(s: Setting) -> Clip:
    return _stops(s, "fast pan", _turning(s, _ground(s, 20, 220), 100, 900))


def shaking_hand(s: Setting) -> Clip:
    ground = _ground(s, 10, s.random.uniform(70, 220))
    reach = s.random.uniform(2, 6) * s.scale
    hand = textures.hand(s.random, reach=reach, seconds=s.seconds)
    return _stops(s, "hand that shakes", lambda t: textures.shifted(ground, s.size, hand(t)))


def crowd(s: Setting) -> Clip:
    ground = textures.fractal(s.random, s.size, 10, s.random.uniform(80, 200))
    return _stops(s, "crowd", textures.crowd(s.random, ground, s.scale))


def water(s: Setting) -> Clip:
    ground = textures.fractal(s.random, s.size, 10, s.random.uniform(80, 220))
    return _stops(s, "water", textures.water(s.random, ground, s.scale), most_noise=3)


def film_grain(s: Setting) -> Clip:
    spans, grain = s.spans(2), textures.grain(s.random, s.size, s.random.uniform(2, 5))
    draw = over(held(scenery.film(s.random, s.size), spans), grain)
    return Clip("film grain", draw, s.times, s.stops(spans))


def grain_on_a_still(s: Setting) -> Clip:
    still = textures.fractal(s.random, s.size, 10, s.random.uniform(60, 220))
    draw = over(lambda _: still, textures.grain(s.random, s.size, s.random.uniform(2, 6)))
    return Clip("grain on a still", draw, s.times, [(0, s.seconds)])


def still_texture(s: Setting) -> Clip:
    still = textures.fractal(s.random, s.size, 2, s.random.uniform(40, 220))
    return Clip("still texture", lambda _: still, s.times, [(0, s.seconds)], s.noise)


def noise_on_flat(s: Setting) -> Clip:
    """Almost nothing but noise: a dim plain page with a few words."""
    width, height = s.size
    page = np.full((height, width, 3), s.random.integers(25, 140, 3), np.uint8)
    scenery.write(page, "Please wait", (width // 3, height // 2), s.scale)
    return Clip("noise on a plain page", lambda _: page, s.times, [(0, s.seconds)], s.noise)


def _stops(s: Setting, name: str, draw: Draw, *, most_noise: float = 4.5) -> Clip:
    spans = s.spans(2)
    return Clip(name, held(draw, spans), s.times, s.stops(spans), min(s.noise, most_noise))


def _ground(s: Setting, low: float, high: float) -> Picture:
    width, height = s.size
    return textures.fractal(s.random, (width * 3 // 2, height * 3 // 2), low, high)


def _turning(s: Setting, ground: Picture, slowest: float, fastest: float) -> Draw:
    """Return a camera that turns some pixels a second, at 720p, any way."""
    speed = s.scale * float(np.exp(s.random.uniform(np.log(slowest), np.log(fastest))))
    angle = s.random.uniform(0, 2 * np.pi)
    return textures.turning(ground, s.size, (speed * np.cos(angle), speed * np.sin(angle)))


RECIPES = (
    dark_pan_fast, dark_pan_slow, dark_pan_short_stops, fast_pan, shaking_hand, crowd, water,
    film_grain, grain_on_a_still, still_texture, noise_on_flat,
)  # fmt: skip
