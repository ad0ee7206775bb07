"""How exactly, and how fast, text is read; beside it, Tesseract with the right data for each line.

Tesseract has no part in a language whose data is not installed.  Exact is what is the
same after the forms of characters, dashes and quotes are made one, and without blanks;
strictly so, what is the same in every character.  Both read the same strips, in turns.
Times are by the clock, on as many cores as there are, or of CPU.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean, median
from typing import TYPE_CHECKING, TypeVar

import cv2
import numpy as np
from tesserocr import OEM, PSM, PyTessBaseAPI

from actors.vision.choice import choose
from actors.vision.languages import LANGUAGES
from actors.vision.ocr import reader
from actors.vision.tessdata import folder_of
from actors.vision.wording import alike, plain
from tests.bench.figure import Figure
from tests.bench.texts import Drawn, Page, lines, page

if TYPE_CHECKING:
    from actors.interface import Pixels

Result = TypeVar("Result")

SEED, LINES, PAGES = 2026, 540, 8
CODES = {"digits": "en", "fr/es": "fr"}  # a language of the corpus, where that is no code


@dataclass(frozen=True)
class Reading:
    """What was READ of a text that was WANTED; TAKEN by the clock and SPENT of CPU, in ms."""

    group: str
    wanted: str
    read: str
    taken: float
    spent: float

    @property
    def is_exact(self) -> bool:
        """Whether it is the same but for blanks and the forms of characters."""
        return _bare(self.read) == _bare(self.wanted)


def figures() -> list[Figure]:
    """Return the share of exact lines by group, on strips and on pages, and the times."""
    cv2.setNumThreads(1)
    strips = list(lines(SEED, LINES))
    ours, theirs = list[Reading](), list[Reading]()
    for drawn in strips:
        ours.append(_read(_ours, drawn))
        if folder_of(LANGUAGES[_code(drawn)].data):
            theirs.append(_read(_tesseract, drawn))
    return [*_exactness(ours, theirs), *_times(ours, theirs), *_pages()]


def _exactness(ours: Sequence[Reading], theirs: Sequence[Reading]) -> Iterable[Figure]:
    what = f"of {len(ours)} lines"
    yield Figure(f"exact, {what}", _exact(ours), "%", _exact(theirs), least=95)
    strict = _share(r.read == r.wanted for r in ours)
    yield Figure(f"strictly exact, {what}", strict, "%", _share(r.read == r.wanted for r in theirs))
    passed = _share(alike(r.read, r.wanted, "equals") == 1 for r in ours)
    yield Figure(f"what the check `text` takes for it, {what}", passed, "%")
    for group in dict.fromkeys(reading.group for reading in ours):
        mine, other = ([r for r in all_ if r.group == group] for all_ in (ours, theirs))
        yield Figure(f"exact, {group}", _exact(mine), "%", _exact(other) if other else None)


def _times(ours: Sequence[Reading], theirs: Sequence[Reading]) -> Iterable[Figure]:
    mine, other = ([r.taken for r in readings] for readings in (ours, theirs))
    spent, other_spent = ([r.spent for r in readings] for readings in (ours, theirs))
    yield Figure("a line, median", median(mine), "ms", median(other), most=25)
    yield Figure("a line, 95th percentile", _p95(mine), "ms", _p95(other))
    yield Figure("a line, median", median(spent), "ms of CPU", median(other_spent))


def _pages() -> Iterable[Figure]:
    for language in ("en", "de", "pl", "ru"):
        drawn = [page(SEED + number, language) for number in range(PAGES)]
        read = [_page(one, language) for one in drawn]
        readings = [reading for one in read for reading in one]
        focused = [r for r in readings if r.group == "focused"]
        where = f"{language} pages of 720p"
        yield Figure(f"exact, {len(readings)} lines on {where}", _exact(readings), "%", least=95)
        yield Figure(f"exact, the focused of {where}", _exact(focused), "%")
        yield Figure(f"{where}, median", median(one[0].taken for one in read), "ms", most=600)
        yield Figure(f"{where}, median", median(one[0].spent for one in read), "ms of CPU")


def _page(drawn: Page, language: str) -> list[Reading]:
    """Return what was read of each text of a page, which was read as a whole."""
    engine = reader(choose("", language))
    found, *times = _timed(lambda: list(engine.read(drawn.pixels)))
    readings = []
    for text, (left, top, width, height) in drawn.texts:
        across, down = left + width / 2, top + height / 2
        here = (line.text for line in found if _holds(line.box, across, down))
        group = "focused" if text == drawn.focused else "other"
        readings.append(Reading(group, text, next(here, ""), *times))
    return readings


def _holds(box: tuple[int, int, int, int], across: float, down: float) -> bool:
    return 0 <= across - box[0] <= box[2] and 0 <= down - box[1] <= box[3]


def _read(engine: Callable[[Pixels, str], str], drawn: Drawn) -> Reading:
    text, *times = _timed(lambda: engine(drawn.pixels, _code(drawn)))
    return Reading(drawn.language, drawn.text, text, *times)


def _timed(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return the result of WORK, and its milliseconds: by the clock, and of CPU."""
    began, spent = time.perf_counter(), time.process_time()
    result = work()
    return result, 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - spent)


def _code(drawn: Drawn) -> str:
    return CODES.get(drawn.language, drawn.language)


def _ours(strip: Pixels, language: str) -> str:
    return " ".join(line.text for line in reader(choose("", language)).read(strip))


def _tesseract(strip: Pixels, language: str) -> str:
    api = _api(LANGUAGES[language].data)
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    api.SetImageBytes(grey.tobytes(), width, height, 1, width)
    return str(api.GetUTF8Text().strip())


@cache
def _api(data: str) -> PyTessBaseAPI:
    return PyTessBaseAPI(
        path=str(folder_of(data)), lang=data, psm=PSM.SINGLE_LINE, oem=OEM.LSTM_ONLY
    )


def _exact(readings: Sequence[Reading]) -> float:
    return _share(reading.is_exact for reading in readings)


def _share(those: Iterable[bool]) -> float:
    return 100 * mean(map(float, those))


def _p95(taken: Sequence[float]) -> float:
    return float(np.percentile(taken, 95))


def _bare(text: str) -> str:
    return plain(text).replace(" ", "")
