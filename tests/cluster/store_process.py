"""Another process that uses a store: `python store_process.py open|write URL …`."""

import sys

from cluster.events import AnyEvent, AttemptEnded, AttemptStarted, JobEnded
from cluster.store import NewJob, Store


def finished(execution: int, job: int) -> list[AnyEvent]:
    """Return the events of a job that passed at once."""
    where = {"execution": execution, "job": job, "at": 1.0}
    on = {**where, "attempt": 1, "device": "tv"}
    return [
        AttemptStarted.model_validate({**on, "case": "zap", "node": "bench"}),
        AttemptEnded.model_validate({**on, "outcome": "pass", "reason": ""}),
        JobEnded.model_validate({**where, "outcome": "pass", "flaky": False, "reason": ""}),
    ]


def write(url: str, jobs: int) -> None:
    with Store(url) as store:
        new = [NewJob("zap", "zap.yaml")] * jobs
        execution = store.begin("nightly", new, campaign_file="c", lab_file="l", at=1.0)
        for job in range(1, jobs + 1):
            store.record(finished(execution, job))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["open", url]:
            Store(url).close()
        case ["write", url, jobs]:
            write(url, int(jobs))
