"""Runs the jobs of an execution on the device actors, as the schedule says.

One loop over what Ray has ready: it translates answers into happenings,
instructions into calls, and all of it into events.
"""

import time
from collections.abc import Callable, Mapping

import ray
from ray.exceptions import RayError, RayTaskError

from actors.actor import ActorStatus
from actors.attempt import AttemptEvent, AttemptResult
from actors.errors import StaleLease
from actors.lease import Lease
from actors.outcome import Outcome
from actors.testcase import StepRecord, StepStarted
from cluster import events
from cluster.campaign import PlannedJob
from cluster.lane import Doing, Lane
from cluster.recorder import Entry
from cluster.schedule import (
    AttemptEnded,
    DeviceDown,
    DeviceUp,
    End,
    GiveUp,
    Happening,
    Instruction,
    Itineraries,
    Schedule,
    Start,
    Stop,
)

TICK = 0.1  # seconds: the longest time until a stop, or a new lease, is looked at
PAUSE = 1.0  # seconds before a device that is held or down is asked again
PATIENCE = 20.0  # seconds that jobs wait for a device while none of theirs can be had
GRACE = 2.0  # seconds that running attempts get to end after a stop


class Dispatcher:
    """Brings every job of one execution to its end, and tells SINK all that happens."""

    def __init__(
        self,
        execution: int,
        jobs: Mapping[int, PlannedJob],
        lanes: Mapping[str, Lane],
        *,
        itineraries: Itineraries,
        timeout: float,
        sink: Callable[[Entry], None],
    ) -> None:
        self._execution = execution
        self._jobs = jobs
        self._lanes = dict(lanes)
        self._timeout = timeout
        self._sink = sink
        self._schedule = Schedule((planned.job for planned in jobs.values()), itineraries)
        self._owner = f"execution {execution}"
        self._hopeless_since: float | None = None

    def run(self, stopped: Callable[[], bool]) -> bool:
        """Return whether the jobs ended by themselves, and not because of STOPPED."""
        try:
            while not self._schedule.is_done:
                if stopped():
                    self._cancel()
                    return False
                self._ask_for_leases()
                self._take_ready(TICK)
                self._tend()
            return True
        finally:
            for lane in self._lanes.values():
                lane.give_back()

    def _ask_for_leases(self) -> None:
        now = time.monotonic()
        for lane in self._lanes.values():
            if now < lane.ask_again or not self._schedule.wants(lane.name):
                continue
            if lane.doing is Doing.NOTHING:
                lane.ask_lease(self._owner, "campaign")
            elif lane.doing is Doing.RESTING:
                lane.probe()

    def _take_ready(self, seconds: float) -> None:
        waiting = {lane.pending: lane for lane in self._lanes.values() if lane.pending is not None}
        if not waiting:
            time.sleep(seconds)
            return
        ready, _ = ray.wait(list(waiting), num_returns=1, timeout=seconds)
        if ready and len(waiting) > 1:
            ready, _ = ray.wait(list(waiting), num_returns=len(waiting), timeout=0)
        for ref in ready:
            self._take(waiting[ref])

    def _take(self, lane: Lane) -> None:
        try:
            if lane.doing is Doing.RUNNING:
                self._take_batch(lane, ray.get(next(lane.pending)))
            else:
                self._take_answer(lane, ray.get(lane.pending))
        except StopIteration:
            self._lost(lane, "the device actor ended the attempt without a result")
        except RayTaskError as e:
            self._refused(lane, e)
        except RayError as e:
            self._lost(lane, f"the actor of {lane.name} on node {lane.node} is gone: {_first(e)}")

    def _take_answer(self, lane: Lane, answer: Lease | ActorStatus) -> None:
        if isinstance(answer, Lease):
            lane.take_lease(answer.token)
            if lane.is_suspect:
                lane.probe()
                return
        elif answer.trouble:
            lane.recover(answer.trouble, pause=PAUSE)
            return
        lane.is_suspect, lane.trouble = False, ""
        lane.rest()
        self._happen(DeviceUp(lane.name))

    def _take_batch(self, lane: Lane, batch: list[AttemptEvent]) -> None:
        for happened in batch:
            if isinstance(happened, AttemptResult):
                self._attempt_ended(lane, happened)
            else:
                assert lane.job is not None
                entry = entry_of(
                    happened, execution=self._execution, job=lane.job.number,
                    attempt=lane.attempt, device=lane.name,
                )  # fmt: skip
                self._sink(entry)

    def _attempt_ended(self, lane: Lane, result: AttemptResult) -> None:
        assert lane.job is not None
        self._tell(
            events.AttemptEnded(
                execution=self._execution, at=time.time(), job=lane.job.number,
                attempt=lane.attempt, device=lane.name, outcome=result.outcome,
                reason=result.reason,
            )
        )  # fmt: skip
        if result.outcome is Outcome.LOST:
            lane.is_suspect = True
            lane.probe()
        else:
            lane.rest()
        self._happen(AttemptEnded(lane.name, result.outcome, result.reason))
        if lane.doing is Doing.IDLE:
            self._happen(DeviceUp(lane.name))

    def _refused(self, lane: Lane, error: RayTaskError) -> None:
        """Deal with an actor that raised: it is held by somebody else, or broken."""
        if lane.doing is Doing.RUNNING:
            self._lost(lane, _first(error.cause or error))
            return
        lane.is_held = isinstance(error.cause, StaleLease)
        lane.give_back(pause=PAUSE)

    def _lost(self, lane: Lane, reason: str) -> None:
        if lane.doing is Doing.RUNNING:
            self._attempt_ended(lane, AttemptResult(Outcome.LOST, reason))
        lane.is_held = False
        lane.give_back(pause=PAUSE)

    def _tend(self) -> None:
        now = time.monotonic()
        for lane in self._lanes.values():
            if lane.overdue <= now:
                self._lost(lane, f"no word from {lane.name} on node {lane.node}")
            elif lane.doing in (Doing.IDLE, Doing.RESTING) and not self._schedule.wants(lane.name):
                self._schedule.handle(DeviceDown(lane.name))
                lane.give_back()
            else:
                lane.keep_lease()
        self._give_up_hope(now)

    def _give_up_hope(self, now: float) -> None:
        if self._has_hope() or not self._schedule.is_stuck:
            self._hopeless_since = None
        elif self._hopeless_since is None:
            self._hopeless_since = now
        elif now - self._hopeless_since > PATIENCE:
            troubles = [lane.trouble for lane in self._lanes.values() if lane.trouble]
            why = f": {'; '.join(troubles)}" if troubles else ""
            self._happen(GiveUp(f"none of its devices could be had for {PATIENCE:g} s{why}"))

    def _has_hope(self) -> bool:
        return any(
            lane.doing in (Doing.IDLE, Doing.RUNNING)
            or (lane.is_held and self._schedule.wants(lane.name))
            for lane in self._lanes.values()
        )

    def _cancel(self) -> None:
        """End what waits, tell what runs to end, and take what it still reports."""
        self._happen(Stop("the campaign was stopped"))
        for lane in self._lanes.values():
            lane.stop()
        deadline = time.monotonic() + GRACE
        while self._running() and time.monotonic() < deadline:
            self._take_ready(TICK)
        for lane in self._running():
            self._attempt_ended(lane, AttemptResult(Outcome.CANCELLED, "the campaign was stopped"))

    def _running(self) -> list[Lane]:
        return [lane for lane in self._lanes.values() if lane.doing is Doing.RUNNING]

    def _happen(self, happened: Happening) -> None:
        for instruction in self._schedule.handle(happened):
            self._do(instruction)

    def _do(self, instruction: Instruction) -> None:
        match instruction:
            case Start(job, attempt, device):
                lane = self._lanes[device]
                case = self._jobs[job.number].case
                self._tell(
                    events.AttemptStarted(
                        execution=self._execution, at=time.time(), job=job.number,
                        attempt=attempt, case=job.case, device=device, node=lane.node,
                        model=lane.model, build=lane.build,
                    )
                )  # fmt: skip
                lane.run(job, attempt, case, timeout=self._timeout)
            case End(job, outcome, flaky, reason):
                self._tell(
                    events.JobEnded(
                        execution=self._execution, at=time.time(), job=job.number,
                        outcome=outcome, flaky=flaky, reason=reason,
                    )
                )  # fmt: skip

    def _tell(self, event: events.AnyEvent) -> None:
        self._sink(Entry(event))


def entry_of(
    step: StepStarted | StepRecord, *, execution: int, job: int, attempt: int, device: str
) -> Entry:
    """Return what an attempt tells of a STEP as the event that is kept, with its picture."""
    where = {
        "execution": execution,
        "job": job,
        "attempt": attempt,
        "device": device,
        "step": step.number,
        "what": step.what,
    }
    if isinstance(step, StepStarted):
        return Entry(events.StepStarted(**where, at=step.at))
    key = f"{execution}/{job}/{attempt}/{step.number}.jpg"
    ended = events.StepEnded(
        **where, at=step.ended, kind=step.kind, started=step.started, outcome=step.outcome,
        reason=step.reason, score=step.score, threshold=step.threshold, region=step.region,
        searched=step.searched, size=step.size, picture=key if step.picture else None,
        asked=step.asked, measures=step.measures, hops=step.hops,
    )  # fmt: skip
    return Entry(ended, ((key, step.picture),) if step.picture else ())


def _first(error: BaseException) -> str:
    return str(error).strip().split("\n")[0]
