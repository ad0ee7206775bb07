"""Stores on SQLite and PostgreSQL, and the events of a small campaign."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster.events import (
    AnyEvent,
    AttemptEnded,
    AttemptStarted,
    ExecutionEnded,
    ExecutionStarted,
    JobEnded,
    StepEnded,
    StepStarted,
)
from cluster.store import NewJob, Store


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("postgres").new_database()
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    with Store(store_url) as opened:
        yield opened


def begin(store: Store, jobs: int = 1, *, at: float = 1.0) -> int:
    """Begin an execution of the campaign "nightly" with that many jobs."""
    new = [NewJob(f"case-{n}", f"case-{n}.yaml") for n in range(1, jobs + 1)]
    return store.begin("nightly", new, campaign_file="nightly.yaml", lab_file="lab.yaml", at=at)


def started(execution: int, job: int = 1, attempt: int = 1, **other: object) -> AnyEvent:
    fields = {"at": 10.0, "case": f"case-{job}", "device": "tv-1", "node": "bench", **other}
    return AttemptStarted.model_validate(
        {"execution": execution, "job": job, "attempt": attempt, **fields}
    )


def step_started(execution: int, job: int = 1, attempt: int = 1, **other: object) -> AnyEvent:
    fields = {"at": 10.0, "device": "tv-1", "step": 0, "what": "press OK", **other}
    return StepStarted.model_validate(
        {"execution": execution, "job": job, "attempt": attempt, **fields}
    )


def step_ended(execution: int, job: int = 1, attempt: int = 1, **other: object) -> AnyEvent:
    fields = {
        "at": 11.0,
        "device": "tv-1",
        "step": 0,
        "kind": "press",
        "what": "press OK",
        "started": 10.0,
        "outcome": "pass",
        "reason": "pressed",
        **other,
    }
    return StepEnded.model_validate(
        {"execution": execution, "job": job, "attempt": attempt, **fields}
    )


def ended(execution: int, job: int = 1, attempt: int = 1, **other: object) -> AnyEvent:
    fields = {"at": 12.0, "device": "tv-1", "outcome": "pass", "reason": "1 step", **other}
    return AttemptEnded.model_validate(
        {"execution": execution, "job": job, "attempt": attempt, **fields}
    )


def job_ended(execution: int, job: int = 1, **other: object) -> AnyEvent:
    fields = {"at": 12.0, "outcome": "pass", "flaky": False, "reason": "1 step", **other}
    return JobEnded.model_validate({"execution": execution, "job": job, **fields})


def execution_started(execution: int, *, at: float = 2.0) -> AnyEvent:
    return ExecutionStarted(execution=execution, at=at, campaign="nightly", jobs=1)


def execution_ended(execution: int, *, at: float = 20.0, stopped: bool = False) -> AnyEvent:
    return ExecutionEnded(execution=execution, at=at, stopped=stopped, lower_bound=4.5)


def campaign(execution: int) -> list[AnyEvent]:
    """Return the events of an execution of two jobs: one flaky, one failed."""
    return [
        execution_started(execution),
        started(execution, 1, 1),
        started(execution, 2, 1, device="tv-2"),
        step_started(execution, 1, 1),
        step_ended(execution, 1, 1, kind="expect", outcome="fail"),
        ended(execution, 1, 1, outcome="fail"),
        started(execution, 1, 2, at=13.0, device="tv-2"),
        step_ended(execution, 2, 1),
        ended(execution, 2, 1, outcome="fail", device="tv-2"),
        job_ended(execution, 2, outcome="fail"),
        ended(execution, 1, 2, at=15.0, device="tv-2"),
        job_ended(execution, 1, flaky=True),
        execution_ended(execution),
    ]
