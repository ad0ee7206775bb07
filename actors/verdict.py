"""The answer to a check, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actors.interface import Frame

Region = tuple[int, int, int, int]  # left, top, width, height; pixels


@dataclass(frozen=True)
class Verdict:
    """True or false, and why; both regions are pixels of FRAME.

    score, threshold: fractions, 0 to 1; it holds from the threshold on.
    reason: one sentence with the measured number in it.
    region: where the match, or the best that there was, is in the frame.
    searched: the part of the frame that was looked at; None for all of it.
    """

    holds: bool
    score: float
    reason: str
    region: Region | None = None
    searched: Region | None = None
    threshold: float | None = None
    frame: Frame | None = None

    def __bool__(self) -> bool:
        return self.holds


def done(reason: str) -> Verdict:
    """Return the verdict of a step that did its work and judges nothing."""
    return Verdict(True, 1.0, reason)
