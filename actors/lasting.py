"""Checks over time: what has to be so for some seconds on end, told picture by picture."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from actors.checks import Check
from actors.errors import CannotJudge, NotSupported
from actors.evidence import SLACK
from actors.interface import Evidence, Samples
from actors.monitor.spans import ROUNDING, Span
from actors.until import Patience, answer
from actors.verdict import Region, Verdict
from actors.vision.region import Area

if TYPE_CHECKING:
    from actors.interface import Frame
    from actors.monitor.part import Part

LONGEST = 3600.0  # seconds that anything may be watched for
SLICE = 0.05  # seconds of sound that are judged at once
ALMOST = 0.999  # the score of what was so, but not for long enough, at most
Seconds = Annotated[float, Field(gt=0, le=LONGEST)]


class OverTime(Check):
    """A check that no single picture answers; on a recording it is asked of all of it."""

    def judge(self, seen: Evidence) -> Verdict:
        return answer(self, seen, patience=Patience())


@dataclass(frozen=True)
class Told:
    """What one picture, or piece of sound, tells.

    since: when what is asked for began to be so; None where it is not so.
    what: the measured number, in words; box: where, in pixels of what was looked at.
    over: when it was so for long enough, where that is known only afterwards.
    """

    since: float | None
    what: str = ""
    box: Region | None = None
    over: Span | None = None


@dataclass(frozen=True)
class State:
    """What is TOLD AT a time; ERROR is by how much it may have begun before it is told to."""

    told: Told
    at: float
    error: float | None = None
    frame: Frame | None = None
    region: Region | None = None
    searched: Region | None = None

    @property
    def lasted(self) -> float:
        """For how many seconds it has been so."""
        return 0.0 if self.told.since is None else self.at - self.told.since


class Lasting(OverTime):
    """Holds where something is so for SECONDS on end.

    Nothing is said as long as it is so, but not yet for long enough: whether it will be
    is not known.  The score is how long it was so, as part of SECONDS.
    """

    main: ClassVar[str] = "seconds"

    seconds: Seconds

    @property
    def certain(self) -> float:
        """For how many seconds it must be so until that is sure to count."""
        return self.seconds

    @abstractmethod
    def states(self, seen: Evidence, seconds: float) -> Iterator[State]:
        """Yield whether it is so at each picture, or piece of sound, that comes in SECONDS."""

    def watch(self, seen: Evidence, seconds: float) -> Iterator[Verdict]:
        """Yield an answer whenever there is one, and the last one in any case."""
        most, ceased, open_ = 0.0, None, None
        for state in self.states(seen, max(seconds, self.certain + SLACK)):
            told, open_ = state.told, None
            most = max(most, state.lasted)
            if told.over:
                yield self._yes(state, told.over)
                most = 0.0
            if told.since is None:
                ceased = state.at if ceased is None else ceased
                yield self._no(state, most, ceased)
                continue
            ceased = None
            if state.lasted >= self.certain - ROUNDING:
                yield self._yes(state, Span(told.since, state.at, self.kind))
                most = 0.0
            else:
                open_ = state
        if open_:
            yield self._no(open_, most, None)

    def _yes(self, state: State, span: Span) -> Verdict:
        return Verdict(
            True,
            1.0,
            self._reason(state, span.seconds),
            region=state.region,
            searched=state.searched,
            threshold=1.0,
            frame=state.frame,
            start=span.start,
            end=span.end,
            error=state.error,
        )

    def _no(self, state: State, most: float, ceased: float | None) -> Verdict:
        return Verdict(
            False,
            min(ALMOST, most / self.seconds),
            self._reason(state, most),
            region=state.region,
            searched=state.searched,
            threshold=1.0,
            frame=state.frame,
            start=ceased,
            end=state.at,
        )

    def _reason(self, state: State, seconds: float) -> str:
        lasted = f"{self.kind} for {seconds:.2f} s, needs {self.seconds:g} s"
        return f"{lasted}; {state.told.what}" if state.told.what else lasted

    def __str__(self) -> str:
        return f"{self.kind} for {self.seconds:g} s"


class Teller(ABC):
    """Tells of one picture after the other whether it is so."""

    @abstractmethod
    def then(self, part: Part, at: float) -> Told:
        """Take in what is looked at of the picture shown AT."""

    def hear(self, sound: Samples) -> None:  # noqa: B027 - most are deaf
        """Take in the sound that was played meanwhile."""

    def end(self, at: float) -> Span | None:  # noqa: ARG002 - most hold nothing back
        """Take in that nothing comes after AT; return when it was so, if that was held back."""
        return None


class LastingPicture(Lasting):
    """Holds where REGION, or the whole picture, is so; what MASK covers does not count.

    listens: whether what is heard tells something too, where there is sound.
    """

    listens: ClassVar[bool] = False

    region: Area | None = None
    mask: tuple[Area, ...] = ()

    @abstractmethod
    def teller(self) -> Teller:
        """Return what tells it, before the first picture."""

    def states(self, seen: Evidence, seconds: float) -> Iterator[State]:
        from actors.monitor.part import part

        teller, times, looked = self.teller(), list[float](), None
        ear = _Ear(_sounds(seen, seconds) if self.listens else iter(()))
        for frame in seen.frames(seconds):
            for sound in ear.until(frame.at):
                teller.hear(sound)
            looked = part(frame, self.region, self.mask, size=seen.size)
            yield self._state(looked, teller.then(looked, frame.at), times)
            times.append(frame.at)
        if looked and (over := teller.end(looked.frame.at)):
            yield self._state(looked, Told(None, over=over), times)

    def _state(self, looked: Part, told: Told, times: list[float]) -> State:
        return State(
            told,
            looked.frame.at,
            error=_gap_before(told.over.start if told.over else told.since, times),
            frame=looked.frame,
            region=looked.in_frame(told.box) if told.box else None,
            searched=looked.box if self.region else None,
        )

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        return f"{super().__str__()}{where}"


class _Ear:
    """Takes SOUNDS in as far as the pictures have come."""

    def __init__(self, sounds: Iterator[Samples]) -> None:
        self._sounds = sounds
        self._heard = -inf  # until when

    def until(self, at: float) -> Iterator[Samples]:
        """Yield what plays until AT, and has not been yielded yet."""
        while self._heard < at and (sound := next(self._sounds, None)):
            self._heard = sound.end
            yield sound


def _sounds(seen: Evidence, seconds: float) -> Iterator[Samples]:
    """Yield the sound that there is, and nothing where there is none."""
    try:
        yield from slices(seen.sounds(seconds))
    except (CannotJudge, NotSupported):
        return


def slices(sounds: Iterator[Samples]) -> Iterator[Samples]:
    """Yield SOUNDS in pieces that are so short that nothing begins and ends within one."""
    for sound in sounds:
        length = max(1, round(sound.rate * SLICE))
        for first in range(0, len(sound.samples), length):
            part = sound.samples[first : first + length]
            yield Samples(part, sound.rate, sound.at + first / sound.rate)


def _gap_before(since: float | None, times: list[float]) -> float | None:
    """Return how long before SINCE the last of TIMES was; None where there is none."""
    if since is None or not (before := bisect_left(times, since)):
        return None
    return since - times[before - 1]
