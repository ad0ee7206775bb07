"""The moving pictures of the channels, each a function of time."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.simulator.paint.canvas import Pixels
from actors.simulator.paint.theme import BLACK, bgr, mix

Field = NDArray[np.float32]

_WIDTH, _HEIGHT = 320, 180  # what is computed; enlarged for the screen
_PERIOD: Final = 3600.0  # seconds after which the pictures begin again
_X: Final = np.linspace(-1.78, 1.78, _WIDTH, dtype=np.float32)[None, :]
_Y: Final = np.linspace(-1, 1, _HEIGHT, dtype=np.float32)[:, None]
_RADIUS: Final = np.hypot(_X, _Y) + np.float32(0.05)
_ANGLE: Final = np.arctan2(_Y, _X)


def moving(motion: str, colours: tuple[str, str, str], seconds: float) -> Pixels:
    """Return the picture of MOTION at a time: a small one, 16 to 9, blue-green-red."""
    field = _MOTIONS[motion](seconds % _PERIOD)
    shades = np.clip(field * 127.5 + 127.5, 0, 255).astype(np.uint8)
    return np.asarray(cv2.applyColorMap(shades, _palette(colours)), np.uint8)


def _plasma(t: float) -> Field:
    soft = np.sin(_X * 2.5 + t * 1.9) + np.sin(_Y * 3.4 - t * 2.3)
    rings = np.sin(_RADIUS * 6 - t * 3.6) + np.sin(_X * _Y * 4 + t * 1.5)
    return np.asarray((soft + rings) / 3.2 + 0.12)


def _aurora(t: float) -> Field:
    bend = np.sin(_Y * 2.2 + t * 0.9) * 0.8 + np.sin(_Y * 5 - t * 1.7) * 0.25
    wide = np.sin(_X * 4.5 + bend * 2.4 + t * 2.2) * 0.6
    narrow = np.sin(_X * 9 - bend * 3 - t * 3) * 0.3
    return np.asarray(wide + narrow - 0.35 * _Y)


def _waves(t: float) -> Field:
    depth = 1 / (1.25 + _Y)
    swell = np.sin(depth * 9 + t * 3.4 + np.sin(_X * 3 + t * 1.3) * 0.8)
    return np.asarray(swell * 0.6 + np.sin(_X * depth * 7 - t * 2.1) * 0.35 - 0.1)


def _tunnel(t: float) -> Field:
    depth = np.log(_RADIUS)
    walls = np.sin(depth * 9 - t * 5) * np.cos(_ANGLE * 6 + t * 1.2 + depth * 2)
    return np.asarray(walls * 0.7 + _RADIUS * 0.45 - 0.35)


def _rays(t: float) -> Field:
    beams = np.sin(_ANGLE * 10 + t * 2.6 + np.sin(_RADIUS * 4 - t * 3) * 0.9)
    return np.asarray(beams * 0.55 + np.sin(_RADIUS * 7 - t * 4) * 0.3 + 0.1)


def _dunes(t: float) -> Field:
    clouds = np.sin(_X * 2.2 + t * 2.2) * np.sin(_Y * 3 + t * 1.3)
    field = 0.62 - 0.15 * _Y + 0.3 * clouds + 0.1 * np.sin(_X * 5 + _Y * 9 + t * 3)
    for layer in range(5):
        near = (layer + 1) / 5
        along = _X * (1.2 + near) + t * (0.5 + 1.6 * near)
        crest = -0.45 + 0.3 * layer + 0.16 * np.sin(along) + 0.07 * np.sin(along * 2.3 + layer)
        ripples = 0.55 - 0.3 * layer + 0.14 * np.sin(along * 7 + _Y * 12)
        covered = np.clip((_Y - crest) * 60 + 0.5, 0, 1)  # a soft edge of about a pixel
        field = field + (ripples - field) * covered
    return np.asarray(field)


_MOTIONS: Final[dict[str, Callable[[float], Field]]] = {
    "plasma": _plasma,
    "aurora": _aurora,
    "waves": _waves,
    "tunnel": _tunnel,
    "rays": _rays,
    "dunes": _dunes,
}


@lru_cache(maxsize=32)
def _palette(colours: tuple[str, str, str]) -> Pixels:
    """Return 256 x 1 colours: from nearly black over the three to the lightest."""
    dark, middle, light = (bgr(code) for code in colours)
    stops = [mix(dark, BLACK, 0.35), dark, middle, light]
    at = np.linspace(0, len(stops) - 1, 256)
    parts = [np.interp(at, range(len(stops)), [stop[c] for stop in stops]) for c in range(3)]
    return np.stack(parts, axis=-1).astype(np.uint8)[:, None]
