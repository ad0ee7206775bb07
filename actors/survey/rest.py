"""Wait until what a device shows has come to rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from actors.errors import CannotJudge
from actors.survey.sight import ACROSS, DOWN, Cells, Sight, detailed, differing, small

if TYPE_CHECKING:
    from actors.interface import Frame, Pixels

LITTLE = 0.01  # the part of the cells that a clock, a caret or a spinner may keep moving
LATEST = 20  # answers that tell how fast a device is now
FEWEST = 3  # of them, before less than the longest time is waited
SPARE = 2.0  # times the slowest of them is waited for the next


@dataclass(frozen=True)
class Patience:
    """How long to watch, in seconds of the frames' own time.

    calm: for how long hardly anything may have moved.
    least: from the first frame on, as a device takes time to answer a key, which is measured.
    longest: the same for one of which it is not known yet how fast it answers.
    most: so long after the answer a picture in motion is taken as it is; longer than banners
        are shown.
    window: what moved within that time before the end is moving; what is slow in a video, too.
    gap: frames that follow sooner are not looked at.
    """

    calm: float = 0.5
    least: float = 1.0
    longest: float = 4.0
    most: float = 6.0
    window: float = 4.0
    gap: float = 0.1


class Answers:
    """How fast a device has answered of late, and so for how long it must be watched."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._seconds: deque[float] = deque(maxlen=LATEST)

    def note(self, sight: Sight) -> None:
        """Take in what SIGHT tells of it, if anything."""
        if sight.answered is not None:
            self._seconds.append(sight.answered)

    @property
    def patience(self) -> Patience:
        """How long to watch after the next key."""
        patience = self._patience
        if len(self._seconds) < FEWEST:
            return replace(patience, least=patience.longest)
        least = max(patience.least, SPARE * max(self._seconds))
        return replace(patience, least=min(patience.longest, least))


def rested(frames: Iterable[Frame], patience: Patience, before: Sight | None = None) -> Sight:
    """Return what FRAMES show once they rest, and what in them does not.

    before: what was shown before the key.  Raises CannotJudge where there is no frame.
    """
    watch = _Watch(patience, before)
    for frame in frames:
        watch.then(frame)
        if watch.is_over:
            break
    return watch.sight()


class _Watch:
    def __init__(self, patience: Patience, before: Sight | None) -> None:
        self._patience, self._before = patience, before
        self._begun: float | None = None
        self._stirred = 0.0
        self._answered: float | None = None
        self._last: tuple[Frame, Pixels] | None = None
        self._changes: deque[tuple[float, Cells]] = deque()

    def then(self, frame: Frame) -> None:
        """Take in the next frame."""
        if self._begun is None:
            self._begun = self._stirred = frame.at
        if self._last is not None and frame.at - self._last[0].at < self._patience.gap:
            return
        shown = small(frame.pixels)
        if self._last is not None:
            changed = differing(self._last[1], shown)
            self._changes.append((frame.at, changed))
            if changed.mean() > LITTLE:
                self._stirred = frame.at
        if self._answered is None and self._is_other(shown):
            self._answered = frame.at - self._begun
        self._last = frame, shown

    def _is_other(self, shown: Pixels) -> bool:
        """Tell whether SHOWN is something else than before the key."""
        if self._before is None:
            return False
        changed = differing(self._before.small, shown) & ~self._before.moving
        return bool(changed.mean() > LITTLE)

    @property
    def is_over(self) -> bool:
        """Whether it has come to rest, or never will."""
        if self._begun is None or self._last is None:
            return False
        now, patience = self._last[0].at, self._patience
        waited = now - self._begun
        calm = now - self._stirred >= patience.calm
        if waited >= patience.most + (self._answered or 0.0):
            return True
        # of one colour is what loads: it is no page at rest
        return waited >= patience.least and calm and bool(detailed(self._last[1]).any())

    def sight(self) -> Sight:
        """Return the last frame, and what moved before it without a rest."""
        if self._last is None:
            raise CannotJudge("no picture came to be looked at")
        frame = self._last[0]
        since = max(frame.at - self._patience.window, self._calm_since(frame.at))
        moving = np.zeros((DOWN, ACROSS), np.bool_)
        for at, changed in self._changes:
            if at > since:
                moving |= changed
        return Sight(frame, moving, self._answered)

    def _calm_since(self, now: float) -> float:
        """Return when it came to rest; the beginning of all where it did not."""
        return self._stirred if now - self._stirred >= self._patience.calm else 0.0
