"""Read the lines of text in a picture."""

from __future__ import annotations

import hashlib
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from actors.vision.lines import only_line

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

REMEMBERED = 32  # pictures; a screen that is polled is read once
CERTAIN = 0.8  # the certainty below which a line is looked for with more care

# Both models lie in the package; anything but its defaults for them would be downloaded.
_SETTINGS = {
    "Global.log_level": "error",
    "Det.limit_type": "max",  # "min" would blow a strip up to 736 pixels of height
    "Det.limit_side_len": 1280,
    "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True)
class Line:
    """What stands in BOX of a picture; certainty is 0 to 1."""

    text: str
    box: Region
    certainty: float


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield each two of LINES, sorted from the top, where the second goes on where the first ends.

    That is a line that was read in two parts, or the next one of a paragraph.
    """
    for first, second in combinations(lines, 2):
        if _beside(first.box, second.box) or _beneath(first.box, second.box):
            certainty = min(first.certainty, second.certainty)
            yield Line(f"{first.text} {second.text}", _both(first.box, second.box), certainty)


class Reader:
    """The text engine: loaded when first used, then kept; reads one picture at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._read: OrderedDict[bytes, tuple[Line, ...]] = OrderedDict()

    def read(self, picture: Pixels) -> tuple[Line, ...]:
        """Return the lines in PICTURE (height x width x 3), from the top down."""
        key = _digest(picture)
        with self._lock:
            if key not in self._read:
                self._read[key] = self._look(picture)
            self._read.move_to_end(key)
            while len(self._read) > REMEMBERED:
                self._read.popitem(last=False)
            return self._read[key]

    def lacks(self, text: str) -> str:
        """Return the first character of TEXT that the engine cannot read; "" for none."""
        with self._lock:
            known = self._engine().text_rec.session.get_character_list()
        letters = set(unicodedata.normalize("NFKC", "".join(known)).casefold())
        wanted = unicodedata.normalize("NFKC", text).casefold()
        return next((c for c in wanted if not c.isspace() and c not in letters), "")

    def _look(self, picture: Pixels) -> tuple[Line, ...]:
        box = only_line(picture)
        if box is not None:
            line = self._recognise(picture, box)
            if line.certainty >= CERTAIN:
                return (line,)
        return self._detect(picture)

    def _recognise(self, picture: Pixels, box: Region) -> Line:
        left, top, width, height = box
        strip = np.ascontiguousarray(picture[top : top + height, left : left + width])
        found = self._ask(strip, detect=False)
        return Line(found.txts[0].strip(), box, float(found.scores[0]))

    def _detect(self, picture: Pixels) -> tuple[Line, ...]:
        found = self._ask(np.ascontiguousarray(picture), detect=True)
        if found.txts is None:
            return ()
        lines = zip(found.txts, found.boxes, found.scores, strict=True)
        return tuple(Line(text, _around(box), float(score)) for text, box, score in lines)

    def _ask(self, picture: Pixels, *, detect: bool) -> Any:
        # the engine keeps each of these from one call to the next, so every call says them all
        return self._engine()(picture, use_det=detect, use_cls=False, use_rec=True)

    def _engine(self) -> Any:
        if self._loaded is None:
            from rapidocr import RapidOCR

            self._loaded = RapidOCR(params=_SETTINGS)
            blank = np.zeros((48, 48, 3), np.uint8)
            # loads the model that reads, which knows its characters
            self._loaded(blank, use_det=False, use_cls=False, use_rec=True)
        return self._loaded


READER = Reader()


def _digest(picture: Pixels) -> bytes:
    seen = hashlib.sha1(str(picture.shape).encode(), usedforsecurity=False)
    seen.update(np.ascontiguousarray(picture).data)
    return seen.digest()


def _beside(first: Region, second: Region) -> bool:
    return abs(first[1] - second[1]) < first[3] // 2 and first[0] + first[2] <= second[0] + 2


def _beneath(first: Region, second: Region) -> bool:
    gap = second[1] - first[1] - first[3]
    apart = second[0] >= first[0] + first[2] or first[0] >= second[0] + second[2]
    return abs(gap) < first[3] // 2 and not apart


def _both(first: Region, second: Region) -> Region:
    left, top = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    bottom = max(first[1] + first[3], second[1] + second[3])
    return left, top, right - left, bottom - top


def _around(corners: Any) -> Region:
    left, top, width, height = cv2.boundingRect(np.asarray(corners, np.float32))
    return left, top, width, height
