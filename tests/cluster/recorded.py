"""Executions that are recorded as the lab does it, of cases run in this process."""

from actors.device import Device
from actors.reference import pictures
from actors.testcase import StepRecord, TestCase, run
from cluster.artifacts import Artifacts, reference_key
from cluster.dispatch import entry_of
from cluster.store import NewJob, Store
from tests.cluster.store_fixtures import ended, execution_ended, execution_started, started


def record(device: Device, *cases: TestCase, store: Store, artifacts: Artifacts) -> int:
    """Run CASES on DEVICE, keep all that a campaign keeps, and return the execution."""
    jobs = [NewJob(case.name, f"{case.name}.yaml") for case in cases]
    files = {"campaign_file": "demo.yaml", "lab_file": "lab.yaml"}
    execution = store.begin("demo", jobs, at=1.0, **files)
    for picture in pictures((cases, device.map)):
        artifacts.put(reference_key(picture.digest), picture.encoded)
    store.record([execution_started(execution)])
    for job, case in enumerate(cases, 1):
        store.record([started(execution, job, case=case.name, model="tv")])
        _steps(case, device, execution=execution, job=job, store=store, artifacts=artifacts)
        store.record([ended(execution, job)])
    store.record([execution_ended(execution)])
    return execution


def _steps(
    case: TestCase, device: Device, *, execution: int, job: int, store: Store, artifacts: Artifacts
) -> None:
    for told in run(case, device):
        sent = told.with_picture() if isinstance(told, StepRecord) else told
        entry = entry_of(sent, execution=execution, job=job, attempt=1, device="tv-1")
        for kept in entry.pictures:
            artifacts.put(*kept)
        store.record([entry.event])
