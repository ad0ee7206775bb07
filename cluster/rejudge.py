"""Past verdicts judged again with other settings, from the pictures that were kept.

Each is judged twice on its kept picture, as it was asked and with the changes, so
that what keeping has lost of the picture falls on both.  Nothing is saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from actors import codec, kinds
from actors.asked import Asked
from actors.checks import Check
from actors.errors import CannotJudge, ConfigError
from actors.interface import Face, Frame, Samples
from actors.maps import AppMap
from actors.parse import AnyCheck
from actors.reference import Picture
from actors.until import Patience, Until, gone
from cluster.artifacts import Artifacts, reference_key
from cluster.records import Attempt, Step
from cluster.reports.findings import Findings

_check: TypeAdapter[Check] = TypeAdapter(AnyCheck)


@dataclass(frozen=True)
class OnePicture:
    """The one picture that was SHOWN and kept, as evidence for a check."""

    shown: Frame
    size: tuple[int, int] | None
    map: AppMap | None = None
    acted: float = 0.0

    def frame(self) -> Frame:
        """Return it."""
        return self.shown

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Raise CannotJudge: one picture tells of no time."""
        self._one(seconds)

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Raise CannotJudge: a picture makes no sound."""
        self._one(seconds)

    def need(self, face: type[Face]) -> Face:
        """Raise CannotJudge: a picture can be asked nothing further."""
        raise CannotJudge(f"one picture was kept, which has no {face.__name__.lower()}")

    def _one(self, seconds: float) -> NoReturn:
        raise CannotJudge(f"one picture was kept, and not {seconds:g} s of them")


@dataclass(frozen=True)
class Answer:
    """Whether it holds, from which score on, and why; None where it cannot be asked."""

    holds: bool | None
    reason: str
    score: float | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Judged:
    """What a step of an attempt said on its kept picture THEN, and what it says NOW."""

    attempt: Attempt
    step: Step
    then: Answer
    now: Answer

    @property
    def flips(self) -> bool:
        """Whether the answer is another one."""
        return self.then.holds is not self.now.holds

    @property
    def strays(self) -> bool:
        """Whether, with nothing changed, the kept picture is judged otherwise than the one seen.

        That is so for some that were amid a change.  Only for those that were judged
        by the same threshold can it be told.
        """
        score, threshold = self.step.score, self.step.threshold
        if score is None or threshold is None or threshold != self.then.threshold:
            return False
        return (score >= threshold) is not self.then.holds


@dataclass(frozen=True)
class Skipped:
    """A step that cannot be judged again, and why."""

    attempt: Attempt
    step: Step
    reason: str


@dataclass(frozen=True)
class Wanted:
    """Which verdicts are judged again: of a KIND of check, with NAMED in their words."""

    kind: str | None = None
    named: str = ""

    def includes(self, asked: Asked) -> bool:
        """Tell whether ASKED is one of them."""
        return self.kind in (None, asked.kind) and self.named in asked.text


@dataclass(frozen=True)
class Rejudging:
    """Judges again with other SETTINGS, whose pictures lie in FOLDER, from ARTIFACTS."""

    artifacts: Artifacts
    settings: Mapping[str, Any]
    folder: Path = Path()
    _known: dict[str, tuple[Check, Check] | str] = field(default_factory=dict)

    def of(self, found: Findings, wanted: Wanted) -> list[Judged | Skipped]:
        """Return what comes of each step of FOUND that is WANTED and has the settings.

        Raises ConfigError, before any is judged, for settings that a check does not
        take, and where there is no such step.
        """
        steps = [(attempt, step, asked) for attempt, step, asked in _asked(found)
                 if wanted.includes(asked) and self._has_settings(asked)]  # fmt: skip
        if not steps:
            names = ", ".join(self.settings)
            raise ConfigError(f"execution {found.execution.id}", f"no verdict there has {names}")
        checks = [self._checks(asked) for _, _, asked in steps]
        return [self._judged(*step, made) for step, made in zip(steps, checks, strict=True)]

    def _has_settings(self, asked: Asked) -> bool:
        try:
            model = kinds.find(Check.package, asked.kind, Check)  # type: ignore[type-abstract]
        except (ValueError, ImportError):
            return True  # it cannot be made here, and is skipped with the reason
        return self.settings.keys() <= model.model_fields.keys()

    def _checks(self, asked: Asked) -> tuple[Check, Check] | str:
        """Return the check as it was and as it would be, or why it cannot be made again."""
        key = json.dumps(asked.check)
        if key not in self._known:
            self._known[key] = self._made(asked)
        return self._known[key]

    def _made(self, asked: Asked) -> tuple[Check, Check] | str:
        [(kind, fields)] = asked.check.items()
        context = {"folder": self.folder, "kept": self._kept}
        try:
            then = _check.validate_python({kind: fields}, context=context)
        except ValidationError as e:
            return _first(e)
        try:
            return then, _check.validate_python(
                {kind: {**fields, **self.settings}}, context=context
            )
        except ValidationError as e:
            raise ConfigError(f"with these settings, {asked.text}", _first(e)) from e

    def _kept(self, written: object) -> Picture | None:
        """Return the reference that is WRITTEN as its name and digest, if it is kept."""
        name, _, digest = str(written).rpartition(" ")
        if len(digest) != 64 or not digest.isalnum():
            return None
        encoded = self.artifacts.find(reference_key(digest))
        return Picture(name, encoded) if encoded else None

    def _judged(
        self, attempt: Attempt, step: Step, asked: Asked, made: tuple[Check, Check] | str
    ) -> Judged | Skipped:
        if isinstance(made, str):
            return Skipped(attempt, step, made)
        pixels = codec.decode((step.picture and self.artifacts.find(step.picture)) or b"")
        if pixels is None:
            return Skipped(attempt, step, "its picture is no longer kept")
        seen = OnePicture(Frame(pixels, step.ended), asked.size)
        then, now = (_answer(check, seen, asked.until) for check in made)
        if then.holds is None:
            return Skipped(attempt, step, then.reason)
        return Judged(attempt, step, then, now)


def _asked(found: Findings) -> Iterator[tuple[Attempt, Step, Asked]]:
    for job in found.jobs:
        for tried in job.attempts:
            for step in tried.steps:
                if step.asked:
                    yield tried.attempt, step, step.asked


def _answer(check: Check, seen: OnePicture, until: Until) -> Answer:
    try:
        verdict = check.judge(seen)
    except CannotJudge as e:
        return Answer(None, str(e))
    if until == "gone":
        verdict = gone([verdict], Patience())
    return Answer(verdict.holds, verdict.reason, verdict.score, verdict.threshold)


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    words = first["msg"].removeprefix("Value error, ")
    return f"{place}: {words}" if place else words
