"""When a device gives no signal: a flat picture or colour bars that stay, and no sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.monitor.definitions import STANDARD, Definitions
from actors.monitor.luma import of_pixels
from actors.monitor.motion import MotionDetector
from actors.monitor.silence import SilenceDetector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.interface import Pixels

SMALL = 160, 90  # pixels in which colours are counted
BARS = ("white", "yellow", "cyan", "green", "magenta", "red", "blue")  # SMPTE ECR 1-1978, EBU 3325
CODES = (7, 6, 3, 2, 5, 4, 1)  # red 4, green 2 and blue 1 that each of them is made of
DARK_BARS = 8  # with a black one at the end, as EBU bars have it
TOP = 0.6  # of the height; SMPTE bars have other patches below two thirds


def flat_share(pixels: Pixels, distance: int = STANDARD.no_signal.distance) -> float:
    """Return the part, 0 to 1, that is of the picture's most usual colour.

    distance: levels of blue, green and red that still are that colour.
    """
    small = cv2.resize(pixels, SMALL, interpolation=cv2.INTER_AREA).astype(np.int16)
    usual = np.median(small.reshape(-1, 3), axis=0)
    return float((np.abs(small - usual).max(axis=2) <= distance).mean())


def bars_share(pixels: Pixels, distance: int = STANDARD.no_signal.distance) -> float:
    """Return the part of the picture's upper rows that are colour bars, 0 where there are none."""
    small = cv2.resize(pixels, SMALL, interpolation=cv2.INTER_AREA).astype(np.int16)
    top = small[: round(SMALL[1] * TOP)]
    profile = np.median(top, axis=0)
    if not any(_are_bars(profile, number) for number in (len(BARS), DARK_BARS)):
        return 0.0
    return float((np.abs(top - profile).max(axis=2) <= distance).mean())


def _are_bars(profile: NDArray[np.floating], number: int) -> bool:
    """Tell whether a row of pixels is NUMBER bars of one width, from white to blue or black."""
    middles = profile[((np.arange(number) + 0.5) * SMALL[0] / number).astype(int)]
    half = middles[: len(BARS)].max() / 2
    blue, green, red = (middles > max(half, STANDARD.no_signal.distance)).T
    codes = tuple(int(code) for code in 4 * red + 2 * green + blue)
    return codes[: len(BARS)] == CODES and not any(codes[len(BARS) :])


class NoSignalDetector:
    """Tells since when there is no signal.

    since: when that began, however short it is yet; None where there is a signal.
    share: the part of the last picture that is flat, or bars.
    """

    def __init__(self, definitions: Definitions = STANDARD) -> None:
        self.share = 0.0
        self._definition = definitions.no_signal
        self._motion = MotionDetector(definitions.motion)
        self._silence = SilenceDetector(definitions.silence)
        self._dead: float | None = None  # since when the picture is flat
        self._hears = False  # whether there is a sound track

    @property
    def since(self) -> float | None:
        begins = [self._dead, self._motion.still_since]
        begins += [self._silence.since] if self._hears else []
        known = [begin for begin in begins if begin is not None]
        return max(known) if len(known) == len(begins) else None

    def picture(self, pixels: Pixels, at: float) -> None:
        """Take in a picture, in BGR, that is shown AT a time."""
        self._motion.then(of_pixels(pixels), at)
        distance = self._definition.distance
        self.share = max(flat_share(pixels, distance), bars_share(pixels, distance))
        if self.share < self._definition.flat:
            self._dead = None
        elif self._dead is None:
            self._dead = at

    def sound(self, samples: NDArray[np.generic], rate: int, at: float) -> None:
        """Take in SAMPLES, n or channels x n, that play RATE a second from AT on."""
        self._hears = True
        self._silence.then(samples, rate, at)
