"""Findings of executions that never were, for the reports on them."""

from actors.outcome import Outcome
from cluster.records import Attempt, Counts, Execution, Job, State, Step
from cluster.reports.findings import AttemptFindings, Findings, JobFindings

NOON = 1_700_000_000.0


def step(**fields: object) -> Step:
    """Return a step that passed, with a picture of 1280x720 and no judgement."""
    written = {
        "number": 0, "kind": "press", "what": "press OK", "started": NOON, "ended": NOON + 0.42,
        "outcome": "pass", "reason": "pressed OK", "score": None, "threshold": None,
        "region": None, "searched": None, "size": (1280, 720), "picture": "1/1/1/0.jpg",
    }  # fmt: skip
    return Step.model_validate(written | fields)


def attempt(*steps: Step, number: int = 1, **fields: object) -> AttemptFindings:
    """Return an attempt on tv-1 that took 3 seconds."""
    written = {
        "job": 1, "number": number, "case": "zap", "device": "tv-1", "node": "bench", "model": "tv",
        "started": NOON, "ended": NOON + 3, "outcome": "pass", "reason": "1 step passed",
    }  # fmt: skip
    return AttemptFindings(Attempt.model_validate(written | fields), steps)


def job(*attempts: AttemptFindings, number: int = 1, **fields: object) -> JobFindings:
    """Return a job that passed and took 5 seconds."""
    written = {
        "number": number, "case": "zap", "case_file": "zap.yaml", "device": None, "state": "ended",
        "outcome": "pass", "flaky": False, "reason": "1 step passed", "started": NOON,
        "ended": NOON + 5, "attempts": len(attempts),
    }  # fmt: skip
    return JobFindings(Job.model_validate(written | fields), attempts)


def found(*jobs: JobFindings, **fields: object) -> Findings:
    """Return an execution of JOBS that took 90 seconds and could have taken 60."""
    written = {
        "id": 7, "campaign": "nightly", "campaign_file": "nightly.yaml", "lab_file": "lab.yaml",
        "state": State.ENDED, "stopped": False, "started": NOON, "ended": NOON + 90,
        "lower_bound": 60.0, "counts": Counts(jobs=len(jobs), passed=len(jobs)),
    }  # fmt: skip
    return Findings(Execution.model_validate(written | fields), jobs)


def of_each_outcome() -> Findings:
    """Return an execution with a job of each outcome, numbered as the outcomes are."""
    each = enumerate(Outcome, 1)
    return found(
        *(job(attempt(), number=n, outcome=o, case=f"case-{o}", reason=f"why {o}") for n, o in each)
    )
