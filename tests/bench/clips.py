"""Videos whose freezes, blacks and silences are known, drawn and encoded from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from tests.bench import clips_dark, clips_films, clips_pages, clips_restless
from tests.bench.clip import SECONDS, Clip, Coding, Setting
from tests.bench.scenery import Size
from tests.bench.soundtrack import soundtrack

Recipe = Callable[[Setting], Clip]
RECIPES: tuple[Recipe, ...] = (
    *clips_films.RECIPES,
    *clips_pages.RECIPES,
    *clips_dark.RECIPES,
    *clips_restless.RECIPES,
)


def clips(
    seed: int,
    size: Size = (1280, 720),
    *,
    seconds: float = SECONDS,
    recipes: Sequence[Recipe] = RECIPES,
) -> Iterator[Clip]:
    """Yield one clip of each of RECIPES; SEED chooses all that is not said."""
    for number, recipe in enumerate(recipes):
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
