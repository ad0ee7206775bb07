"""A campaign: which cases run on which devices, how often; and the jobs that come of it."""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from actors import document
from actors.device import DeviceSpec
from actors.errors import ConfigError
from actors.maps import AppMap
from actors.steps.goto import Goto
from actors.steps.tour import Tour
from actors.testcase import TestCase, load_case
from cluster.lab import LoadedLab
from cluster.schedule import Job
from navigation.errors import UnknownEdge


class Selector(BaseModel):
    """Which devices: all that are of MODEL, bear every one of LABELS, and are among NAMES."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = None
    labels: dict[str, str] = {}
    names: tuple[str, ...] = ()

    def selects(self, device: DeviceSpec) -> bool:
        """Tell whether DEVICE is one of them; what is left out selects all."""
        return (
            self.model in (None, device.model)
            and self.labels.items() <= device.labels.items()
            and (not self.names or device.name in self.names)
        )


class Campaign(BaseModel):
    """What a campaign file says; times are seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    about: str = ""
    cases: tuple[str, ...] = Field(min_length=1)  # names, or patterns such as "settings/*"
    on: Selector = Selector()
    spread: Literal["any", "every"] = "any"  # each case once, or on every matching device
    order: Literal["distance", "file"] = "distance"  # of screens: less navigating; or as written
    repeat: int = Field(default=1, ge=1, le=10_000)
    retries: int = Field(default=0, ge=0, le=10)  # of a failed attempt
    timeout: float = Field(default=600, gt=0)  # of one attempt
    priority: int = 0  # a higher one goes first
    variables: dict[str, Any] = {}


@dataclass(frozen=True)
class PlannedJob:
    """A job for the schedule, and the case that it runs."""

    job: Job
    case: TestCase
    case_file: Path


@dataclass(frozen=True)
class LoadedCampaign:
    """A campaign file with its cases, expanded over the devices of a lab."""

    path: Path
    campaign: Campaign
    lab: LoadedLab
    jobs: tuple[PlannedJob, ...]


def load_campaign(path: Path, lab: LoadedLab) -> LoadedCampaign:
    """Read a campaign and its cases, from `cases` beside the campaign's folder.

    Raises ConfigError, also for a case that no selected device can run.
    """
    source = document.read(path)
    campaign = source.read_as(Campaign)
    files = [
        file
        for number, pattern in enumerate(campaign.cases)
        for file in _files(source, number, pattern)
    ]
    cases = [(file, load_case(file, campaign.variables)) for file in dict.fromkeys(files)]
    devices = [device for device in lab.lab.devices if campaign.on.selects(device)]
    if not devices:
        line = document.line_of(source.node, ("on",))
        raise ConfigError(str(path), f"no device of {lab.path} is selected", "on", line)
    jobs = _expand(campaign, cases, Capable(lab, devices))
    return LoadedCampaign(path.resolve(), campaign, lab, tuple(jobs))


def find_campaigns(folder: Path) -> list[Path]:
    """Return the campaign files of a configs FOLDER, sorted."""
    return sorted((folder / "campaigns").glob("*.yaml"))


@dataclass(frozen=True)
class Capable:
    """Knows which of the DEVICES can run a case."""

    lab: LoadedLab
    devices: list[DeviceSpec]

    def of(self, file: Path, case: TestCase) -> list[str]:
        """Return the devices that can run CASE, in file order.  Raises ConfigError."""
        needs = case.capabilities()
        able = [device for device in self.devices if needs <= device.capabilities()]
        if not able:
            given = frozenset[str]().union(*(device.capabilities() for device in self.devices))
            lacking = ", ".join(sorted(needs - given)) or "all of that at once"
            line = document.line_of(document.read(file).node, ("needs",))
            raise ConfigError(str(file), f"no selected device gives {lacking}", "needs", line)
        self._maps_suffice(file, case, able)
        return [device.name for device in able]

    def _maps_suffice(self, file: Path, case: TestCase, able: list[DeviceSpec]) -> None:
        for number, step in enumerate(case.steps):
            if not isinstance(step, Goto | Tour):
                continue
            field = f"steps.{number}.{step.kind}"
            line = document.line_of(document.read(file).node, ("steps", number))
            for device in able:
                map = self.lab.map_of(device)
                if map is None:
                    raise ConfigError(str(file), f"{device.name} has no map", field, line)
                if reason := _lacking(step, map):
                    raise ConfigError(str(file), reason, field, line)


def _lacking(step: Goto | Tour, map: AppMap) -> str | None:
    """Return what STEP needs and MAP lacks, if anything."""
    if isinstance(step, Tour):
        try:
            step.on(map)
        except UnknownEdge as e:
            return str(e)
    elif step.screen not in map.screens:
        return f"no screen {step.screen!r} in map {map.name!r} (it has {', '.join(map.screens)})"
    return None


def _files(source: document.Document, number: int, pattern: str) -> list[Path]:
    folder = source.path.parent.parent / "cases"
    with contextlib.suppress(ValueError, NotImplementedError):  # what glob says to "a**" and "/a"
        if found := sorted(folder.glob(f"{pattern}.yaml")):
            return found
    line = document.line_of(source.node, ("cases", number))
    raise ConfigError(str(source.path), f"no case {pattern!r} in {folder}", f"cases.{number}", line)


def _expand(
    campaign: Campaign, cases: list[tuple[Path, TestCase]], capable: Capable
) -> list[PlannedJob]:
    jobs: list[PlannedJob] = []
    able = {file: capable.of(file, case) for file, case in cases}
    for round in range(campaign.repeat):
        for file, case in cases:
            for devices in _groups(campaign, able[file]):
                job = Job(
                    len(jobs) + 1,
                    case.name,
                    devices,
                    priority=campaign.priority,
                    round=round,
                    retries=campaign.retries,
                )
                jobs.append(PlannedJob(job, case, file.resolve()))
    return jobs


def _groups(campaign: Campaign, able: list[str]) -> list[tuple[str, ...]]:
    if campaign.spread == "every":
        return [(device,) for device in able]
    return [tuple(able)]
