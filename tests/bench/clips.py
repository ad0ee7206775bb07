"""Videos whose freezes, blacks and silences are known, drawn and encoded from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.random import Generator

from tests.bench import scenery
from tests.bench.scenery import Draw, Picture, Size
from tests.bench.soundtrack import soundtrack

if TYPE_CHECKING:
    from numpy.typing import NDArray

Span = tuple[float, float]
DARKEST = 0.08 * 255  # what is black, by the definition
SECONDS = 8.0


@dataclass(frozen=True)
class Coding:
    """How a clip is encoded; key: pictures from key frame to key frame."""

    codec: str = "libx264"
    bits: int = 2_500_000
    key: int = 50
    pixels: str = "yuv420p"
    full: bool = False  # the range of luma
    options: tuple[tuple[str, str], ...] = (("preset", "veryfast"),)
    suffix: str = ".mp4"
    ticks: int = 90_000  # a second


@dataclass(frozen=True, eq=False)
class Clip:
    """What is drawn, when, and when it does not move; black is told from what is drawn.

    draw: the picture at a time, before noise; noise: its sigma, in grey levels.
    times: of the pictures; the last one is the end.
    sound: mono samples, or None for no sound track.
    """

    name: str
    draw: Draw
    times: Sequence[float]
    freezes: Sequence[Span] = ()
    noise: float = 0.0
    sound: NDArray[np.float32] | None = None
    silences: Sequence[Span] = ()
    coding: Coding = field(default=Coding())

    def truth(self, dark: Sequence[bool]) -> dict[str, list[Span]]:
        """Return what `vpt watch` has to find where the pictures are DARK, or not."""
        return {
            "freeze": [span for span in self.freezes if span[1] - span[0] >= 0.5],
            "black": [span for span in _runs(dark, self.times) if span[1] - span[0] >= 0.3],
            "silence": list(self.silences),
        }


def is_dark(picture: Picture) -> bool:
    """Tell whether nothing above the lowest 30 % is brighter than 8 %."""
    rows = np.ascontiguousarray(picture[: int(len(picture) * 0.7)])
    return bool(cv2.cvtColor(rows, cv2.COLOR_BGR2GRAY).max() <= DARKEST)


def _runs(states: Sequence[bool], times: Sequence[float]) -> list[Span]:
    """Return from when to when a state holds, the last time being the end."""
    edges = np.flatnonzero(np.diff([False, *states, False]))
    return [(times[a], times[b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]


@dataclass(frozen=True)
class Setting:
    """What the clips of one seed have in common in turn: size, rate, coding."""

    random: Generator
    size: Size
    rate: float
    noise: float
    coding: Coding
    seconds: float = SECONDS

    @property
    def times(self) -> list[float]:
        return [n / self.rate for n in range(round(self.seconds * self.rate) + 1)]

    @property
    def scale(self) -> float:
        """Size in relation to 720p."""
        return self.size[1] / 720

    def spans(self, count: int, low: float = 0.7, high: float = 2.5) -> list[Span]:
        """Choose COUNT spans that lie apart, at times of pictures."""
        room = self.seconds / count
        return [self._span(n * room, room, random_length=self.random.uniform(low, high))
                for n in range(count)]  # fmt: skip

    def _span(self, begin: float, room: float, *, random_length: float) -> Span:
        length = min(random_length, room - 1.0)
        start = begin + self.random.uniform(0.5, room - length - 0.4)
        return self.on_grid(start), self.on_grid(start + length)

    def on_grid(self, at: float) -> float:
        return round(at * self.rate) / self.rate

    def stops(self, spans: Sequence[Span]) -> list[Span]:
        """Return when a picture stands still whose time does during SPANS.

        The picture at the end of a span still is the one at its beginning.
        """
        return [(start, min(end + 1 / self.rate, self.seconds)) for start, end in spans]


def held(draw: Draw, spans: Sequence[Span]) -> Draw:
    """Return what is drawn where time stands still during SPANS."""
    return lambda time: draw(running(time, spans))


def running(time: float, spans: Sequence[Span]) -> float:
    """Return how much of the time until now lay outside SPANS."""
    return time - sum(max(0.0, min(time, end) - start) for start, end in spans)


def over(draw: Draw, *layers: Callable[[Picture, float], None]) -> Draw:
    """Return what is drawn with LAYERS on it, whose time never stands still."""

    def drawn(time: float) -> Picture:
        picture = draw(time).copy()
        for layer in layers:
            layer(picture, time)
        return picture

    return drawn


def dimmed(draw: Draw, light: Callable[[float], float]) -> Draw:
    """Return what is drawn in a LIGHT of 0 to 1 that changes over time."""
    return lambda time: cv2.convertScaleAbs(draw(time), alpha=light(time))


# Each recipe is one kind of clip.


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


def clock_on_page(s: Setting) -> Clip:
    page = scenery.page(s.random, s.size)
    draw = over(lambda _: page, lambda p, t: scenery.tell_time(p, t + offset, decimals=0))
    offset = s.random.uniform(0, 1)
    return Clip("clock on a still page", draw, s.times, (), s.noise)


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


def fades(s: Setting) -> Clip:
    """A film fades to black and back; it never stands still."""
    fade, (dark, bright) = s.random.uniform(0.2, 1.2), s.spans(1, 1.0, 2.5)[0]
    light = _fading(dark, bright, fade)
    return Clip(
        "fades", dimmed(scenery.film(s.random, s.size), light), s.times, (), min(s.noise, 2)
    )


def _fading(dark: float, bright: float, fade: float) -> Callable[[float], float]:
    """Return a light that has gone out at DARK, and comes back from BRIGHT on."""
    return lambda time: float(
        np.interp(time, [dark - fade, dark, bright, bright + fade], [1, 0, 0, 1])
    )


def page_fades(s: Setting) -> Clip:
    fade, (dark, bright) = s.random.uniform(0.2, 0.8), (s.on_grid(3.5), s.on_grid(5.5))
    page = scenery.page(s.random, s.size)
    draw = dimmed(lambda _: page, _fading(dark, bright, fade))
    freezes = [(0, dark - fade), (bright + fade, s.seconds)]
    return Clip("page that fades", draw, s.times, freezes, min(s.noise, 2))


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
        "short black", dimmed(scenery.film(s.random, s.size), _out(spans)), s.times, (), s.noise
    )


def blacks(s: Setting) -> Clip:
    spans = s.spans(3, 0.45, 1.5)
    draw = dimmed(scenery.film(s.random, s.size), _out(spans))
    return Clip("blacks", draw, s.times, (), min(s.noise, 2))


def _out(spans: Sequence[Span]) -> Callable[[float], float]:
    return lambda time: float(not any(start <= time < end for start, end in spans))


def black_in_a_freeze(s: Setting) -> Clip:
    """A film freezes, its picture goes black, comes back, and the film goes on."""
    a, b, c, d = (s.on_grid(v) for v in (2.0, 3.5, 5.0, 6.5))
    film = held(scenery.film(s.random, s.size), [(a, d)])
    return Clip("black in a freeze", dimmed(film, _out([(b, c)])), s.times, [(a, b), (c, d)],
                min(s.noise, 2))  # fmt: skip


def near_black(s: Setting) -> Clip:
    """A dim still picture that is just no black one."""
    page = scenery.texture(s.random, s.size, 6, int(s.random.integers(32, 40)))
    return Clip("nearly black", lambda _: page, s.times, [(0, s.seconds)], min(s.noise, 1.5))


def credits_on_black(s: Setting) -> Clip:
    width, height = s.size

    def draw(time: float) -> Picture:
        picture = np.zeros((height, width, 3), np.uint8)
        for line in range(12):
            at = int(height * (0.1 * line + 1 - 0.12 * time) % (height * 1.2))
            scenery.write(picture, f"Somebody {line}", (width // 3, at), s.scale)
        return picture

    return Clip("credits", draw, s.times, ())


def cuts(s: Setting) -> Clip:
    """Films that follow one another quickly."""
    films = [scenery.film(s.random, s.size) for _ in range(3)]
    return Clip("cuts", lambda time: films[int(time / 0.7) % 3](time), s.times, (), s.noise)


def slides(s: Setting) -> Clip:
    pages = [scenery.texture(s.random, s.size) for _ in range(3)]
    third = s.on_grid(s.seconds / 3)
    spans = [(0, third), (third, 2 * third), (2 * third, s.seconds)]
    return Clip("slides", lambda t: pages[min(2, int(t / third + 1e-6))], s.times, spans, s.noise)


def dissolve(s: Setting) -> Clip:
    """One still picture slowly becomes another."""
    one, two = (scenery.texture(s.random, s.size) for _ in range(2))
    a, b = s.on_grid(3), s.on_grid(3 + s.random.uniform(1, 2.5))

    def draw(time: float) -> Picture:
        part = float(np.interp(time, [a, b], [0, 1]))
        return np.asarray(cv2.addWeighted(one, 1 - part, two, part, 0))

    return Clip("dissolve", draw, s.times, [(0, a), (b, s.seconds)], s.noise)


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


def ticker(s: Setting) -> Clip:
    page, (width, height) = scenery.page(s.random, s.size), s.size

    def draw(time: float) -> Picture:
        picture = page.copy()
        picture[int(height * 0.92) :] = 30
        at = (int(width - 0.12 * width * time), int(height * 0.98))
        scenery.write(picture, "Breaking news: nothing has happened today " * 3, at, s.scale)
        return picture

    return Clip("ticker", draw, s.times, (), s.noise)


RECIPES: tuple[Callable[[Setting], Clip], ...] = (
    film, steady_film, short_stops, still_page, still_photograph, spinner, spinner_stops,
    slow_pan, dark_film, letterbox, clock_on_page, clock_stops_too, clock_goes_on, fades,
    page_fades, zap, short_black, blacks, black_in_a_freeze, near_black, credits_on_black, cuts,
    slides, dissolve, few_pictures, doubled, variable_rate, slow_stream, ticker,
)  # fmt: skip


def clips(seed: int, size: Size = (1280, 720), *, seconds: float = SECONDS) -> Iterator[Clip]:
    """Yield one clip of each recipe; SEED chooses all that is not said."""
    for number, recipe in enumerate(RECIPES):
        random = np.random.default_rng((seed, number))
        setting = Setting(
            random,
            size,
            rate=float(random.choice([24, 25, 25, 30, 50])),
            noise=float(random.choice([0, 0, 1, 2, 3, 4.5, 6])),
            coding=_coding(random, size),
            seconds=seconds,
        )
        clip = recipe(setting)
        samples, silences = soundtrack(random, seconds)
        yield replace(clip, coding=setting.coding, sound=samples, silences=silences)


CODECS = (
    *[Coding()] * 6,
    Coding(options=(("preset", "ultrafast"), ("tune", "zerolatency"))),
    Coding(options=(("preset", "veryfast"), ("bf", "0"))),
    Coding(full=True, pixels="yuvj420p"),
    Coding("libx265", options=(("preset", "ultrafast"), ("x265-params", "log-level=none"))),
    Coding("mpeg2video", options=(), suffix=".ts", ticks=50),
    Coding("mjpeg", pixels="yuvj422p", options=(), suffix=".mkv"),
)


def _coding(random: Generator, size: Size) -> Coding:
    bits = float(np.exp(random.uniform(np.log(0.8e6), np.log(5e6)))) * size[1] / 720
    coding = CODECS[int(random.integers(len(CODECS)))]
    times = {"mpeg2video": 2.0, "mjpeg": 8.0}.get(coding.codec, 1.0)
    key = int(random.choice([12, 25, 50, 100, 250]))
    return replace(coding, bits=round(bits * times), key=key)
