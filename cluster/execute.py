"""Execute a campaign: from its loaded files to the record of what came of it."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from actors.errors import ConfigError
from actors.outcome import Outcome
from actors.reference import pictures
from cluster import events
from cluster.artifacts import Artifacts, reference_key
from cluster.campaign import LoadedCampaign, PlannedJob
from cluster.dispatch import Dispatcher
from cluster.errors import StillDriven, UnknownExecution
from cluster.experience import learned
from cluster.itinerary import MapOfModel, itineraries
from cluster.lane import Lane
from cluster.placement import find, share, with_learned
from cluster.recorder import Entry, Kept, Recorder
from cluster.records import Execution, State
from cluster.schedule import lower_bound
from cluster.settings import Settings
from cluster.store import SILENCE, NewJob, Store, StoreError
from navigation.learned import Learned

LOOK = 1.0  # seconds between two looks at whether somebody asked for a stop


@dataclass(frozen=True)
class Archive:
    """Where executions are kept."""

    store: Store
    artifacts: Artifacts

    @classmethod
    def opened(cls, settings: Settings) -> Self:
        """Return the archive that SETTINGS name.  Raises StoreError and ArtifactError."""
        return cls(Store(settings.store), Artifacts(settings.artifacts))


@dataclass(frozen=True)
class Plan:
    """An execution that is in the store, and the jobs of it that have not ended."""

    execution: int
    campaign: LoadedCampaign
    jobs: Mapping[int, PlannedJob]


@dataclass
class _Clock:
    """Adds up how long each job took on its devices, for the lower bound."""

    seconds: dict[int, float] = field(default_factory=dict)
    _began: dict[tuple[int, int], float] = field(default_factory=dict)

    def see(self, event: events.AnyEvent) -> None:
        if isinstance(event, events.AttemptStarted):
            self._began[event.job, event.attempt] = event.at
        elif isinstance(event, events.AttemptEnded) and event.outcome is not Outcome.LOST:
            took = event.at - self._began.pop((event.job, event.attempt), event.at)
            self.seconds[event.job] = self.seconds.get(event.job, 0.0) + took


def prepare(campaign: LoadedCampaign, store: Store) -> Plan:
    """Put a new execution of CAMPAIGN into the store, with every job queued."""
    jobs = [_new_job(planned) for planned in campaign.jobs]
    execution = store.begin(
        campaign.campaign.name,
        jobs,
        campaign_file=str(campaign.path),
        lab_file=str(campaign.lab.path),
        at=time.time(),
    )
    return Plan(execution, campaign, {planned.job.number: planned for planned in campaign.jobs})


def resume(execution: int, campaign: LoadedCampaign, store: Store) -> Plan:
    """Return what is left of an EXECUTION that was cut off, or not begun yet.

    Raises UnknownExecution, StillDriven, and ConfigError where CAMPAIGN has other
    jobs by now.
    """
    if store.execution(execution) is None:
        raise UnknownExecution(str(execution))
    kept = store.jobs(execution)
    planned = {planned.job.number: planned for planned in campaign.jobs}
    if [job.case for job in kept] != [planned.job.case for planned in campaign.jobs]:
        raise ConfigError(
            str(campaign.path),
            f"it has other jobs than execution {execution} had: start a new one",
        )
    _take_over(execution, store)
    kept = store.jobs(execution)
    left = {job.number for job in kept if job.state is not State.ENDED}
    jobs = {number: _with_history(planned[number], execution, store) for number in sorted(left)}
    return Plan(execution, campaign, jobs)


def execute(
    plan: Plan,
    archive: Archive,
    *,
    stop: threading.Event | None = None,
    watch: Callable[[events.AnyEvent], None] = lambda _: None,
    complain: Callable[[str], None] = lambda _: None,
) -> Execution:
    """Bring every job of PLAN to its end and return the record of the execution.

    STOP ends it early, and so does a request in the store; WATCH is told each event
    as it comes, and COMPLAIN each trouble with the archive.  The process must
    have joined the cluster, where the device actors are.
    """
    recorder = Recorder(archive.store, archive.artifacts, complain=complain)
    clock = _Clock()

    def sink(entry: Entry) -> None:
        clock.see(entry.event)
        recorder.record(entry)
        watch(entry.event)

    asked, ended = threading.Event(), threading.Event()
    listening = threading.Thread(
        target=_listen, args=(plan.execution, archive.store, asked, ended), daemon=True
    )
    archive.store.beat(plan.execution, time.time())
    listening.start()
    sink(Entry(_started(plan), references(plan)))
    try:
        timeout = plan.campaign.campaign.timeout
        known = _known(plan, archive.store)
        dispatcher = Dispatcher(
            plan.execution, plan.jobs, _lanes(plan, known), timeout=timeout, sink=sink,
            itineraries=itineraries(plan.campaign, plan.jobs.values(), known),
        )  # fmt: skip
        finished = dispatcher.run(lambda: asked.is_set() or bool(stop and stop.is_set()))
        sink(Entry(_ended(plan, stopped=not finished, bound=_lower_bound(plan, clock))))
    finally:
        ended.set()  # whatever broke it off, it has not ended, and can be resumed
        if not recorder.close():
            complain(f"execution {plan.execution}: not all that happened could be kept")
    record = archive.store.execution(plan.execution)
    assert record is not None
    return record


def references(plan: Plan) -> tuple[Kept, ...]:
    """Return every picture that the cases of PLAN and the maps of its devices look for, once."""
    lab = plan.campaign.lab
    cases = {planned.case_file: planned.case for planned in plan.jobs.values()}
    devices = {name for planned in plan.jobs.values() for name in planned.job.devices}
    maps = {name: lab.maps[name] for device in devices if (name := lab.devices[device].map)}
    found = {picture.digest: picture.encoded for picture in pictures((cases, maps))}
    return tuple((reference_key(digest), encoded) for digest, encoded in found.items())


def _take_over(execution: int, store: Store) -> None:
    """Make EXECUTION ready to go on, once a driver that died has been silent for long enough."""
    deadline = time.monotonic() + SILENCE + LOOK
    while True:
        try:
            store.cut_off(execution, time.time())
            return
        except StillDriven:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK)


def _known(plan: Plan, store: Store) -> dict[MapOfModel, Learned]:
    """Return what is learned of each map on each model that needs it."""
    lab = plan.campaign.lab
    devices = [lab.devices[name] for name in _wanted(plan)]
    needed = {(spec.map, spec.model) for spec in devices if spec.map}
    return {
        (map, model): learned(store, lab.maps[map], model, now=time.time()) for map, model in needed
    }


def _lanes(plan: Plan, known: Mapping[MapOfModel, Learned]) -> dict[str, Lane]:
    lab = plan.campaign.lab
    wanted = _wanted(plan)
    shared = {name: share(map) for name, map in lab.maps.items()}
    maps = {of: with_learned(shared[of[0]], what) for of, what in known.items()}
    return {
        name: Lane(
            name, spec.node, spec.model, handle, maps.get((spec.map or "", spec.model)),
            build=spec.labels.get("build", ""),
        )
        for name, spec in lab.devices.items()
        if name in wanted and (handle := find(name)) is not None
    }  # fmt: skip


def _wanted(plan: Plan) -> set[str]:
    return {device for planned in plan.jobs.values() for device in planned.job.devices}


def _listen(execution: int, store: Store, asked: threading.Event, ended: threading.Event) -> None:
    """Tell the store that EXECUTION is driven, and set ASKED when it is asked to stop."""
    while not ended.wait(LOOK):
        try:
            store.beat(execution, time.time())
            if store.stop_requested(execution):
                asked.set()
        except StoreError:
            continue  # the recorder complains about it already


def _new_job(planned: PlannedJob) -> NewJob:
    devices = planned.job.devices
    bound = devices[0] if len(devices) == 1 else None
    return NewJob(planned.job.case, str(planned.case_file), bound)


def _with_history(planned: PlannedJob, execution: int, store: Store) -> PlannedJob:
    attempts = store.attempts(execution, planned.job.number)
    history = tuple(attempt.outcome for attempt in attempts if attempt.outcome)
    return replace(planned, job=replace(planned.job, history=history))


def _started(plan: Plan) -> events.ExecutionStarted:
    return events.ExecutionStarted(
        execution=plan.execution,
        at=time.time(),
        campaign=plan.campaign.campaign.name,
        jobs=len(plan.campaign.jobs),
    )


def _ended(plan: Plan, *, stopped: bool, bound: float) -> events.ExecutionEnded:
    return events.ExecutionEnded(
        execution=plan.execution, at=time.time(), stopped=stopped, lower_bound=bound
    )


def _lower_bound(plan: Plan, clock: _Clock) -> float:
    return lower_bound(
        (seconds, plan.jobs[job].job.devices) for job, seconds in clock.seconds.items()
    )
