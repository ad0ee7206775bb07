"""How well damage by lost packets is told from whole pictures, and what that costs a picture.

True is damage of 2 % of the macroblocks, each by more than 12 grey levels in the mean, in at
least 5 pictures; what tells of it while 0.4 % are damaged is right.  No threshold was looked
at on the seeds of this bench.  The reference of recall counts what the decoder tells, too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import cv2
import numpy as np

from actors.monitor.blocks import GRID, BlocksDetector
from tests.bench import scenery
from tests.bench.damage import RATE, Damaged, streams
from tests.bench.figure import Figure

HELD_OUT = 301, 302, 303
GAP = 12  # whole pictures within one incident
LEAST, FEWEST = 0.02, 5
SLIGHT = 0.004  # of the macroblocks; what is less is no damage
NEAR = 2  # pictures by which an alarm may be off

Run = tuple[int, int]  # the first and the last picture


def figures() -> list[Figure]:
    """Return precision and recall, and the CPU time a picture."""
    cv2.setNumThreads(1)
    scores = [_score(stream) for seed in HELD_OUT for stream in streams(seed, whole=False)]
    right, alarms, caught, true, told = np.sum(scores, axis=0)
    whole = [_alarms(stream) for seed in HELD_OUT for stream in streams(seed, whole=True)]
    alarms += sum(map(len, whole))
    recall, by_decoder = caught / max(1, true), told / max(1, true)
    return [
        Figure(f"precision of {alarms} alarms", right / max(1, alarms), "", least=0.95),
        Figure(f"recall of {true} incidents", recall, "", by_decoder, least=0.8),
        Figure(f"of {len(whole)} whole streams, alarmed", sum(map(bool, whole)), "", most=0),
        _cost(),
    ]


def _alarms(stream: Damaged) -> list[Run]:
    detector, runs = BlocksDetector(), dict[int, int]()
    for number in sorted(stream.shown):
        plane = stream.shown[number]
        detector.then(plane[: len(plane) // GRID * GRID], number / RATE)
        if detector.since is not None:
            runs[round(detector.since * RATE)] = number
    return list(runs.items())


def _score(stream: Damaged) -> tuple[int, int, int, int, int]:
    """Return how many alarms are right, alarms, incidents found, incidents, and told or found."""
    alarms, true = _alarms(stream), list(_incidents(stream))
    slight = [(number, number) for number, share in stream.share.items() if share >= SLIGHT]
    told = [(number, number) for number, is_told in stream.told.items() if is_told]
    right = sum(_touched(alarm, slight) for alarm in alarms)
    found = [_touched(incident, alarms) for incident in true]
    either = [_touched(incident, [*alarms, *told]) for incident in true]
    return right, len(alarms), sum(found), len(true), sum(either)


def _touched(run: Run, others: list[Run]) -> bool:
    return any(a <= run[1] + NEAR and b >= run[0] - NEAR for a, b in others)


def _incidents(stream: Damaged) -> Iterator[Run]:
    numbers = [number for number, share in sorted(stream.share.items()) if share >= LEAST / 2]
    groups = np.split(numbers, np.flatnonzero(np.diff(numbers) > GAP) + 1)
    for group in groups:
        if sum(stream.share[number] >= LEAST for number in group) >= FEWEST:
            yield int(group[0]), int(group[-1])


def _cost() -> Figure:
    film, taken = scenery.film(np.random.default_rng(3), (1280, 720)), []
    detector = BlocksDetector()
    for number in range(100):
        plane = cv2.cvtColor(film(number / RATE), cv2.COLOR_BGR2GRAY)
        began = time.process_time()
        detector.then(plane, number / RATE)
        taken.append(1000 * (time.process_time() - began))
    return Figure("a picture of 720p", float(np.median(taken)), "ms CPU", most=1.0)
