"""Ways to keep a picture: CPU time, size, and what the image check makes of what comes back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.checks.image import Image
from actors.evidence import Recording
from actors.interface import Frame
from actors.reference import Picture
from tests.bench.figure import Figure
from tests.bench.match_case import Case
from tests.bench.match_corpus import cases
from tests.bench.match_pages import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.interface import Pixels

SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
REPEATS = 5
CASES = 66  # two of each kind of the corpus, found and not
SEED = 7001


@dataclass(frozen=True)
class Codec:
    """What OpenCV writes with the SUFFIX and its SETTINGS."""

    suffix: str
    settings: tuple[int, ...] = ()

    def encode(self, pixels: Pixels) -> bytes:
        """Return PIXELS as they would be kept."""
        return cv2.imencode(self.suffix, pixels, self.settings)[1].tobytes()

    def through(self, pixels: Pixels) -> Pixels:
        """Return what comes back of PIXELS."""
        return cv2.imdecode(np.frombuffer(self.encode(pixels), np.uint8), cv2.IMREAD_COLOR)


def _jpeg(quality: int, *settings: int) -> Codec:
    return Codec(".jpg", (cv2.IMWRITE_JPEG_QUALITY, quality, *settings))


WHOLE_COLOUR = cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
LOSSY = {
    "JPEG 80": _jpeg(80),
    "JPEG 85": _jpeg(85),
    "JPEG 85, whole colour": _jpeg(85, *WHOLE_COLOUR),
    "JPEG 90": _jpeg(90),
    "JPEG 90, whole colour": _jpeg(90, *WHOLE_COLOUR),
    "JPEG 95": _jpeg(95),
    "WebP 80": Codec(".webp", (cv2.IMWRITE_WEBP_QUALITY, 80)),
    "WebP 90": Codec(".webp", (cv2.IMWRITE_WEBP_QUALITY, 90)),
}
LOSSLESS = {
    "PNG 1": Codec(".png", (cv2.IMWRITE_PNG_COMPRESSION, 1)),
    "PNG 3": Codec(".png", (cv2.IMWRITE_PNG_COMPRESSION, 3)),
    "WebP lossless": Codec(".webp", (cv2.IMWRITE_WEBP_QUALITY, 101)),
}


def figures() -> list[Figure]:
    """Return cost and size on pages and films, and how far scores move, for each codec."""
    cv2.setNumThreads(1)
    return [*_costs(), *_drifts()]


def _costs() -> list[Figure]:
    found = []
    for name, size in SIZES.items():
        shown = {"page": page(np.random.default_rng(1)).drawn(size), "film": film(size, seed=1)}
        for what, pixels in shown.items():
            for codec, way in {**LOSSY, **LOSSLESS}.items():
                spent, kept = _cost(way, pixels)
                found += [
                    Figure(f"{name} {what}, {codec}, CPU", spent, "ms"),
                    Figure(f"{name} {what}, {codec}, size", kept, "KiB"),
                ]
    return found


def _cost(codec: Codec, pixels: Pixels) -> tuple[float, float]:
    taken = []
    for _ in range(REPEATS):
        began = time.process_time()
        kept = codec.encode(pixels)
        taken.append(time.process_time() - began)
    return 1000 * min(taken), len(kept) / 1024


def film(size: tuple[int, int], *, seed: int) -> Pixels:
    """Draw what a camera might have: soft shapes of every size, with grain."""
    random = np.random.default_rng(seed)
    picture = np.full((size[1], size[0], 3), 110.0, np.float32)
    for cells, strength in ((4, 60), (16, 35), (64, 15), (256, 6)):
        noise = random.normal(0, strength, (cells * 9 // 16 + 1, cells, 3)).astype(np.float32)
        picture += cv2.resize(noise, size, interpolation=cv2.INTER_CUBIC)
    return np.clip(picture + random.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


def _drifts() -> list[Figure]:
    corpus = list(cases(SEED, CASES))
    before = [_score(case, case.frame) for case in corpus]
    return [
        figure
        for name, codec in LOSSY.items()
        for figure in _drift(name, [_score(c, codec.through(c.frame)) for c in corpus], before)
    ]


def _drift(name: str, after: Sequence[float], before: Sequence[float]) -> list[Figure]:
    moved = [abs(one - other) for one, other in zip(after, before, strict=True)]
    bound = Image.model_fields["threshold"].default
    flips = sum((a >= bound) != (b >= bound) for a, b in zip(after, before, strict=True))
    return [
        Figure(f"{name}, the score moves by, median", median(moved), ""),
        Figure(f"{name}, the score moves by, at most", max(moved), ""),
        Figure(f"{name}, verdicts that flip of {len(after)}", flips, ""),
    ]


def _score(case: Case, pixels: Pixels) -> float:
    encoded = cv2.imencode(".png", case.reference)[1].tobytes()
    check = Image(reference=Picture("wanted.png", encoded), region=case.region)
    return check.judge(Recording([Frame(pixels, 0.0)], case.size)).score
