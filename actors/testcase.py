"""A test case, and how it runs on a device: each step recorded with its verdict and picture."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from actors import codec, document
from actors.asked import Asked
from actors.device import Device
from actors.errors import DeviceError, DriverError, Stopped
from actors.hops import HopRecord
from actors.interface import Frame, Picture
from actors.outcome import Outcome
from actors.parse import AnyStep
from actors.steps import Step
from actors.steps.read import Read
from actors.variables import LATER, resolved
from actors.verdict import Measure, Region, Verdict
from navigation.errors import Lost, NavigationError


class TestCase(BaseModel):
    """What to do, and what to expect, on any device that gives what it needs."""

    __test__ = False  # for pytest
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    about: str = ""
    needs: frozenset[str] = frozenset()
    variables: dict[str, Any] = {}
    steps: tuple[AnyStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _variables_are_read_before(self) -> Self:
        read: set[str] = set()
        for step in self.steps:
            for name in LATER.findall(repr(step)):
                if name.partition(".")[0] not in read:
                    raise ValueError(f"no step before {str(step)!r} reads ${{{name}}}")
            read |= {step.into} if isinstance(step, Read) else set()
        return self

    def capabilities(self) -> frozenset[str]:
        """Return what a device must give: what the case names, and what its steps need."""
        return self.needs.union(*(step.needs() for step in self.steps))


@dataclass(frozen=True)
class StepStarted:
    """The step NUMBER (from 0) begins; WHAT says it in a few words."""

    number: int
    what: str
    at: float


@dataclass(frozen=True)
class StepRecord:
    """What came of one step; regions are pixels of the picture, whose SIZE is width, height."""

    number: int
    kind: str
    what: str
    started: float
    ended: float
    outcome: Outcome
    reason: str
    score: float | None = None
    threshold: float | None = None
    region: Region | None = None
    searched: Region | None = None
    size: tuple[int, int] | None = None
    measures: tuple[Measure, ...] = ()
    asked: Asked | None = None
    hops: tuple[HopRecord, ...] = ()  # the edges of its map that it tried
    frame: Frame | None = None  # what was shown, and
    picture: bytes | None = None  # the same as JPEG

    def with_picture(self) -> "StepRecord":
        """Return the record with its frame as a picture, small enough to be sent."""
        if self.frame is None:
            return self
        return replace(self, frame=None, picture=codec.encode(self.frame.pixels))


def load_case(path: Path, variables: Mapping[str, Any] | None = None) -> TestCase:
    """Read a test case; VARIABLES go before its own.  Raises ConfigError."""
    return document.read(path).read_as(TestCase, variables)


def run(case: TestCase, device: Device) -> Iterator[StepStarted | StepRecord]:
    """Yield the beginning and the record of each step, up to the first that does not pass."""
    device.variables.clear()
    device.hops.clear()
    for number, step in enumerate(case.steps):
        started = time.time()
        yield StepStarted(number, str(step), started)
        outcome, verdict = _attempt(step, device)
        frame = _evidence(outcome, verdict, device)
        yield StepRecord(
            number,
            step.kind,
            str(step),
            started,
            time.time(),
            outcome,
            verdict.reason,
            score=verdict.score if verdict.threshold is not None else None,
            threshold=verdict.threshold,
            region=verdict.region,
            searched=verdict.searched,
            size=frame.size if frame else None,
            measures=verdict.measures,
            asked=_asked(verdict, device),
            hops=_hops(device),
            frame=frame,
        )
        if outcome is not Outcome.PASS:
            return


def _asked(verdict: Verdict, device: Device) -> Asked | None:
    if verdict.check is None:
        return None
    return Asked.of(verdict.check, device.size, until=verdict.until)


def _hops(device: Device) -> tuple[HopRecord, ...]:
    """Take the edges that DEVICE has tried away from it."""
    hops, device.hops = device.hops, []
    return tuple(HopRecord.of(hop, device.map.name) for hop in hops if device.map)


def _attempt(step: Step, device: Device) -> tuple[Outcome, Verdict]:
    try:
        verdict = resolved(step, device.variables).run(device)
        return (Outcome.PASS if verdict else Outcome.FAIL), verdict
    except Stopped as e:
        return Outcome.CANCELLED, _no(e)
    except DriverError as e:
        device.lose(e)
        return Outcome.LOST, _no(e)
    except Lost as e:
        return Outcome.FAIL, _no(e)
    except (DeviceError, NavigationError) as e:
        return Outcome.ERROR, _no(e)
    except Exception as e:  # noqa: BLE001 - a step of somebody else's package may raise anything
        return Outcome.ERROR, Verdict(False, 0.0, f"{type(e).__name__}: {e}")


def _no(error: Exception) -> Verdict:
    return Verdict(False, 0.0, str(error))


def _evidence(outcome: Outcome, verdict: Verdict, device: Device) -> Frame | None:
    if verdict.frame is not None:
        return verdict.frame
    if outcome in (Outcome.LOST, Outcome.CANCELLED) or not device.has(Picture):
        return None  # nobody waits for a link that is lost, or after a stop
    try:
        return device.look(Picture).frame()  # type: ignore[type-abstract]
    except DeviceError:
        return None  # the step's own outcome says already what is wrong with the link
