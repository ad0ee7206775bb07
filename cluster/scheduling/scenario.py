"""A scenario: the devices of a lab, when they are down, and the jobs that come to it."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from actors.document import Document
from actors.errors import ConfigError

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Interval = tuple[Seconds, Seconds]
Capabilities = frozenset[str]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Device(_Model):
    """A device that gives CAPABILITIES, but while it is DOWN."""

    name: str
    capabilities: Capabilities = frozenset()
    down: tuple[Interval, ...] = ()

    @model_validator(mode="after")
    def _each_begins_before_it_ends(self) -> Self:
        for begins, ends in self.down:
            if begins >= ends:
                raise ValueError(f"{self.name} is down from {begins:g} s on, but until {ends:g} s")
        return self

    def outages(self) -> list[Interval]:
        """Return when it is down, sorted, and each for itself."""
        apart: list[Interval] = []
        for begins, ends in sorted(self.down):
            if apart and begins <= apart[-1][1]:
                apart[-1] = (apart[-1][0], max(ends, apart[-1][1]))
            else:
                apart.append((begins, ends))
        return apart


class Job(_Model):
    """A job for any device that gives what it NEEDS; it ARRIVES and takes DURATION seconds.

    Who decides on it sees the ESTIMATE, or None where nobody knows.
    """

    id: int | str
    needs: Capabilities = frozenset()
    estimate: Seconds | None = None
    duration: Seconds
    priority: int = 0  # a higher one goes first
    arrives: Seconds = 0.0


class Scenario(_Model):
    """What `vpt simulate` reads."""

    devices: tuple[Device, ...] = Field(min_length=1)
    jobs: tuple[Job, ...]

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        _once("device", (device.name for device in self.devices))
        _once("job", (job.id for job in self.jobs))
        return self

    @model_validator(mode="after")
    def _each_job_can_be_done(self) -> Self:
        given = {device.capabilities for device in self.devices}
        able = {needs: any(needs <= gives for gives in given) for needs in self.needs()}
        for job in self.jobs:
            if not able[job.needs]:
                lacking = sorted(job.needs - frozenset[str]().union(*given))
                what = ", ".join(lacking) or "all of " + ", ".join(sorted(job.needs))
                raise ValueError(f"no device can do job {job.id!r}: none gives {what}")
        return self

    def needs(self) -> list[Capabilities]:
        """Return what jobs need, each once, in the order of the jobs."""
        return list(dict.fromkeys(job.needs for job in self.jobs))

    def able(self) -> dict[Capabilities, frozenset[Capabilities]]:
        """Return, for what jobs need, which capabilities of a device are enough."""
        given = {device.capabilities for device in self.devices}
        return {
            needs: frozenset(gives for gives in given if needs <= gives) for needs in self.needs()
        }


def load_scenario(path: Path) -> Scenario:
    """Read a scenario.  Raises ConfigError."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return Scenario.model_validate_json(text)
    except ValidationError as e:
        first = e.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise ConfigError(str(path), f"not JSON: {first['ctx']['error']}") from e
        raise Document(path, None, None).refused(e) from e


def _once(what: str, names: Iterable[int | str]) -> None:
    name, times = max(Counter(names).items(), key=lambda item: item[1], default=("", 0))
    if times > 1:
        raise ValueError(f"{times} {what}s are called {name!r}")
