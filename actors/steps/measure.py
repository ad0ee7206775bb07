"""Measure how long something takes, from the last key to what it brings about."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, dropwhile
from typing import Self

from pydantic import Field, model_validator

from actors.device import Device
from actors.evidence import Since
from actors.lasting import OverTime
from actors.parse import AnyCheck, AnyStep
from actors.steps import Step
from actors.until import Patience, holds
from actors.verdict import Measure as Measured
from actors.verdict import Verdict


class Measure(Step):
    """Does DO, and measures the time from its last key or touch until UNTIL holds.

    The end is the first frame, by its own time, that holds; the last one before
    that did not tells how much earlier it may have been.  What one picture tells, and
    held before the key already, must first cease to; what is told over time, such as
    motion, is taken from the key on: where the old picture moves too, see the step `zap`.
    Fails where it is not so WITHIN seconds, or surely takes longer than AT_MOST.
    """

    name: str = Field(min_length=1)
    do: tuple[AnyStep, ...] = Field(min_length=1)
    until: AnyCheck
    within: float = Field(gt=0)
    at_most: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if self.at_most is not None and self.at_most > self.within:
            raise ValueError(f"at_most {self.at_most:g} s is never told within {self.within:g} s")
        return self

    @property
    def walks(self) -> bool:
        return any(step.walks for step in self.do)

    def run(self, device: Device) -> Verdict:
        is_old = self._is_told_by_one_picture() and bool(self.until.judge(device))
        device.acted = time.time()
        for step in self.do:
            if not (done := step.run(device)):
                return done
        pressed = device.acted
        looks = self.until.watch(Since(device, pressed), self.within)
        verdict = self._first(dropwhile(bool, looks) if is_old else looks)
        if not verdict or verdict.start is None:
            return replace(verdict, holds=False, reason=f"{self.name}: {verdict.reason}")
        return self._judged(verdict, verdict.start - pressed)

    def _is_told_by_one_picture(self) -> bool:
        return not isinstance(self.until, OverTime)

    def _first(self, looks: Iterator[Verdict]) -> Verdict:
        if (look := next(looks, None)) is None:
            return Verdict(False, 0.0, f"{self.until} was there before the key, and ever since")
        return replace(holds(chain([look], looks), Patience(self.within)), check=self.until)

    def _judged(self, verdict: Verdict, seconds: float) -> Verdict:
        error = min(seconds, verdict.error) if verdict.error is not None else seconds
        reason = f"{self.name} took {seconds:.3f} s, at most {error:.3f} s less"
        if self.at_most is not None:
            reason += f"; allowed are {self.at_most:g} s"
        return replace(
            verdict,
            holds=seconds - error <= (self.at_most or self.within),
            reason=reason,
            measures=(Measured(self.name, seconds, error),),
        )

    def __str__(self) -> str:
        return f"measure {self.name} until {self.until}"

    def needs(self) -> frozenset[str]:
        return self.until.needs().union(*(step.needs() for step in self.do))
