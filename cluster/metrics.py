"""What Prometheus is told of the lab; labels take their values from small closed sets only."""

from collections.abc import Iterator, Mapping, Sequence

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from actors.outcome import Outcome
from cluster.api.state import Fleet
from cluster.errors import ClusterError
from cluster.records import DeviceState, DeviceStatus, DeviceTimes
from cluster.store import Histogram, OutcomeCounts, Store

ATTEMPT_SECONDS = (1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
STEP_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
UP = (DeviceState.IDLE, DeviceState.RUNNING)


def lab_registry(store: Store, fleet: Fleet) -> CollectorRegistry:
    """Return a registry of its own with the metrics of the lab and of this process."""
    registry = CollectorRegistry()
    registry.register(DeviceCollector(fleet))
    registry.register(ResultCollector(store))
    ProcessCollector(registry=registry)
    return registry


class DeviceCollector(Collector):
    """The devices of FLEET as they are when asked; one that left the lab has no series."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def collect(self) -> Iterator[Metric]:
        try:
            statuses = self._fleet.statuses()
        except ClusterError:  # a lab that is down is a number, too
            yield _gauge("vpt_lab_up", "Whether the lab's devices can be asked.", 0)
            return
        yield _gauge("vpt_lab_up", "Whether the lab's devices can be asked.", 1)
        yield from _device_metrics(statuses)


class ResultCollector(Collector):
    """What the STORE has counted.  Collecting raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        yield from _outcome_metrics(self._store.outcome_counts())
        yield _verdict_counter(self._store.verdict_counts())
        depth = self._store.queue_depth()
        queue = GaugeMetricFamily("vpt_queue_jobs", "Jobs without an outcome.", labels=["state"])
        queue.add_metric(["queued"], depth.queued)
        queue.add_metric(["running"], depth.running)
        yield queue
        running = self._store.running_executions()
        yield _gauge("vpt_executions_running", "Executions that run.", running)
        yield from _time_counters(self._store.device_times())
        yield self._attempt_durations()
        yield self._step_durations()

    def _attempt_durations(self) -> Metric:
        family = HistogramMetricFamily(
            "vpt_attempt_duration_seconds", "How long attempts that have ended took."
        )
        add_histogram(family, [], ATTEMPT_SECONDS, self._store.attempt_durations(ATTEMPT_SECONDS))
        return family

    def _step_durations(self) -> Metric:
        family = HistogramMetricFamily(
            "vpt_step_duration_seconds", "How long steps took.", labels=["kind"]
        )
        for kind, histogram in self._store.step_durations(STEP_SECONDS).items():
            add_histogram(family, [kind], STEP_SECONDS, histogram)
        return family


def add_histogram(
    family: HistogramMetricFamily,
    labels: Sequence[str],
    bounds: Sequence[float],
    histogram: Histogram,
) -> None:
    """Add to FAMILY the series of HISTOGRAM, whose buckets end at BOUNDS."""
    named = zip(map(floatToGoString, bounds), histogram.buckets, strict=True)
    family.add_metric(labels, [*named, ("+Inf", histogram.count)], histogram.sum)


def _device_metrics(statuses: Sequence[DeviceStatus]) -> Iterator[Metric]:
    up = GaugeMetricFamily("vpt_device_up", "Whether the device works.", labels=["device", "node"])
    state = GaugeMetricFamily(
        "vpt_device_state", "1 for the state that it is in.", labels=["device", "state"]
    )
    info = InfoMetricFamily("vpt_device", "What the device is.", labels=["device"])
    for device in statuses:
        up.add_metric([device.name, device.node], device.state in UP)
        info.add_metric([device.name], {"model": device.model, "node": device.node})
        for possible in DeviceState:
            state.add_metric([device.name, possible], device.state == possible)
    yield from (up, state, info)
    yield from _incident_metrics(statuses)


def _incident_metrics(statuses: Sequence[DeviceStatus]) -> Iterator[Metric]:
    """Yield what the live monitors found; a device that is not watched has no series."""
    counts = _counter("vpt_incidents", "Incidents that have begun.", "device", "kind")
    lasting = GaugeMetricFamily(
        "vpt_incident_open", "Whether an incident lasts.", labels=["device", "kind"]
    )
    for device in statuses:
        now = {incident.kind for incident in device.incidents}
        for kind, count in device.incident_counts.items():
            counts.add_metric([device.name, kind], count)
            lasting.add_metric([device.name, kind], kind in now)
    yield from (counts, lasting)


def _outcome_metrics(counts: OutcomeCounts) -> Iterator[Metric]:
    """Yield counters; what has not happened yet counts 0, so that its first time is a rise."""
    jobs = _counter("vpt_jobs", "Jobs that have ended.", "outcome")
    attempts = _counter("vpt_attempts", "Attempts that have ended.", "outcome")
    for outcome in Outcome:
        jobs.add_metric([outcome], counts.jobs.get(outcome, 0))
        attempts.add_metric([outcome], counts.attempts.get(outcome, 0))
    flaky = _counter("vpt_flaky_jobs", "Jobs that passed after a failed attempt.")
    flaky.add_metric([], counts.flaky)
    yield from (jobs, flaky, attempts, _step_counter(counts))


def _time_counters(devices: Sequence[DeviceTimes]) -> Iterator[Metric]:
    """Yield what gives, one over the other, the share of its time that a device navigates."""
    taken = _counter("vpt_attempt_seconds", "What attempts that have ended took.", "device")
    gone = _counter("vpt_navigating_seconds", "What `goto` steps took of that.", "device")
    for times in devices:
        taken.add_metric([times.device], times.seconds)
        gone.add_metric([times.device], times.navigating)
    yield from (taken, gone)


def _step_counter(counts: OutcomeCounts) -> Metric:
    steps = _counter("vpt_steps", "Steps that have ended.", "kind", "outcome")
    for kind in sorted({kind for kind, _ in counts.steps}):
        for outcome in Outcome:
            steps.add_metric([kind, outcome], counts.steps.get((kind, outcome), 0))
    return steps


def _verdict_counter(counts: Mapping[tuple[str, bool], int]) -> Metric:
    verdicts = _counter("vpt_verdicts", "Steps that judged a picture.", "kind", "holds")
    for kind in sorted({kind for kind, _ in counts}):
        for holds in (True, False):
            number = counts.get((kind, holds), 0)
            verdicts.add_metric([kind, "true" if holds else "false"], number)
    return verdicts


def _counter(name: str, what: str, *labels: str) -> CounterMetricFamily:
    return CounterMetricFamily(name, what, labels=labels)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)
