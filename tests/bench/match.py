"""Image matching beside stb-tester's open core: CPU time, and right answers on a made corpus.

Both look at the same frames in turn, repeat by repeat, each in a process of its
own with one thread; stb-tester needs much longer on dark pages than on others.
It is found through VPT_BENCH_STBT, the path of a Python that has stbt-core
(`python -m venv F && F/bin/pip install stbt-core`); its own OpenCV must
not get into this environment.  Without it only ours is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
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
from tests.bench.match_pages import SIZE, Page, Random, darkened, page
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
LOOKS = {"mixed": lambda these, _: these, "dark": darkened}
PAGES = 5
REPEATS = 5
SEED, CASES = 20, 451


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

    def answer(self, frame: Pixels, reference: Pixels, region: Region | None) -> dict[str, Any]:
        """Return its answer: `match`, `place` and `ms` of CPU time."""
        files = {"frame": frame, "reference": reference}
        for name, pixels in files.items():
            np.save(self.folder / f"{name}.npy", pixels)
        paths = {name: str(self.folder / f"{name}.npy") for name in files}
        return self._told({**paths, "region": region})

    def again(self) -> dict[str, Any]:
        """Return its answer to the same question."""
        return self._told(None)

    def _told(self, case: dict[str, Any] | None) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        print(json.dumps(case), file=self.process.stdin, flush=True)
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
    ratios: dict[str, dict[str, list[float]]] = {what: defaultdict(list) for what in AIMS}
    for look, size, reference in product(LOOKS, SIZES, REFERENCES):
        for what, in_region in product(AIMS, (False, True)):
            asked = Asked(what, look, SIZES[size], REFERENCES[reference], in_region)
            ours, other = _times(stbt, asked)
            where = "in a region" if in_region else "anywhere"
            told = f"{look} {size} {reference}, {what} {where}"
            yield Figure(told, ours, "ms of CPU", other)
            for kind in ("all", look, where):
                ratios[what][kind].append(ours / other if other else 0.0)
    if not stbt:
        return
    for what, most in AIMS.items():
        for kind, these in ratios[what].items():
            yield Figure(f"{what}, median of {kind}", median(these), TIMES, 1.0, times=most)


@dataclass(frozen=True)
class Asked:
    """WHAT is to be found out (one of AIMS) on a page that has the LOOK."""

    what: str
    look: str
    size: Size
    extent: Size
    in_region: bool

    def of_page(self, number: int) -> tuple[Pixels, Pixels, Region | None]:
        """Return a frame, the reference, and where it is looked for."""
        random = np.random.default_rng([SEED, number])
        these, others = (LOOKS[self.look](page(random), random) for _ in range(2))
        shown, hidden = these.drawn(self.size), others.drawn(self.size)
        place = _cut_out(random, these, self.size, self.extent)
        frame = {"hit": shown, "hit in JPEG": jpeg(shown, 85), "miss": hidden}[self.what]
        region = _within(place, self.size) if self.in_region else None
        return frame, np.ascontiguousarray(cut(shown, place)), region


def _times(stbt: Stbt | None, asked: Asked) -> tuple[float, float | None]:
    """Return the median over some pages of our CPU time and stb-tester's, in milliseconds."""
    ours, other = [], []
    for number in range(PAGES):
        frame, reference, region = asked.of_page(number)
        check = Image(reference=_picture(reference), region=region)
        spent = [_once(check, frame)]
        theirs = [stbt.answer(frame, reference, region)["ms"]] if stbt else []
        for _ in range(REPEATS):  # in turn: what slows the computer down slows both
            spent.append(_once(check, frame.copy()))
            theirs += [stbt.again()["ms"]] if stbt else []
        ours.append(min(spent))
        other += [min(theirs)] if theirs else []
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
