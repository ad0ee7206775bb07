"""What moves everywhere at once: fractal ground, a hand that shakes, a crowd, water, grain."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator

from tests.bench.scenery import Draw, Picture, Size

STEP = 1 / 50  # seconds in which a hand that shakes gets somewhere else


def fractal(random: Generator, size: Size, low: float = 20, high: float = 220) -> Picture:
    """Return a texture like rock or leaves, whose detail fades out towards fine or does not."""
    width, height = size
    total, weight, cells = np.zeros((height, width, 3), np.float32), 1.0, 4.0
    keeps, finest = random.uniform(0.5, 0.8), random.uniform(2.5, 8)  # pixels
    while width / cells >= finest:
        shape = max(2, round(cells * height / width)), round(cells)
        grain = random.standard_normal((*shape, 3)).astype(np.float32)
        grain = 0.5 * grain + 0.5 * grain.mean(axis=2, keepdims=True)
        total += weight * cv2.resize(grain, size, interpolation=cv2.INTER_CUBIC)
        weight, cells = weight * keeps, cells * 2
    total = (total - total.min()) / (total.max() - total.min())
    return np.asarray(low + total * (high - low), np.float32).astype(np.uint8)


def turning(ground: Picture, size: Size, speed: tuple[float, float]) -> Draw:
    """Return a camera that turns by SPEED, pixels a second, over a GROUND without an end."""
    return lambda time: shifted(ground, size, (speed[0] * time, speed[1] * time))


def shifted(ground: Picture, size: Size, by: tuple[float, float]) -> Picture:
    """Return the part of GROUND of a SIZE that begins BY so many pixels to the right and down."""
    height, width = ground.shape[:2]
    move = np.array([[1, 0, -(by[0] % width)], [0, 1, -(by[1] % height)]], np.float32)
    return np.asarray(cv2.warpAffine(ground, move, size, borderMode=cv2.BORDER_WRAP))


def hand(random: Generator, *, reach: float, seconds: float) -> Callable[[float], Picture]:
    """Return where a hand that shakes by up to REACH pixels at a time points to."""
    steps = random.uniform(-reach, reach, (round(seconds / STEP) + 2, 2))
    smooth = random.choice([1, 2, 4])  # pictures that one jerk takes
    path = np.cumsum(cv2.blur(steps, (1, int(smooth))), axis=0)
    path -= cv2.blur(path, (1, 51))  # and back in a second
    return lambda time: path[min(len(path) - 1, int(time / STEP + 1e-6))]


def crowd(random: Generator, ground: Picture, scale: float) -> Draw:
    """Return many that sway and nod, each at its own pace, before a GROUND that stays."""
    height, width = ground.shape[:2]
    count = int(random.integers(40, 150))
    places = random.uniform(0, 1, (count, 2)) * (width, height)
    sizes, paces = random.uniform(6, 20, count) * scale, random.uniform(1.5, 8, (count, 2))
    phases, reach = random.uniform(0, 6.3, (count, 2)), random.uniform(1.5, 6) * scale
    low, high = float(ground.min()), float(ground.max())
    colours = random.uniform(low, high, (count, 3))

    def draw(time: float) -> Picture:
        picture = ground.copy()
        for at, size, colour in zip(
            places + reach * np.sin(paces * time + phases), sizes, colours, strict=True
        ):
            x, y = (int(16 * v) for v in at)
            cv2.circle(picture, (x, y), int(16 * size), tuple(colour), -1, cv2.LINE_AA, 4)
        return picture

    return draw


def water(random: Generator, ground: Picture, scale: float) -> Draw:
    """Return a GROUND that is seen through waves."""
    height, width = ground.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    waves = [
        (
            2 * np.pi / (random.uniform(30, 160) * scale),
            random.uniform(0, 6.3),
            random.uniform(2, 8),
        )
        for _ in range(4)
    ]
    reach = random.uniform(1.5, 4.0) * scale

    def draw(time: float) -> Picture:
        bent_x, bent_y = x.copy(), y.copy()
        for often, way, pace in waves:
            phase = often * (np.cos(way) * x + np.sin(way) * y) + np.float32(pace * time)
            wave = np.float32(reach) * np.sin(phase)
            bent_x += np.float32(np.cos(way)) * wave
            bent_y += np.float32(np.sin(way)) * wave
        return np.asarray(cv2.remap(ground, bent_x, bent_y, cv2.INTER_LINEAR,
                                    borderMode=cv2.BORDER_REFLECT))  # fmt: skip

    return draw


def grain(random: Generator, size: Size, sigma: float) -> Callable[[Picture, float], None]:
    """Return the grain of film of SIGMA levels, coarser than a pixel; it never stands still."""
    width, height = size
    coarse = random.normal(0, 1, (height + 64, width + 64)).astype(np.float32)
    coarse = cv2.GaussianBlur(coarse, (0, 0), random.uniform(0.5, 0.9))
    coarse *= sigma / coarse.std()
    whole = np.repeat(coarse[..., None], 3, axis=2)
    places = np.random.default_rng(int(random.integers(1 << 30)))

    def lay(picture: Picture, time: float) -> None:
        left, top = places.integers(0, 64, 2)
        part = whole[top : top + height, left : left + width]
        picture[:] = np.clip(picture + part, 0, 255).astype(np.uint8)

    return lay
