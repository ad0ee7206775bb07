"""Decide which job runs next on which device: events in, instructions out.

No clock, no Ray, no store: the caller tells what happened, and does what it is
told.  Every job ends in exactly one outcome.
"""

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from actors.outcome import Outcome

Itineraries = Mapping[str, Mapping[int, int]]  # by device, the place of each job on its way

LOST_LIMIT = 3  # attempts of one job that the lab may lose before the job is given up

_SAYS_SOMETHING = (Outcome.FAIL, Outcome.ERROR, Outcome.TIMEOUT)  # about product or case


@dataclass(frozen=True)
class Job:
    """One case to be run once, on any of DEVICES."""

    number: int
    case: str
    devices: tuple[str, ...]
    priority: int = 0  # a higher one goes first
    round: int = 0  # which repetition of its case; none of a later one begins before
    retries: int = 0  # of an attempt that failed or ran out of time
    history: tuple[Outcome, ...] = ()  # of attempts before the execution was cut off


@dataclass(frozen=True)
class DeviceUp:
    """DEVICE can take a job."""

    device: str


@dataclass(frozen=True)
class DeviceDown:
    """DEVICE takes no jobs until it is up again."""

    device: str


@dataclass(frozen=True)
class AttemptEnded:
    """The attempt that ran on DEVICE is over; it takes no other until it is said to be up."""

    device: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class GiveUp:
    """No device can be had: whatever waits is lost."""

    reason: str


@dataclass(frozen=True)
class Stop:
    """Whatever waits is cancelled, and nothing that runs is tried again."""

    reason: str


@dataclass(frozen=True)
class Start:
    """Begin attempt number ATTEMPT (from 1) of JOB on DEVICE."""

    job: Job
    attempt: int
    device: str


@dataclass(frozen=True)
class End:
    """JOB has its final outcome."""

    job: Job
    outcome: Outcome
    flaky: bool
    reason: str


Happening = DeviceUp | DeviceDown | AttemptEnded | GiveUp | Stop
Instruction = Start | End


class DeviceState(Enum):
    """What the schedule may do with a device."""

    DOWN = auto()
    IDLE = auto()
    BUSY = auto()


@dataclass
class _Progress:
    """A job on its way: where it was tried, and what came of it."""

    job: Job
    tried: list[str] = field(default_factory=list)
    outcomes: list[tuple[Outcome, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outcomes += [(outcome, "before it was resumed") for outcome in self.job.history]

    @property
    def lost_on(self) -> str | None:
        """The device that lost its last attempt, if that is how it ended."""
        was_lost = self.outcomes and self.outcomes[-1][0] is Outcome.LOST
        return self.tried[-1] if was_lost and self.tried else None

    @property
    def turn(self) -> tuple[int, int]:
        """What goes before what; among equals the itinerary of a device decides."""
        return (-self.job.priority, self.job.round)

    @property
    def rank(self) -> tuple[tuple[int, int], int]:
        return (self.turn, self.job.number)

    def is_spent(self) -> bool:
        """Tell whether no further attempt is due; being cut off is held against no job."""
        if not self.outcomes:
            return False
        outcome = self.outcomes[-1][0]
        if outcome is Outcome.LOST:
            here = self.outcomes[len(self.job.history) :]
            return [lost for lost, _ in here].count(Outcome.LOST) >= LOST_LIMIT
        if outcome in (Outcome.FAIL, Outcome.TIMEOUT):
            return self._count(Outcome.FAIL, Outcome.TIMEOUT) > self.job.retries
        return True

    def end(self) -> End:
        """Return the final outcome: the last one that says something beyond the lab's faults."""
        outcome, reason = self.outcomes[-1]
        if outcome is Outcome.LOST:
            said = [said for said in self.outcomes if said[0] in _SAYS_SOMETHING]
            outcome, reason = said[-1] if said else (outcome, reason)
        flaky = outcome is Outcome.PASS and self._count(*_SAYS_SOMETHING) > 0
        return End(self.job, outcome, flaky, reason)

    def _count(self, *outcomes: Outcome) -> int:
        return sum(outcome in outcomes for outcome, _ in self.outcomes)


class Schedule:
    """The jobs of one execution and the devices that take them.

    A device with an itinerary goes along it, from place 0 on and around, past what others have
    taken: no job waits for longer than one time around.  Other devices, and what is tried
    again, keep to the numbers of the jobs.
    """

    def __init__(self, jobs: Iterable[Job], itineraries: Itineraries | None = None) -> None:
        self._itineraries = itineraries or {}
        self._place: dict[str, int] = {}  # where each device is on its itinerary
        self._queue = sorted((_Progress(job) for job in jobs), key=lambda p: p.rank)
        self._decided = [progress for progress in self._queue if progress.is_spent()]
        self._running: dict[str, _Progress] = {}
        self._up: dict[str, DeviceState] = {}
        self._stopped = False

    @property
    def is_done(self) -> bool:
        """Tell whether every job has ended."""
        return not self._queue and not self._running

    @property
    def is_stuck(self) -> bool:
        """Tell whether jobs wait while nothing runs."""
        return bool(self._queue) and not self._running

    def wants(self, device: str) -> bool:
        """Tell whether a job that waits could run on DEVICE."""
        return any(device in progress.job.devices for progress in self._queue)

    def handle(self, happened: Happening) -> list[Instruction]:
        """Return what is to be done now that this has HAPPENED."""
        return [*self._decided_before(), *self._react(happened)]

    def _decided_before(self) -> list[Instruction]:
        """End the jobs that lack nothing but their end, as the execution was cut off just then."""
        decided, self._decided = self._decided, []
        for progress in decided:
            self._queue.remove(progress)
        return [progress.end() for progress in decided]

    def _react(self, happened: Happening) -> list[Instruction]:
        match happened:
            case DeviceUp(device):
                if device not in self._running:
                    self._up[device] = DeviceState.IDLE
                return self._starts()
            case DeviceDown(device):
                self._up[device] = DeviceState.DOWN
                return []
            case AttemptEnded():
                return [*self._ended(happened), *self._starts()]
            case GiveUp(reason):
                return self._end_waiting(Outcome.LOST, reason)
            case Stop(reason):
                self._stopped = True
                return self._end_waiting(Outcome.CANCELLED, reason)

    def _ended(self, happened: AttemptEnded) -> list[Instruction]:
        progress = self._running.pop(happened.device)
        was_lost = happened.outcome is Outcome.LOST
        self._up[happened.device] = DeviceState.DOWN if was_lost else DeviceState.BUSY
        progress.outcomes.append((happened.outcome, happened.reason))
        if self._stopped or progress.is_spent():
            return [progress.end()]
        insort(self._queue, progress, key=lambda p: p.rank)
        return []

    def _end_waiting(self, outcome: Outcome, reason: str) -> list[Instruction]:
        waiting, self._queue = self._queue, []
        for progress in waiting:
            progress.outcomes.append((outcome, reason))
        return [progress.end() for progress in waiting]

    def _starts(self) -> list[Instruction]:
        idle = [name for name, state in self._up.items() if state is DeviceState.IDLE]
        starts: list[Instruction] = []
        while idle and (found := self._next(idle)):
            progress, device = found
            idle.remove(device)
            starts.append(self._start(progress, device))
        return starts

    def _next(self, idle: list[str]) -> tuple[_Progress, str] | None:
        """Return the device of the first job that can start, and the job that it takes."""
        for progress in self._queue:
            if device := self._best(progress, idle):
                return self._nearest(progress, device, idle), device
        return None

    def _nearest(self, first: _Progress, device: str, idle: list[str]) -> _Progress:
        """Return what is next on the itinerary of DEVICE, of all whose turn is that of FIRST.

        What is tried again goes before, on the device that is best for it.
        """
        places = self._itineraries.get(device)
        if places is None:
            return first
        equals = [p for p in self._queue if p.turn == first.turn and device in p.job.devices]
        for progress in equals:
            if progress.tried and self._best(progress, idle) == device:
                return progress
        ahead = self._place.get(device, 0)
        new = ((places[p.job.number], p) for p in equals if not p.tried)
        return min(new, key=lambda one: (one[0] < ahead, one[0]))[1]

    def _best(self, progress: _Progress, idle: list[str]) -> str | None:
        """Return the idle device that the job was tried on least.

        The one that lost its last attempt gets it back only while no other is up.
        """
        able = [device for device in idle if device in progress.job.devices]
        if (lost_on := progress.lost_on) in able and self._is_another_up(progress.job, lost_on):
            able.remove(lost_on)
        return min(able, key=progress.tried.count, default=None)

    def _is_another_up(self, job: Job, device: str) -> bool:
        others = (self._up.get(other) for other in job.devices if other != device)
        return any(state in (DeviceState.IDLE, DeviceState.BUSY) for state in others)

    def _start(self, progress: _Progress, device: str) -> Start:
        self._queue.remove(progress)
        self._running[device] = progress
        self._up[device] = DeviceState.BUSY
        progress.tried.append(device)
        if device in self._itineraries:
            self._place[device] = self._itineraries[device][progress.job.number] + 1
        return Start(progress.job, len(progress.outcomes) + 1, device)


def lower_bound(work: Iterable[tuple[float, tuple[str, ...]]]) -> float:
    """Return seconds that no schedule can beat, of WORK as (seconds, devices able to do it).

    It is the longest piece, or the work that only some devices can do divided
    by their number, whichever is more.
    """
    pieces = [(seconds, frozenset(devices)) for seconds, devices in work]
    longest = max((seconds for seconds, _ in pieces), default=0.0)
    groups = {devices for _, devices in pieces}
    groups.add(frozenset().union(*groups))
    bound = [
        sum(seconds for seconds, devices in pieces if devices <= group) / len(group)
        for group in groups
        if group
    ]
    return max([longest, *bound])
