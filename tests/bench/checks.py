"""What a verdict costs: CPU time of one thread's worth of work, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.checks import Check
from actors.checks.image import Image
from actors.checks.motion import Motion
from actors.checks.text import Text
from actors.evidence import Recording
from actors.interface import Frame
from actors.reference import Picture
from actors.vision.choice import Choice
from actors.vision.ocr import reader
from actors.vision.region import cut
from tests.bench.figure import Figure

if TYPE_CHECKING:
    from actors.interface import Pixels

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
REFERENCES = {"50x50": (50, 50), "200x100": (200, 100), "600x300": (600, 300)}
WORDS = ("Home", "Settings", "Network", "Live TV", "Search", "Sport", "20:15", "Weather")
REPEATS = 9
PICTURES = 11  # that motion is told from
NUMBERS = count()


def figures() -> list[Figure]:
    """Return what each kind of question costs; there is nothing to compare it with."""
    cv2.setNumThreads(1)
    return [Figure(what, spent, "ms of CPU") for what, spent in measure().items()]


def measure() -> dict[str, float]:
    """Return the least of some repeats for each kind of question, in milliseconds of CPU time."""
    taken: dict[str, float] = {}
    for name, size in SIZES.items():
        page, other = screen(size, seed=1), screen(size, seed=2)
        taken |= {f"{name} {what}": spent for what, spent in _images(page, other).items()}
        taken[f"{name} motion, each picture"] = _motion(page)
        taken[f"{name} text, page"] = _reading(page)
        taken[f"{name} text, line"] = _reading(cut(page, (60, 120, 200, 60)))
        taken[f"{name} text, the same page again"] = _judging(Text(expected="Network"), page)
    return taken


def screen(size: tuple[int, int], *, seed: int) -> Pixels:
    """Draw a page of coloured tiles with names on a shaded ground."""
    random = np.random.default_rng(seed)
    ramp = np.linspace(random.integers(5, 60, 3), random.integers(5, 60, 3), size[1])
    page = np.repeat(ramp[:, None, :], size[0], axis=1).astype(np.uint8)
    for top in range(100, size[1] - 100, 150):
        for left in range(60, size[0] - 220, 250):
            colour = [int(value) for value in random.integers(20, 230, 3)]
            cv2.rectangle(page, (left, top), (left + 200, top + 100), colour, -1)
            word = str(random.choice(WORDS))
            ink = (255, 255, 255) if colour[1] < 140 else (10, 10, 10)
            cv2.putText(page, word, (left + 20, top + 55), ink, cv2.FontFace("sans"), 26, 400)
    return page


def _images(page: Pixels, other: Pixels) -> dict[str, float]:
    taken = {}
    for name, (width, height) in REFERENCES.items():
        pixels = cut(page, (330, 120, width, height))
        picture = Picture(f"{name}.png", cv2.imencode(".png", pixels)[1].tobytes())
        whole, near = Image(reference=picture), (280, 70, width + 100, height + 100)
        taken[f"image {name}, hit"] = _judging(whole, page)
        taken[f"image {name}, miss"] = _judging(whole, other)
        taken[f"image {name}, hit in region"] = _judging(
            Image(reference=picture, region=near), page
        )
    return taken


def _judging(check: Check, page: Pixels) -> float:
    """Judge another frame each time, of which nothing is known."""
    return _cpu(lambda: check.judge(Recording([Frame(page, 0.0)])))


def _motion(page: Pixels) -> float:
    def judge() -> None:
        frames = [Frame(page, number / 25) for number in range(PICTURES)]
        Motion().judge(Recording(frames))

    return _cpu(judge) / PICTURES


def _reading(picture: Pixels) -> float:
    def read() -> None:
        another = cv2.add(picture, (next(NUMBERS), 0, 0, 0))  # none of its lines was read before
        list(reader(Choice("rapidocr")).read(another))

    return _cpu(read)


def _cpu(work: Callable[[], object]) -> float:
    work()
    return min(_once(work) for _ in range(REPEATS)) * 1000


def _once(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
