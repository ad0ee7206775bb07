"""What was made of a picture, kept for when the same one comes again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from actors.interface import Pixels

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Calls MAKE with a picture, and remembers the last COUNT of its answers.

    Safe to be called from several threads, as far as MAKE is.
    """

    def __init__(self, make: Callable[[Pixels], Made], count: int) -> None:
        self._make, self._count = make, count
        self._lock = threading.Lock()
        self._answers: OrderedDict[bytes, Made] = OrderedDict()

    def __call__(self, picture: Pixels) -> Made:
        """Return what is made of PICTURE."""
        key = _digest(picture)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = self._make(picture)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._count:
                self._answers.popitem(last=False)
        return answer


def _digest(picture: Pixels) -> bytes:
    seen = hashlib.sha1(str(picture.shape).encode(), usedforsecurity=False)
    seen.update(np.ascontiguousarray(picture).data)
    return seen.digest()
