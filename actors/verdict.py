"""The answer to a check, with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from actors.errors import CannotJudge

if TYPE_CHECKING:
    from actors.checks import Check
    from actors.interface import Frame
    from actors.until import Until

Region = tuple[int, int, int, int]  # left, top, width, height; pixels


@dataclass(frozen=True)
class Measure:
    """How long something took: at most SECONDS, and at least ERROR less than that.

    It came about between two pictures, of which the later one shows it.
    """

    name: str
    seconds: float
    error: float


@dataclass(frozen=True)
class Verdict:
    """True or false, and why; all regions are pixels of FRAME.

    score, threshold: fractions, 0 to 1; it holds from the threshold on.  A score that is no
    number answers nothing, and raises CannotJudge.
    reason: one sentence with the measured number in it.
    region: where the match, or the best that there was, is in the frame;
    regions: all matches, where several were asked for.
    searched: the part of the frame that was looked at; None for all of it.
    start, end: since when, and until when, it is so, by the frames' own times (Unix);
    error: by how many seconds it may have begun before START.
    facts: what was read, by name.  check, until: what was asked.
    """

    holds: bool
    score: float
    reason: str
    region: Region | None = None
    regions: tuple[Region, ...] = ()
    searched: Region | None = None
    threshold: float | None = None
    frame: Frame | None = None
    start: float | None = None
    end: float | None = None
    error: float | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    check: Check | None = None
    until: Until = "holds"

    def __post_init__(self) -> None:
        if not isfinite(self.score):
            raise CannotJudge(f"the score is no number, but {self.score}: {self.reason}")

    def __bool__(self) -> bool:
        return self.holds

    @property
    def at(self) -> float | None:
        """When the last picture that tells it was shown, or the last sound of it played."""
        return self.end if self.end is not None or self.frame is None else self.frame.at


def done(reason: str) -> Verdict:
    """Return the verdict of a step that did its work and judges nothing."""
    return Verdict(True, 1.0, reason)
