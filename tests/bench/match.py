"""Image matching beside stb-tester's open core: CPU time, and right answers on a made corpus.

Both look at the same frames in turn, each in a process of its own with one
thread.  stb-tester is found through VPT_BENCH_STBT, the path of a Python that has
stbt-core (`python -m venv F && F/bin/pip install stbt-core`); its own OpenCV must
not get into this environment.  Without it only ours is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from actors.checks.image import Image
from actors.evidence import Recording
from actors.interface import Frame
from actors.reference import Picture
from actors.vision.region import around, cut
from tests.bench.figure import Figure
from tests.bench.match_absent import ABSENT
from tests.bench.match_case import LARGE, Case
from tests.bench.match_changes import jpeg
from tests.bench.match_corpus import cases
from tests.bench.match_pages import SIZE, Page, Random, page
from tests.bench.match_present import PRESENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.interface import Pixels
    from actors.verdict import Region
    from actors.vision.region import Size

STBT = os.environ.get("VPT_BENCH_STBT")
SIZES = {"720p": SIZE, "1080p": LARGE}
REFERENCES = {"50x50": (50, 50), "200x100": (200, 100), "600x300": (600, 300)}
AIMS = {"hit": 1 / 3, "hit in JPEG": 1 / 3, "miss": 1 / 5}  # of stb-tester's time
TIMES = "× stb-tester"
MARGIN = 50  # pixels around the place, where a region is given
PAGES = 5
REPEATS = 5
SEED, CASES = 20, 440


@dataclass(frozen=True)
class Stbt:
    """stb-tester's `match` in another process."""

    process: subprocess.Popen[str]
    folder: Path

    @classmethod
    def started(cls, folder: Path) -> Stbt | None:
        """Return it, if there is one."""
        if STBT is None:
            return None
        worker = str(Path(__file__).with_name("stbt_worker.py"))
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        return cls(subprocess.Popen([STBT, worker], text=True, **pipes), folder)

    def answer(
        self, frame: Pixels, reference: Pixels, region: Region | None, *, repeats: int = 1
    ) -> dict[str, Any]:
        """Return its answer: `match`, `place` and `ms` of CPU time."""
        files = {"frame": frame, "reference": reference}
        for name, pixels in files.items():
            np.save(self.folder / f"{name}.npy", pixels)
        paths = {name: str(self.folder / f"{name}.npy") for name in files}
        assert self.process.stdin and self.process.stdout
        print(
            json.dumps({**paths, "region": region, "repeats": repeats}),
            file=self.process.stdin,
            flush=True,
        )
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


def figures() -> list[Figure]:
    """Return the times beside stb-tester's, and of each kind how many answers were wrong."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        stbt = Stbt.started(Path(folder))
        try:
            return [*_speed(stbt), *_accuracy(stbt)]
        finally:
            if stbt:
                stbt.process.terminate()
                stbt.process.wait()


def _speed(stbt: Stbt | None) -> Iterator[Figure]:
    ratios: dict[tuple[str, bool], list[float]] = {}
    for size, reference in product(SIZES, REFERENCES):
        for what, in_region in product(AIMS, (False, True)):
            extent = REFERENCES[reference]
            ours, other = _times(stbt, SIZES[size], extent, what=what, in_region=in_region)
            where = ", in a region" if in_region else ""
            yield Figure(f"{size} {reference}, {what}{where}", ours, "ms of CPU", other)
            ratios.setdefault((what, in_region), []).append(ours / other if other else 0.0)
    if not stbt:
        return
    for what, most in AIMS.items():
        whole, part = ratios[what, False], ratios[what, True]
        yield Figure(f"{what}, median", median(whole + part), TIMES, 1.0, times=most)
        yield Figure(f"{what}, median without a region", median(whole), TIMES, 1.0, times=most)


def _times(
    stbt: Stbt | None, size: Size, extent: Size, *, what: str, in_region: bool
) -> tuple[float, float | None]:
    """Return the median over some pages of our CPU time and stb-tester's, in milliseconds."""
    ours, other = [], []
    for number in range(PAGES):
        random = np.random.default_rng([SEED, number])
        these = page(random)
        shown, hidden = these.drawn(size), page(random).drawn(size)
        place = _cut_out(random, these, size, extent)
        frame = {"hit": shown, "hit in JPEG": jpeg(shown, 85), "miss": hidden}[what]
        region = _within(place, size) if in_region else None
        reference = np.ascontiguousarray(cut(shown, place))
        ours.append(_ours(frame, reference, region))
        if stbt:
            other.append(stbt.answer(frame, reference, region, repeats=REPEATS)["ms"])
    return median(ours), median(other) if other else None


def _cut_out(random: Random, these: Page, size: Size, extent: Size) -> Region:
    """Return a place of EXTENT that begins with a tile, or with its symbol where it is small."""
    tile = these.tiles[int(random.integers(len(these.tiles)))]
    left, top = (tile.icon if extent[0] < tile.region[2] / 2 else tile.region)[:2]
    scale = size[0] / SIZE[0]
    most = size[0] - extent[0] - MARGIN, size[1] - extent[1] - MARGIN
    return min(round(left * scale) - 4, most[0]), min(round(top * scale) - 4, most[1]), *extent


def _within(place: Region, size: tuple[int, int]) -> Region:
    left, top, width, height = around(place, MARGIN)
    return left, top, min(width, size[0] - left), min(height, size[1] - top)


def _ours(frame: Pixels, reference: Pixels, region: Region | None) -> float:
    check = Image(reference=_picture(reference), region=region)
    check.judge(Recording([Frame(frame, 0.0)]))
    return min(_once(check, frame.copy()) for _ in range(REPEATS))


def _once(check: Image, frame: Pixels) -> float:
    seen = Recording([Frame(frame, 0.0)])  # another one each time, of which nothing is known
    started = time.process_time()
    check.judge(seen)
    return 1000 * (time.process_time() - started)


def _picture(pixels: Pixels) -> Picture:
    return Picture("reference.png", cv2.imencode(".png", pixels)[1].tobytes())


def _accuracy(stbt: Stbt | None) -> Iterator[Figure]:
    wrong: dict[str, Counter[str]] = {"ours": Counter(), "stbt": Counter()}
    asked: Counter[str] = Counter()
    for case in cases(SEED, CASES):
        asked[case.kind] += 1
        wrong["ours"][case.kind] += not _we_are_right(case)
        if stbt:
            wrong["stbt"][case.kind] += not _they_are_right(stbt, case)
    for name, kinds in (("present", PRESENT), ("absent", ABSENT)):
        for kind in (*kinds, None):
            counted = [kind] if kind else list(kinds)
            ours, other = (sum(wrong[who][k] for k in counted) for who in wrong)
            total = sum(asked[k] for k in counted)
            most = 0.02 * total if name == "present" else 0
            aim = {"most": most} if kind is None else {}
            what = f"{name}: {kind or 'all of them'}"
            yield Figure(what, ours, f"of {total} wrong", other if stbt else None, **aim)


def _we_are_right(case: Case) -> bool:
    verdict = case.judged()
    return case.is_right(verdict.holds, verdict.region[:2] if verdict.region else (0, 0))


def _they_are_right(stbt: Stbt, case: Case) -> bool:
    """It knows frames of one size only: what was recorded at another is scaled for it."""
    frame = case.frame
    scale = frame.shape[1] / case.size[0]
    if scale != 1:
        frame = cv2.resize(frame, case.size, interpolation=cv2.INTER_AREA)
    answer = stbt.answer(frame, case.reference, case.region)
    return case.is_right(answer["match"], tuple(round(at * scale) for at in answer["place"]))
