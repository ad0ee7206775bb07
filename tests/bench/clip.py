"""A video whose freezes, blacks and silences are known, and what recipes of such are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.random import Generator

from tests.bench.scenery import Draw, Picture, Size

if TYPE_CHECKING:
    from numpy.typing import NDArray

Span = tuple[float, float]
DARKEST = 0.08 * 255  # what is black, by the definition
SECONDS = 6.0


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


def out(spans: Sequence[Span]) -> Callable[[float], float]:
    """Return a light that goes out during SPANS."""
    return lambda time: float(not any(start <= time < end for start, end in spans))


def fading(dark: float, bright: float, fade: float) -> Callable[[float], float]:
    """Return a light that has gone out at DARK, and comes back from BRIGHT on."""
    return lambda time: float(
        np.interp(time, [dark - fade, dark, bright, bright + fade], [1, 0, 0, 1])
    )
