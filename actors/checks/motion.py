"""Does the picture move?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import Field

from actors.interface import Evidence
from actors.lasting import ALMOST, OverTime, Seconds
from actors.monitor.definitions import STANDARD
from actors.monitor.spans import ROUNDING
from actors.verdict import Region, Verdict
from actors.vision.region import Area

if TYPE_CHECKING:
    from actors.monitor.motion import Change
    from actors.monitor.part import Part

ENOUGH = 2  # moves; a cut, or a single broken picture, comes once


class Motion(OverTime):
    """Holds when REGION, or the whole picture, moves twice within SECONDS.

    It moves when at least THRESHOLD of it changes by more than noise, coding and key
    frames change it, all at once or little by little; what MASK covers does not count.
    Where only two pictures come in that time, one move is enough.  The default
    threshold is less than what a spinner of 16 pixels changes in a page of 1280x720.
    """

    region: Area | None = None
    mask: tuple[Area, ...] = ()
    seconds: Seconds = 1.0
    threshold: float = Field(default=STANDARD.motion.share, gt=0, le=1)

    def watch(self, seen: Evidence, seconds: float) -> Iterator[Verdict]:
        """Yield an answer as soon as it moves, or did not for SECONDS; and the last one."""
        from actors.monitor.motion import MotionDetector
        from actors.monitor.part import part

        detector = MotionDetector(replace(STANDARD.motion, share=self.threshold))
        window, looked, known = _Window(self.seconds, self.threshold), None, True
        for frame in seen.frames(max(seconds, self.seconds)):
            looked = part(frame, self.region, self.mask, size=seen.size)
            window.then(detector.then(looked.luma, frame.at), frame.at)
            known = window.is_full or (len(window.looks) > ENOUGH and window.moves)
            if known:
                yield self._verdict(window, looked)
        if looked and not known:
            yield self._verdict(window, looked)

    def _verdict(self, window: _Window, looked: Part) -> Verdict:
        since = window.since if window.moves else window.last
        return Verdict(
            holds=window.moves,
            score=window.score,
            reason=self._reason(window),
            region=looked.in_frame(window.box) if window.box else None,
            searched=looked.box if self.region else None,
            threshold=self.threshold,
            frame=looked.frame,
            start=since.at if since else None,
            end=looked.frame.at,
            error=since.gap if since else None,
        )

    def _reason(self, window: _Window) -> str:
        if len(window.looks) < 2:
            return f"no new picture came in {self.seconds:g} s"
        what = "region" if self.region else "picture"
        return f"{window.score:.2%} of the {what} moved, needs {self.threshold:.2%}"

    def __str__(self) -> str:
        return f"motion in {list(self.region)}" if self.region else "motion"


@dataclass(frozen=True)
class _Look:
    """A picture shown AT a time, GAP seconds after the one before; how it differs from that."""

    at: float
    gap: float | None
    change: Change


@dataclass
class _Window:
    """What the pictures of the last SECONDS tell.

    since: the first move of the movement that goes on; last: the last move of all.
    """

    seconds: float
    threshold: float
    looks: deque[_Look] = field(default_factory=deque)
    is_full: bool = False  # whether pictures came for SECONDS
    since: _Look | None = None
    last: _Look | None = None

    def then(self, change: Change, at: float) -> None:
        """Take in the next picture."""
        look = _Look(at, at - self.looks[-1].at if self.looks else None, change)
        self.looks.append(look)
        while at - self.looks[0].at > self.seconds + ROUNDING:
            self.looks.popleft()
            self.is_full = True
        self.is_full |= at - self.looks[0].at >= self.seconds - ROUNDING
        if change.moves:
            goes_on = self.last is not None and self.last.at >= self.looks[0].at
            self.since = self.since if goes_on else look
            self.last = look

    @property
    def moves(self) -> bool:
        """Whether it moves by now."""
        return len(self._moves) >= self._enough

    @property
    def score(self) -> float:
        """What changed at the second largest move; of two pictures, what differs between them."""
        newest = self.looks[-1].change
        rest = 0.0 if newest.moves else min(newest.share, ALMOST * self.threshold)
        return sorted([0.0, rest, *self._moves])[-self._enough]

    @property
    def box(self) -> Region | None:
        """Where it changed at the last move, or lately where it did not move."""
        moved = self.last is not None and self.last.at >= self.looks[0].at
        return (self.last if self.last and moved else self.looks[-1]).change.box

    @property
    def _enough(self) -> int:
        return min(ENOUGH, max(1, len(self.looks) - 1))

    @property
    def _moves(self) -> list[float]:
        return [look.change.share for look in self.looks if look.change.moves]
