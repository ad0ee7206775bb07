"""Clips of films that stop: in several lights, rates and places of the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tests.bench import scenery
from tests.bench.clip import Clip, Setting, held, over
from tests.bench.scenery import Picture


def film(s: Setting) -> Clip:
    spans = s.spans(2)
    return Clip(
        "film", held(scenery.film(s.random, s.size), spans), s.times, s.stops(spans), s.noise
    )


def steady_film(s: Setting) -> Clip:
    return Clip("steady film", scenery.film(s.random, s.size), s.times, noise=s.noise)


def short_stops(s: Setting) -> Clip:
    spans = s.spans(4, 0.2, 0.36)
    return Clip("short stops", held(scenery.film(s.random, s.size), spans), s.times, (), s.noise)


def slow_pan(s: Setting) -> Clip:
    spans, speed = s.spans(1, 1.0, 2.5), s.random.uniform(5, 25) * s.scale
    draw = held(scenery.pan(s.random, s.size, speed), spans)
    return Clip("slow pan", draw, s.times, s.stops(spans), s.noise)


def dark_film(s: Setting) -> Clip:
    spans, top = s.spans(2), int(s.random.integers(45, 80))
    draw = held(scenery.film(s.random, s.size, (4, top)), spans)
    return Clip("dark film", draw, s.times, s.stops(spans), min(s.noise, 3))


def letterbox(s: Setting) -> Clip:
    spans, part = s.spans(2), s.random.uniform(0.08, 0.14)
    draw = over(scenery.film(s.random, s.size), lambda picture, _: scenery.letterbox(picture, part))
    return Clip("letterbox", held(draw, spans), s.times, s.stops(spans), s.noise)


def clock_stops_too(s: Setting) -> Clip:
    spans = s.spans(2)
    tell = _clock(s)
    return Clip("film and clock that stop", held(over(scenery.film(s.random, s.size), tell), spans),
                s.times, s.stops(spans), s.noise)  # fmt: skip


def clock_goes_on(s: Setting) -> Clip:
    draw = held(scenery.film(s.random, s.size), s.spans(2))
    return Clip("clock that goes on", over(draw, _clock(s, 1)), s.times, (), s.noise)


def _clock(s: Setting, decimals: int | None = None) -> Callable[[Picture, float], None]:
    decimals = int(s.random.integers(0, 2)) if decimals is None else decimals
    return lambda picture, time: scenery.tell_time(picture, time, decimals=decimals)


def cuts(s: Setting) -> Clip:
    """Films that follow one another quickly."""
    films = [scenery.film(s.random, s.size) for _ in range(3)]
    return Clip("cuts", lambda time: films[int(time / 0.7) % 3](time), s.times, (), s.noise)


def few_pictures(s: Setting) -> Clip:
    """A film of five pictures a second in a stream of more."""
    film, spans = scenery.film(s.random, s.size), s.spans(1, 1.2, 2.5)
    spans = [(np.ceil(a * 5) / 5, np.ceil(b * 5) / 5) for a, b in spans]
    draw = held(film, spans)
    return Clip("5 a second", lambda t: draw(int(t * 5 + 1e-6) / 5), s.times,
                replace(s, rate=5.0).stops(spans), s.noise)  # fmt: skip


def doubled(s: Setting) -> Clip:
    s = replace(s, rate=50.0)
    film, spans = scenery.film(s.random, s.size), s.spans(2)
    draw = held(film, spans)
    return Clip(
        "every picture twice",
        lambda t: draw(int(t * 25 + 1e-6) / 25),
        s.times,
        s.stops(spans),
        s.noise,
    )


def variable_rate(s: Setting) -> Clip:
    spans = s.spans(2)
    steps = np.cumsum(s.random.choice([0.02, 0.04, 0.08, 0.1], 400))
    times = [0.0, *(float(t) for t in steps if t < s.seconds), s.seconds]
    return Clip("variable rate", held(scenery.film(s.random, s.size), spans), times, s.stops(spans),
                s.noise)  # fmt: skip


def slow_stream(s: Setting) -> Clip:
    s = replace(s, rate=float(s.random.choice([2, 5, 10])))
    spans = s.spans(1, 2.5, 4.0)
    return Clip(
        "slow stream", held(scenery.film(s.random, s.size), spans), s.times, s.stops(spans), s.noise
    )


RECIPES = (
    film,
    steady_film,
    short_stops,
    slow_pan,
    dark_film,
    letterbox,
    clock_stops_too,
    clock_goes_on,
    cuts,
    few_pictures,
    doubled,
    variable_rate,
    slow_stream,
)
