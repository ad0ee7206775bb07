"""What clips show: films, pages, pans, spinners, clocks and banners, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Size = tuple[int, int]  # width, height
Draw = Callable[[float], Picture]  # the picture at a time, in seconds
WHITE = (235, 235, 235)


def texture(random: Generator, size: Size, low: int = 20, high: int = 220) -> Picture:
    """Return a picture with detail of every scale, as a photograph has it, within two levels."""
    width, height = size
    total = np.zeros((height, width, 3), np.float32)
    for cells, weight in ((4, 1.0), (12, 0.6), (40, 0.35), (130, 0.2), (400, 0.1)):
        grain = random.random((max(2, cells * height // width), cells, 3), np.float32)
        grain = grain * 0.4 + grain.mean(axis=2, keepdims=True) * 0.6
        total += weight * cv2.resize(grain, size, interpolation=cv2.INTER_CUBIC)
    total -= total.min()
    return np.asarray(low + total / total.max() * (high - low), np.float32).astype(np.uint8)


def pan(random: Generator, size: Size, speed: float, levels: tuple[int, int] = (20, 220)) -> Draw:
    """Return a camera that turns by SPEED pixels a second over a large picture."""
    width, height = size
    large = texture(random, (width * 2, height * 2), *levels)
    angle = random.uniform(0, 2 * np.pi)
    step = np.array([np.cos(angle), np.sin(angle)]) * speed

    def draw(time: float) -> Picture:
        left = _there_and_back(width / 2 + step[0] * time, width)
        top = _there_and_back(height / 2 + step[1] * time, height)
        by = np.array([[1, 0, -left], [0, 1, -top]], np.float32)
        return np.asarray(cv2.warpAffine(large, by, size))

    return draw


def _there_and_back(at: float, end: float) -> float:
    at %= 2 * end
    return at if at < end else 2 * end - at


def film(random: Generator, size: Size, levels: tuple[int, int] = (20, 220)) -> Draw:
    """Return a camera that turns while things of several colours walk about."""
    ground = pan(random, size, random.uniform(0.01, 0.15) * size[0], levels)
    walkers = [_walker(random, size, levels) for _ in range(random.integers(2, 6))]

    def draw(time: float) -> Picture:
        picture = ground(time)
        for walk in walkers:
            walk(picture, time)
        return picture

    return draw


def _walker(random: Generator, size: Size, levels: tuple[int, int]) -> Callable[..., None]:
    centre, reach = random.uniform(0.2, 0.8, 2) * size, random.uniform(0.1, 0.4, 2) * size
    pace, phase = random.uniform(0.5, 3, 2), random.uniform(0, 6, 2)
    axes = random.uniform(0.03, 0.15, 2) * size[1]
    colour = [int(level) for level in random.integers(*levels, 3)]

    def walk(picture: Picture, time: float) -> None:
        at = centre + reach * np.sin(pace * time + phase)
        cv2.ellipse(
            picture, (*map(int, at),), (*map(int, axes),), 0, 0, 360, colour, -1, cv2.LINE_AA
        )

    return walk


def page(random: Generator, size: Size, levels: tuple[int, int] = (15, 210)) -> Picture:
    """Return a page of an interface: tiles with pictures and words on a shaded ground."""
    width, height = size
    ramp = np.linspace(random.integers(5, 60, 3), random.integers(5, 60, 3), height)
    picture = np.repeat(ramp[:, None, :], width, axis=1).astype(np.uint8)
    across, down = int(random.integers(2, 6)), int(random.integers(2, 4))
    tile = int(width * 0.8 / across), int(height * 0.7 / down)
    for row in range(down):
        for column in range(across):
            left, top = int(width * 0.08 + column * tile[0]), int(height * 0.18 + row * tile[1])
            inner = max(8, tile[0] - width // 40), max(8, tile[1] - height // 20)
            part = picture[top : top + inner[1], left : left + inner[0]]
            if random.random() < 0.5:
                part[:] = texture(random, inner, *levels)
            else:
                part[:] = random.integers(*levels, 3)
            write(picture, f"Item {row}{column}", (left + 8, top + inner[1] // 2), height / 720)
    write(
        picture,
        "Home   Films   Series   Live   Settings",
        (width // 12, height // 10),
        height / 500,
    )
    return picture


def write(picture: Picture, text: str, at: tuple[int, int], scale: float) -> None:
    """Write white TEXT with its lower left corner AT a place."""
    thick = max(1, round(2 * scale))
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.9 * scale, WHITE, thick, cv2.LINE_AA)


def spin(picture: Picture, time: float, at: tuple[int, int], *, size: int, turns: float) -> None:
    """Draw a spinner of SIZE pixels that makes TURNS a second."""
    angle = 360 * turns * time
    radius, thick = max(2, size // 2 - 1), max(1, size // 8)
    cv2.ellipse(picture, at, (radius, radius), 0, angle, angle + 110, WHITE, thick, cv2.LINE_AA)


def tell_time(picture: Picture, time: float, *, decimals: int) -> None:
    """Burn in a clock in a dark box at the top right."""
    height, width = picture.shape[:2]
    left, scale = int(width * 0.78), height / 720
    cv2.rectangle(picture, (left, 0), (width, int(60 * scale)), (10, 10, 10), -1)
    tenths = f"{time % 1:.1f}"[1:] if decimals else ""
    write(picture, f"12:{int(time) // 60:02}:{int(time) % 60:02}{tenths}",
          (left + 6, int(42 * scale)), scale)  # fmt: skip


def banner(picture: Picture, time: float) -> None:
    """Draw the banner that names the channel, in the lowest quarter."""
    height, width = picture.shape[:2]
    top = int(height * 0.76)
    picture[top : int(height * 0.96), width // 20 : -width // 20] = (120, 60, 30)
    write(picture, "7  News Channel", (width // 12, int(height * 0.86)), height / 600)


def letterbox(picture: Picture, part: float) -> None:
    """Blacken PART of the height at the top and as much at the bottom."""
    rows = int(picture.shape[0] * part)
    picture[:rows] = picture[len(picture) - rows :] = 0
