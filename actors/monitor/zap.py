"""What happens between two channels: when the old picture ends, and when the new one moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Literal

from actors.monitor.black import is_black
from actors.monitor.definitions import STANDARD, Definitions, Zap
from actors.monitor.luma import Luma
from actors.monitor.motion import MotionDetector, change
from actors.monitor.silence import SilenceDetector
from actors.monitor.spans import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ending = Literal["black", "freeze", "cut"]


@dataclass(frozen=True)
class Moment:
    """Something is so AT a time, and may have been for GAP seconds, but not for longer."""

    at: float
    gap: float


@dataclass(frozen=True)
class Look:
    """What a picture shown AT a time, GAP seconds after the one before, tells of a zap.

    moves: whether it moves; still: since when it does not, if so.
    level: the mean difference to the picture before, in grey levels.
    """

    at: float
    gap: float
    black: bool
    moves: bool
    still: float | None
    level: float


@dataclass(frozen=True)
class Zapped:
    """When the old picture ENDED, and HOW, and when the new one MOVED; None for not yet."""

    ended: Moment | None = None
    how: Ending | None = None
    moved: Moment | None = None


class ZapDetector:
    """Takes pictures and sound from before a key on, and tells what that brought about.

    Only the part of the picture above a banner counts (see `Black.rows`).
    """

    def __init__(self, definitions: Definitions = STANDARD) -> None:
        self._definitions = definitions
        self._motion = MotionDetector(definitions.motion)
        quiet = replace(definitions.silence, seconds=definitions.zap.silence)
        self._silence = SilenceDetector(quiet)
        self._newest: Luma | None = None
        self._looks: list[Look] = []
        self._silences: list[Span] = []
        self._heard: float | None = None  # until when sound was heard of

    def then(self, luma: Luma, at: float) -> None:
        """Take in the picture shown AT."""
        rows = max(1, round(luma.plane.shape[0] * self._definitions.black.rows))
        top = Luma(luma.plane[:rows], luma.shrink)
        moves = self._motion.then(top, at)
        before, self._newest = self._newest or top, top
        look = Look(
            at,
            gap=at - self._looks[-1].at if self._looks else 0.0,
            black=is_black(luma, self._definitions.black),
            moves=moves.moves and moves.share >= self._definitions.zap.share,
            still=self._motion.still_since,
            level=change(before, top).level,
        )
        self._looks.append(look)

    def hear(self, samples: NDArray[np.generic], rate: int, at: float) -> None:
        """Take in SAMPLES that play RATE a second from AT on."""
        self._silences += self._silence.then(samples, rate, at)
        self._heard = at + samples.shape[-1] / rate

    def told(self, pressed: float) -> Zapped:
        """Return what the pictures since the key was PRESSED tell by now."""
        return zapped(self._looks, pressed, self._definitions.zap)

    def sound_back(self, ended: Moment) -> Moment | None:
        """Return when sound came back after the old picture ENDED; None if it was never gone."""
        back: float | None = None
        for silence in self._silences:
            clicked = back is not None and silence.start - back < self._definitions.sound.seconds
            if clicked or (back is None and silence.end > ended.at):
                back = float(silence.end)
        return None if back is None else Moment(back, self._definitions.silence.window)

    def is_heard(self, ended: Moment) -> bool:
        """Tell whether there is sound again, if it was gone, since the old picture ENDED."""
        if self._heard is None or self._silence.since is not None:
            return False
        back = self.sound_back(ended)
        return self._heard >= (back.at + self._definitions.sound.seconds if back else ended.at)


def zapped(looks: Sequence[Look], pressed: float, definition: Zap = STANDARD.zap) -> Zapped:
    """Return what the pictures in LOOKS, some from before the key was PRESSED, tell.

    A freeze ends the old picture where black or a cut follows it; else that goes on.
    """
    after = [look for look in looks if look.at > pressed]
    pace = _pace([look for look in looks[1:] if look.at <= pressed])
    first = next((n for n in range(len(after)) if _ends(after, n, pace, definition)), None)
    if first is None:
        return Zapped()
    how: Ending = "black" if after[first].black else "cut"
    ended = Moment(after[first].at, after[first].gap)
    if frozen := _frozen(after[: first + 1], definition):
        how, ended = "freeze", frozen
    return Zapped(ended, how, _moved(after[first:], definition))


def _pace(before: Sequence[Look]) -> float:
    """Return by how many grey levels a second the old picture changes as it moves."""
    return median([look.level / look.gap for look in before if look.gap > 0] or [0.0])


def _is_cut(look: Look, pace: float, definition: Zap) -> bool:
    """Tell whether a picture differs from the one before by more than motion of that PACE makes."""
    usual = pace * min(look.gap, definition.longest)
    return look.level >= max(definition.cut, definition.times * usual)


def _ends(looks: Sequence[Look], number: int, pace: float, definition: Zap) -> bool:
    """Tell whether LOOKS[NUMBER] is black, or a cut.

    A cut is a single large difference: many of them in a row, or before black, are a fade.
    """
    look = looks[number]
    if look.black or not _is_cut(look, pace, definition):
        return look.black
    follows = looks[number + 1] if number + 1 < len(looks) else None
    return follows is not None and not follows.black and not _is_cut(follows, pace, definition)


def _frozen(looks: Sequence[Look], definition: Zap) -> Moment | None:
    """Return since when the picture stood still before the last of LOOKS, if for long enough."""
    *shown, last = looks
    since = shown[-1].still if shown else None
    known = next((look.at for look in shown if look.still == since), last.at)
    if since is None or last.at - known < definition.still:
        return None
    return next((Moment(look.at, look.gap) for look in shown if look.at == since), None)


def _moved(looks: Sequence[Look], definition: Zap) -> Moment | None:
    """Return since when the new picture in LOOKS, which begin with it or with black, moves.

    It moves since it came, where it did not stand still for as long as a freeze does.
    """
    moves, last, first, stood = list[Look](), looks[0], looks[0], False
    for look in looks[1:]:
        if last.black:
            first, stood = look, False
        elif look.moves and not look.black:
            came = not stood or look.at - first.at <= max(definition.still, look.gap)
            moves.append(first if came else look)
        stood |= look.still is not None
        last = look
    sure = (one for one, again in pairwise(moves) if again.at - one.at <= definition.sure)
    return next((Moment(look.at, look.gap) for look in sure), None)
