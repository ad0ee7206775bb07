"""What is behind a page, and the gradients of its tiles."""

from functools import lru_cache

import cv2
import numpy as np

from actors.simulator.channels import Channel
from actors.simulator.paint.canvas import Canvas, Pixels
from actors.simulator.paint.motion import Field, moving
from actors.simulator.paint.theme import NIGHT, WHITE, Colour, bgr, mix


def backdrop(size: tuple[int, int], colour: Colour) -> Canvas:
    """Return a dark ground of SIZE that glows in COLOUR from its upper right corner."""
    return Canvas(_blend(NIGHT, colour, _glow(size)))


@lru_cache(maxsize=2)
def _glow(size: tuple[int, int]) -> Field:
    """Return how much of its colour each place of a ground of SIZE has."""
    x, y = _grid(size)
    high = np.clip(1 - np.hypot((x - 0.92) / 0.85, (y + 0.05) / 1.0), 0, 1) ** 1.6 * 0.34
    low = np.clip(1 - np.hypot((x - 0.05) / 0.7, (y - 1.1) / 0.6), 0, 1) ** 1.6 * 0.16
    return np.asarray(np.maximum(high, low))


@lru_cache(maxsize=128)
def tile(size: tuple[int, int], code: str) -> Pixels:
    """Return a tile of SIZE in the colour of CODE, lit from its upper left."""
    width, height = size
    colour = bgr(code)
    x, y = _grid(size)
    ground = _blend(mix(colour, WHITE, 0.10), mix(colour, NIGHT, 0.62), 0.35 * x + 0.65 * y)
    round_one = np.hypot((x - 0.95) * width, (y - 0.1) * height) < 0.75 * height
    round_two = np.hypot((x - 0.72) * width, (y - 1.05) * height) < 0.5 * height
    lit = 0.07 * round_one + 0.06 * round_two
    return np.asarray(ground + (255 - ground) * lit[..., None], np.uint8)


@lru_cache(maxsize=128)
def poster(size: tuple[int, int], channel: Channel) -> Pixels:
    """Return a tile of SIZE with a still of what CHANNEL shows, darker towards its foot."""
    still = moving(channel.motion, channel.colours, float(channel.number))
    picture = cv2.resize(still, size, interpolation=cv2.INTER_AREA)
    shade = np.linspace(0.85, 0.25, size[1])[:, None, None]
    return np.asarray(picture * shade, np.uint8)


def _grid(size: tuple[int, int]) -> tuple[Field, Field]:
    """Return x of each column and y of each row, from 0 to 1."""
    x, y = (np.linspace(0, 1, length, dtype=np.float32) for length in size)
    return x[None, :], y[:, None]


def _blend(one: Colour, other: Colour, part: Field) -> Pixels:
    mixed = [low + (high - low) * part + 0.5 for low, high in zip(one, other, strict=True)]
    return np.stack([each.astype(np.uint8) for each in mixed], axis=-1)
