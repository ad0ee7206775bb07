import re
from collections.abc import Mapping

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from actors.monitor.incidents import Incident
from cluster.errors import NotUp
from cluster.metrics import ATTEMPT_SECONDS, STEP_SECONDS, lab_registry
from cluster.records import DeviceState
from cluster.store import NewJob, Store, StoreError
from tests.cluster.served import NOON, Fleet, device, story, tell
from tests.cluster.store_fixtures import begin, ended, started, step_ended

LABELS = {"device", "node", "model", "state", "outcome", "kind", "holds", "le"}


@pytest.fixture
def registry(store: Store, fleet: Fleet) -> CollectorRegistry:
    return lab_registry(store, fleet)


def series(registry: CollectorRegistry, name: str, *labels: str) -> Mapping[tuple[str, ...], float]:
    """Return the values of the samples called NAME, by the values of LABELS."""
    metrics = text_string_to_metric_families(generate_latest(registry).decode())
    samples = [sample for metric in metrics for sample in metric.samples if sample.name == name]
    return {tuple(sample.labels[label] for label in labels): sample.value for sample in samples}


def value(registry: CollectorRegistry, name: str) -> float:
    return series(registry, name)[()]


def test_devices_are_up_or_not(registry: CollectorRegistry) -> None:
    up = series(registry, "vpt_device_up", "device", "node")
    assert up == {("tv-1", "bench-1"): 1, ("box-1", "bench-1"): 0}
    assert value(registry, "vpt_lab_up") == 1


def test_each_device_is_in_one_state_of_all(registry: CollectorRegistry) -> None:
    states = series(registry, "vpt_device_state", "device", "state")
    assert {state for (_, state) in states} == set(DeviceState)
    in_it = {key for key, holds in states.items() if holds}
    assert in_it == {("tv-1", "idle"), ("box-1", "unreachable")}


def test_what_a_device_is_stands_in_its_info(registry: CollectorRegistry) -> None:
    info = series(registry, "vpt_device_info", "device", "model", "node")
    assert info[("tv-1", "android-tv", "bench-1")] == 1


def test_incidents_of_devices_that_are_watched_are_counted_and_told_while_they_last(
    registry: CollectorRegistry, fleet: Fleet
) -> None:
    watched = {"incident_counts": {"freeze": 3, "black": 0}, "incidents": [Incident("freeze", 5.0)]}
    fleet.devices = [device("tv-1"), device("tv-2").model_copy(update=watched)]
    counts = series(registry, "vpt_incidents_total", "device", "kind")
    assert counts == {("tv-2", "freeze"): 3, ("tv-2", "black"): 0}
    lasting = series(registry, "vpt_incident_open", "device", "kind")
    assert lasting == {("tv-2", "freeze"): 1, ("tv-2", "black"): 0}


def test_a_device_that_leaves_the_lab_leaves_the_series(
    registry: CollectorRegistry, fleet: Fleet
) -> None:
    fleet.devices = [device("tv-2")]
    for name in ("vpt_device_up", "vpt_device_state", "vpt_device_info"):
        assert set(series(registry, name, "device")) == {("tv-2",)}


def test_a_lab_that_is_down_is_told_and_the_results_still_are(
    registry: CollectorRegistry, store: Store, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_up() -> None:
        raise NotUp

    monkeypatch.setattr(fleet, "statuses", not_up)
    tell(store)
    assert value(registry, "vpt_lab_up") == 0
    assert series(registry, "vpt_device_up", "device") == {}
    assert value(registry, "vpt_flaky_jobs_total") == 1


def test_jobs_attempts_and_steps_are_counted_by_their_outcome(
    registry: CollectorRegistry, store: Store
) -> None:
    tell(store)
    jobs = series(registry, "vpt_jobs_total", "outcome")
    assert (jobs[("pass",)], jobs[("fail",)], jobs[("lost",)]) == (2, 1, 0)
    attempts = series(registry, "vpt_attempts_total", "outcome")
    assert (attempts[("pass",)], attempts[("fail",)], attempts[("timeout",)]) == (2, 3, 0)
    steps = series(registry, "vpt_steps_total", "kind", "outcome")
    assert (steps[("press", "pass")], steps[("press", "fail")]) == (5, 0)
    assert (steps[("expect", "pass")], steps[("expect", "fail")]) == (2, 3)


def test_only_steps_that_judge_give_verdicts(registry: CollectorRegistry, store: Store) -> None:
    tell(store)
    verdicts = series(registry, "vpt_verdicts_total", "kind", "holds")
    assert verdicts == {("expect", "true"): 2, ("expect", "false"): 3}


def test_counters_only_rise(registry: CollectorRegistry, store: Store) -> None:
    tell(store)
    tell(store)
    assert value(registry, "vpt_flaky_jobs_total") == 2
    assert series(registry, "vpt_jobs_total", "outcome")[("pass",)] == 4


def test_the_queue_is_what_waits_and_what_runs(registry: CollectorRegistry, store: Store) -> None:
    jobs = [NewJob("zap", "zap.yaml")] * 3
    id = store.begin("nightly", jobs, campaign_file="n.yaml", lab_file="lab.yaml", at=NOON)
    assert value(registry, "vpt_executions_running") == 0
    store.record(story(id)[:2])  # it has started, and so has the attempt of its first job
    queue = series(registry, "vpt_queue_jobs", "state")
    assert queue == {("queued",): 2, ("running",): 1}
    assert value(registry, "vpt_executions_running") == 1


def test_durations_of_attempts_are_exact(registry: CollectorRegistry, store: Store) -> None:
    tell(store)  # five attempts of 4 s
    buckets = series(registry, "vpt_attempt_duration_seconds_bucket", "le")
    for bound in ATTEMPT_SECONDS:
        assert buckets[(str(bound),)] == (5 if bound >= 4 else 0)
    assert buckets[("+Inf",)] == value(registry, "vpt_attempt_duration_seconds_count") == 5
    assert value(registry, "vpt_attempt_duration_seconds_sum") == pytest.approx(20)


def test_durations_of_steps_are_exact_by_kind(registry: CollectorRegistry, store: Store) -> None:
    tell(store)  # five presses of 0.2 s, five expects of 3 s
    buckets = series(registry, "vpt_step_duration_seconds_bucket", "kind", "le")
    for bound in STEP_SECONDS:
        assert buckets[("press", str(bound))] == (5 if bound >= 0.25 else 0)
        assert buckets[("expect", str(bound))] == (5 if bound >= 3 else 0)
    sums = series(registry, "vpt_step_duration_seconds_sum", "kind")
    assert sums == {("press",): pytest.approx(1.0), ("expect",): pytest.approx(15.0)}


def test_what_navigating_took_is_told_beside_the_time_of_each_device(
    registry: CollectorRegistry, store: Store
) -> None:
    id = begin(store)
    store.record([started(id), step_ended(id, kind="goto", at=10.5), ended(id)])
    assert series(registry, "vpt_attempt_seconds_total", "device") == {("tv-1",): 2.0}
    assert series(registry, "vpt_navigating_seconds_total", "device") == {("tv-1",): 0.5}


def test_names_and_labels_keep_the_rules(registry: CollectorRegistry, store: Store) -> None:
    tell(store)
    text = generate_latest(registry).decode()
    metrics = list(text_string_to_metric_families(text))
    assert "_created" not in text
    for metric in metrics:
        assert re.match("vpt_|process_", metric.name)
        assert {label for sample in metric.samples for label in sample.labels} <= LABELS


def test_a_store_that_is_down_gives_no_numbers_at_all(
    registry: CollectorRegistry, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StoreError("db", "gone")

    monkeypatch.setattr(store, "outcome_counts", gone)
    with pytest.raises(StoreError):
        generate_latest(registry)


def test_registries_are_independent(store: Store, fleet: Fleet) -> None:
    one, another = lab_registry(store, fleet), lab_registry(store, Fleet([]))
    assert value(one, "vpt_lab_up") == value(another, "vpt_lab_up") == 1
    assert series(another, "vpt_device_up", "device") == {}
