"""Read the lines of text in a picture: find them, and read as few of them as will do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

from actors.vision.choice import Choice
from actors.vision.detector import detect
from actors.vision.engines import Engine
from actors.vision.engines.both import Both
from actors.vision.layout import Line
from actors.vision.lines import only_row
from actors.vision.region import cut
from actors.vision.remembered import Remembered

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

CERTAIN = 0.8  # the certainty below which a line is looked for with more care
NOTHING = 0.5  # the certainty below which it is no text; rapidocr's own
PAGES, STRIPS = 32, 1024  # a screen that is polled is searched once, and a line of it read once
LONGEST = 64  # heights; what is longer is a border and no line
AT_ONCE = 2  # strips that are read beside each other, so that a device leaves cores for others

_THREADS = ThreadPoolExecutor(AT_ONCE, "reading")  # starts none before there is something to read


class Reader:
    """Reads pictures with one ENGINE; safe to be called from several threads."""

    def __init__(self, engine: Engine) -> None:
        self.lacks = engine.lacks
        self._boxes = Remembered(detect, PAGES)
        self._text = Remembered(engine.read, STRIPS)

    def read(self, picture: Pixels) -> Iterator[Line]:
        """Yield the lines in PICTURE (height x width x 3), from the top, as they are asked for."""
        row = [self._line(picture, box) for box in only_row(picture)]
        if row and all(line.certainty >= CERTAIN for line in row):
            yield from row
            return
        boxes = self._boxes(picture)
        for number in range(0, len(boxes), AT_ONCE):
            strips = boxes[number : number + AT_ONCE]
            for line in _THREADS.map(partial(self._line, picture), strips):
                if line.text and line.certainty >= NOTHING:
                    yield line

    def _line(self, picture: Pixels, box: Region) -> Line:
        if box[2] > LONGEST * box[3]:
            return Line("", box, 0.0)
        text, certainty = self._text(cut(picture, box))
        return Line(text, box, certainty)


@cache
def reader(choice: Choice) -> Reader:
    """Return the reader with what was chosen.  Raises CannotJudge where it is not installed."""
    from actors.vision.engines.rapid import Rapid

    if choice.engine == "rapidocr":
        return Reader(Rapid())
    from actors.vision.engines.tesseract import Tesseract

    first = Tesseract(choice.data)
    return Reader(Both(first, Rapid()) if choice.engine == "both" else first)
