"""rapidocr: PP-OCRv6 for Latin letters, Chinese and Japanese, with the models in its wheel."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from actors.vision.wording import folded

if TYPE_CHECKING:
    from actors.interface import Pixels

# Of the signs in its alphabet, such as 😀 and ✓, the model reads no more than these, and
# those of Chinese and Japanese: measured on each, drawn in four fonts, alone and among letters.
SIGNS = frozenset("°±×÷§·•©®¿£¥€¢←↑→↓■□▲△◆◇★☆√≤≥≈")
CJK_SIGNS = range(0x3000, 0x3040)

HEIGHT = 48  # pixels to which the model brings every strip

# Both models lie in the package; anything but its defaults for them would be downloaded.
_SETTINGS = {
    "Global.log_level": "error",
    "Global.use_preprocess_img": False,  # it would blow small pictures up
    "Det.limit_type": "max",  # "min" would blow a strip up to 736 pixels of height
    "Det.limit_side_len": 4096,
    "Rec.rec_img_shape": [3, HEIGHT, HEIGHT],  # the default fills every strip up to 320 pixels
    # two strips at a time, each in one thread, take 40 % less than two threads for each one
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class Models:
    """Both models: each loaded when first used, then kept; safe to be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._reads: Any = None

    def boxes(self, picture: Pixels) -> Sequence[NDArray[np.int32]]:
        """Return the four corners of each line of text in PICTURE, from the top and the left."""
        with self._lock:  # the engine keeps what it is asked for until the next call
            found = self._engine()(picture, use_det=True, use_cls=False, use_rec=False).boxes
        return () if found is None else found

    def read(self, strip: Pixels) -> tuple[str, float]:
        """Return what the one line in STRIP says, and how certain that is."""
        from rapidocr.ch_ppocr_rec import TextRecInput

        found = self._reader()(TextRecInput(img=[np.ascontiguousarray(strip)]))
        return found.txts[0].strip(), float(found.scores[0])

    def alphabet(self) -> frozenset[str]:
        """Return the characters that the model which reads can tell apart, folded."""
        known = "".join(self._reader().session.get_character_list())
        return frozenset(unicodedata.normalize("NFKC", known).casefold())

    def _reader(self) -> Any:
        with self._lock:
            if self._reads is None:
                blank = np.zeros((HEIGHT, HEIGHT, 3), np.uint8)
                self._engine()(blank, use_det=False, use_cls=False, use_rec=True)
                self._reads = self._engine().text_rec
            return self._reads

    def _engine(self) -> Any:
        if self._loaded is None:
            from rapidocr import RapidOCR

            self._loaded = RapidOCR(params=_SETTINGS)
        return self._loaded


MODELS = Models()


class Rapid:
    """The engine that reads whatever no other one is needed for."""

    def read(self, strip: Pixels) -> tuple[str, float]:
        """Return the text of the only line in STRIP, and how certain it is."""
        return MODELS.read(strip)

    def lacks(self, text: str) -> str:
        """Return the first character of TEXT that the model does not read; "" for none."""
        return next((c for c in folded(text) if not c.isspace() and not _is_read(c)), "")


def _is_read(character: str) -> bool:
    if character not in _alphabet():
        return False
    is_sign = not character.isascii() and unicodedata.category(character)[0] in "SP"
    return not is_sign or character in SIGNS or ord(character) in CJK_SIGNS


@cache
def _alphabet() -> frozenset[str]:
    return MODELS.alphabet()
