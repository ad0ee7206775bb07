"""Tesseract 5, for the scripts that rapidocr does not read, such as Cyrillic."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import cv2
import numpy as np
from tesserocr import OEM, PSM, PyTessBaseAPI

from actors.errors import CannotJudge
from actors.vision.choice import lacking
from actors.vision.tessdata import folder_of

if TYPE_CHECKING:
    from actors.interface import Pixels

HEIGHT = 64  # pixels; with its margins, a line has letters of about 30, which its LSTM likes best
MARGIN = 10
SOLID = 0.95  # of a row or a column


class Tesseract:
    """The engine with DATA, such as ("rus", "eng").  Raises CannotJudge where it is not there."""

    def __init__(self, data: tuple[str, ...]) -> None:
        folder = folder_of(data[0])
        if folder is None:
            raise CannotJudge(f"tesseract has no data for {data[0]!r} on this machine")
        self._data = data
        self._lock = threading.Lock()
        self._api = PyTessBaseAPI(
            path=str(folder), lang="+".join(data), psm=PSM.SINGLE_LINE, oem=OEM.LSTM_ONLY
        )

    def read(self, strip: Pixels) -> tuple[str, float]:
        """Return the text of the only line in STRIP, and how certain it is."""
        page = black_on_white(strip)
        if page.all():  # of blank paper, it reads an O
            return "", 0.0
        height, width = page.shape
        with self._lock:
            self._api.SetImageBytes(page.tobytes(), width, height, 1, width)
            text = self._api.GetUTF8Text().strip()
            return text, self._api.MeanTextConf() / 100 if text else 0.0

    def lacks(self, text: str) -> str:
        """Return the first letter or digit of TEXT that the data does not have; "" for none."""
        return lacking(text, self._data)


def black_on_white(strip: Pixels) -> Pixels:
    """Return STRIP as Tesseract likes it: one channel, 0 or 255, and letters, the fewer, black.

    The threshold is Otsu's.
    """
    grey = cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY)
    scale = HEIGHT / grey.shape[0]
    large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    _, page = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if 2 * np.count_nonzero(page) < page.size:
        page = cv2.bitwise_not(page)
    letters = _without_edges(page)
    return cv2.copyMakeBorder(
        letters, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=(255,)
    )


def _without_edges(page: Pixels) -> Pixels:
    """Return PAGE without what is black from edge to edge at its sides: the ends of a bar."""
    black = page == 0
    columns = np.flatnonzero(black.mean(axis=0) < SOLID)
    rows = np.flatnonzero(black.mean(axis=1) < SOLID)
    if not columns.size or not rows.size:
        return page
    return page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
