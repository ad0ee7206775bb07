"""Recordings for tests, a picture and a twenty-fifth of a second of sound for each letter.

m  a picture that moves on      s  the same as the one before      b  black
x  a single broken picture      .  silence under any of them, where the sound says so
"""

import cv2
import numpy as np

from actors.evidence import Recording
from actors.interface import Frame, Samples

SIZE = (320, 180)
RATE = 25.0  # pictures a second
HERTZ = 16_000


def page(seed: int = 1) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(30, 220, (9, 16, 3), np.uint8)
    return cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)


def moving(number: int) -> np.ndarray:
    picture = page()
    cv2.circle(picture, (20 + 5 * number % 280, 90), 14, (250, 250, 250), -1)
    return picture


def pictures(letters: str, rate: float = RATE) -> list[Frame]:
    """Draw what LETTERS say, with a little noise in it."""
    random, drawn, shown, steps = np.random.default_rng(3), [], moving(0), 0
    for number, letter in enumerate(letters):
        if letter == "m":
            steps += 1
            shown = moving(steps)
        picture = {"b": np.zeros_like(shown), "x": 255 - shown}.get(letter, shown)
        noise = random.integers(-2, 3, picture.shape, np.int16)
        drawn.append(Frame(cv2.add(picture, noise, dtype=cv2.CV_8U), number / rate))
    return drawn


def heard(letters: str, loud: float = 0.2) -> list[Samples]:
    """Play a tone, but for each "." among LETTERS, for which nothing is played."""
    length = round(HERTZ / RATE)
    times = np.arange(len(letters) * length) / HERTZ
    tone = np.round(32767 * loud * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
    parts = tone.reshape(-1, length) * (np.array(list(letters)) != ".")[:, None]
    return [Samples(part.astype(np.int16), HERTZ, n / RATE) for n, part in enumerate(parts)]


def recording(letters: str = "", sound: str = "", rate: float = RATE) -> Recording:
    """Return a recording of what LETTERS show, and SOUND plays, from time 0 on."""
    return Recording(pictures(letters, rate), SIZE, heard=heard(sound) if sound else ())
