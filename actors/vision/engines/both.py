"""Tesseract, with rapidocr's second opinion on what is not in the script it is there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actors.vision.languages import beyond_rapidocr, letters

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.vision.engines import Engine

CERTAIN = 0.9


class Both:
    """Reads with FIRST, and numbers, names and units, which are Latin, with SECOND.

    Beside Cyrillic, Tesseract takes `57 GB` for `57 СВ`; rapidocr leaves out what it
    does not know, so that its reading counts where it is as long.
    """

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first, self._second = first, second
        self.lacks = first.lacks

    def read(self, strip: Pixels) -> tuple[str, float]:
        """Return the text of the only line in STRIP, and how certain it is."""
        text, certainty = self._first.read(strip)
        if not _may_be_latin(text):
            return text, certainty
        other, how = self._second.read(strip)
        is_whole = how >= CERTAIN and len(letters(other)) >= len(letters(text))
        return (other, how) if other and is_whole else (text, certainty)


def _may_be_latin(text: str) -> bool:
    """Return whether TEXT has no more letters of another script than it has digits."""
    strange = sum(beyond_rapidocr(letter) != "" for letter in text)
    return strange <= sum(letter.isdigit() for letter in text)
