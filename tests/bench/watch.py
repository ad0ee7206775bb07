"""What `vpt watch` finds in clips whose truth is known, and what that costs while they play.

Beside it are ffmpeg's own detectors on the same clips, and decoding alone.  No threshold was
looked at on the seeds of this bench.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from actors.monitor.recorded import incidents
from actors.monitor.recording import play
from tests.bench import scenery
from tests.bench.clip import SECONDS, Clip, Coding
from tests.bench.clips import RECIPES, clips
from tests.bench.encoding import write
from tests.bench.ffmpeg_detectors import KEYS, found_by_ffmpeg
from tests.bench.figure import Figure
from tests.bench.scoring import Score
from tests.bench.soundtrack import soundtrack

# Seed, size, and which recipes: large pictures take most of the time.
HELD_OUT = (
    (101, (1280, 720), RECIPES[::5]),
    (102, (640, 360), RECIPES),
    (103, (426, 240), RECIPES),
)
REPEATS = 5


def figures() -> list[Figure]:
    """Return precision and recall for each kind of incident, and how many streams a core takes."""
    cv2.setNumThreads(1)
    with TemporaryDirectory() as folder:
        return [*_accuracy(Path(folder)), *_cost(Path(folder))]


def _accuracy(folder: Path) -> Iterator[Figure]:
    ours, theirs = (defaultdict[str, Score](Score) for _ in range(2))
    for seed, size, recipes in HELD_OUT:
        for clip in clips(seed, size, recipes=recipes):
            path, truth = write(clip, folder, seed=seed)
            found = incidents(path)
            for kind, true in truth.items():
                ours[kind].add([(s.start, s.end) for s in found if s.kind == kind], true)
                theirs[kind].add(found_by_ffmpeg(path, kind, SECONDS), true)
            path.unlink()
    for kind in KEYS:
        mine, other = ours[kind], theirs[kind]
        yield Figure(
            f"{kind}, precision of {mine.told}", mine.precision, "", other.precision, least=0.95
        )
        yield Figure(f"{kind}, recall of {mine.true}", mine.recall, "", other.recall, least=0.95)


def _cost(folder: Path) -> list[Figure]:
    """Measure decoding and watching one after the other, and keep the least of some repeats."""
    path = _stream(folder)
    ways = {"decoded only": _decode, "watched": _watch}
    taken = {what: min(_cpu(act, path) for _ in range(REPEATS)) for what, act in ways.items()}
    alone, whole = (taken[what] / SECONDS for what in ways)
    return [
        Figure("720p25 at 2.5 Mbit/s, watched", 1 / whole, "streams a core", 1 / alone, least=11),
        Figure("720p25 at 2.5 Mbit/s, watched", whole, "CPU s a second", alone),
        Figure("of that, watching", whole - alone, "CPU s a second"),
    ]


def _stream(folder: Path) -> Path:
    """Encode a film with sound: all the time something moves."""
    random = np.random.default_rng(7)
    draw, (samples, silences) = scenery.film(random, (1280, 720)), soundtrack(random, SECONDS)
    times = [number / 25 for number in range(round(SECONDS * 25) + 1)]
    coding = Coding(options=(("preset", "medium"),))
    clip = Clip("stream", draw, times, noise=2.0, sound=samples, silences=silences, coding=coding)
    return write(clip, folder)[0]


def _decode(path: Path) -> None:
    for _ in play(path):
        pass


def _watch(path: Path) -> None:
    incidents(path)


def _cpu(act: Callable[[Path], None], path: Path) -> float:
    began = time.process_time()
    act(path)
    return time.process_time() - began
