"""How fast the store takes events and answers, on SQLite."""

import statistics
import tempfile
import time
from collections.abc import Callable

from cluster.events import AnyEvent, AttemptEnded, AttemptStarted, JobEnded, StepEnded, StepStarted
from cluster.store import NewJob, Store
from tests.bench.figure import Figure

_BATCH = 300  # events
_JOBS = _BATCH // 10  # jobs in a batch


def figures() -> list[Figure]:
    """Return what `measure` does; there is nothing to compare it with."""
    return [Figure(_words(name), value, _unit(name)) for name, value in measure().items()]


def _words(name: str) -> str:
    return name.removesuffix("_ms").replace("_", " ")


def _unit(name: str) -> str:
    return "ms" if name.endswith("_ms") else "/s"


def measure(*, batches: int = 30) -> dict[str, float]:
    """Return events a second, and milliseconds that a batch and the questions took.

    The batch is of 300 events; what the dashboard asks is asked when all batches are in.
    """
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/store.db") as store:
        jobs = [NewJob("zap", "zap.yaml")] * _JOBS * batches
        execution = store.begin("bench", jobs, campaign_file="", lab_file="", at=0.0)
        took = [_timed(store, _batch(execution, number)) for number in range(batches)]
        questions = _asked(store, execution)
    return {
        "events": _BATCH * batches / sum(took),
        "batch_p50_ms": 1000 * statistics.median(took),
        "batch_max_ms": 1000 * max(took),
        **questions,
    }


def _timed(store: Store, events: list[AnyEvent]) -> float:
    begin = time.perf_counter()
    store.record(events)
    return time.perf_counter() - begin


def _asked(store: Store, execution: int) -> dict[str, float]:
    questions: dict[str, Callable[[], object]] = {
        "executions_ms": lambda: store.executions(50),
        "jobs_ms": lambda: store.jobs(execution),
        "pass_rates_ms": lambda: store.pass_rates(0.0),
        "outcome_counts_ms": store.outcome_counts,
        "step_durations_ms": lambda: store.step_durations([0.1, 0.3, 1.0, 3.0, 10.0]),
    }
    took = {}
    for name, ask in questions.items():
        begin = time.perf_counter()
        ask()
        took[name] = 1000 * (time.perf_counter() - begin)
    return took


def _batch(execution: int, number: int) -> list[AnyEvent]:
    first = number * _JOBS + 1
    return [event for job in range(first, first + _JOBS) for event in _job(execution, job)]


def _job(execution: int, job: int) -> list[AnyEvent]:
    """Return the 10 events of a job with an attempt of 4 steps, of which one has no start."""
    where = {"execution": execution, "job": job, "at": float(job)}
    on = {**where, "attempt": 1, "device": f"tv-{job % 20}"}
    end = {"outcome": "pass", "reason": "logo.png matches 0.981, needs 0.95"}
    evidence = {"score": 0.981, "threshold": 0.95, "region": (1, 2, 30, 40), "size": (1280, 720)}
    step = {**on, **end, **evidence, "kind": "expect", "what": "image logo.png", "started": 0.5}
    return [
        AttemptStarted.model_validate({**on, "case": "zap", "node": "bench-1"}),
        *(StepStarted.model_validate({**on, "step": n, "what": "image"}) for n in range(3)),
        *(StepEnded.model_validate({**step, "step": n}) for n in range(4)),
        AttemptEnded.model_validate({**on, **end}),
        JobEnded.model_validate({**where, **end, "flaky": False}),
    ]
