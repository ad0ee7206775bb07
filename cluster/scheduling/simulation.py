"""A scenario in virtual time: which job began where and when, and when all were done."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heapify, heappop, heappush

from cluster.scheduling.choice import Choice
from cluster.scheduling.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Start:
    """An attempt of a job: where, and AT which second it began."""

    job: int | str
    device: str
    at: float


@dataclass
class Run:
    """What came of a scenario: when the last job was done, and every attempt.

    LOST are the attempts that were cut off as their device went down; each of their jobs began
    again later, from its beginning.  DECISIONS are the seconds that each choice of a job took.
    """

    makespan: float = 0.0
    starts: list[Start] = field(default_factory=list)
    lost: list[Start] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)


class _Turn(IntEnum):
    """What comes before what at the same time."""

    ENDS = 0
    DOWN = 1
    UP = 2
    ARRIVES = 3


_Event = tuple[float, _Turn, int, str]  # when, what, which job or attempt, on which device


def simulate(
    scenario: Scenario,
    *,
    clock: Callable[[], float] = time.thread_time,
    choice: Callable[[Mapping[str, Hashable]], Choice[int]] = Choice,
) -> Run:
    """Return what comes of SCENARIO if CHOICE decides; CLOCK times its decisions.

    It is told of nothing before it happens: not of a job that will arrive, not of a device that
    will be down, and of no duration before the job ends.
    """
    kinds = {device.name: device.capabilities for device in scenario.devices}
    return _Simulation(scenario, choice(kinds), clock).run()


class _Simulation:
    def __init__(self, scenario: Scenario, choice: Choice[int], clock: Callable[[], float]) -> None:
        self._jobs, self._able = scenario.jobs, scenario.able()
        self._choice, self._clock = choice, clock
        self._attempt: dict[str, int] = {}  # by device, its place among all starts
        self._job_of: list[int] = []  # of each start, the place of its job
        self._run = Run()
        self._coming = _events(scenario)

    def run(self) -> Run:
        coming = self._coming
        while coming:
            now = coming[0][0]
            while coming and coming[0][0] == now:
                self._happens(*heappop(coming))
            self._begin(now)
        return self._run

    def _happens(self, now: float, turn: _Turn, number: int, device: str) -> None:
        match turn:
            case _Turn.ENDS:
                if self._attempt.get(device) == number:
                    self._ends(now, device)
            case _Turn.DOWN:
                self._goes_down(now, device)
            case _Turn.UP:
                self._choice.free(device)
            case _Turn.ARRIVES:
                self._waits(number, self._jobs[number].estimate)

    def _waits(self, number: int, estimate: float | None) -> None:
        job = self._jobs[number]
        self._choice.add(number, self._able[job.needs], estimate, priority=job.priority)

    def _ends(self, now: float, device: str) -> None:
        attempt = self._attempt.pop(device)
        job = self._jobs[self._job_of[attempt]]
        if job.estimate is None:
            able, took = self._able[job.needs], now - self._run.starts[attempt].at
            self._choice.learn(able, took, priority=job.priority)
        self._run.makespan = now
        self._choice.free(device)

    def _goes_down(self, now: float, device: str) -> None:
        self._choice.leave(device)
        attempt = self._attempt.pop(device, None)
        if attempt is None:
            return
        start, number = self._run.starts[attempt], self._job_of[attempt]
        self._run.lost.append(start)
        estimate = self._jobs[number].estimate
        self._waits(number, None if estimate is None else max(estimate, now - start.at))

    def _begin(self, now: float) -> None:
        """Begin what can begin now."""
        while True:
            began = self._clock()
            chosen = self._choice.next(now)
            if chosen is None:
                return
            self._run.decisions.append(self._clock() - began)
            number, device = chosen
            job, attempt = self._jobs[number], len(self._run.starts)
            self._attempt[device] = attempt
            self._job_of.append(number)
            self._run.starts.append(Start(job.id, device, now))
            heappush(self._coming, (now + job.duration, _Turn.ENDS, attempt, device))


def _events(scenario: Scenario) -> list[_Event]:
    """Return all that is known to come, as a heap."""
    events = [(job.arrives, _Turn.ARRIVES, n, "") for n, job in enumerate(scenario.jobs)]
    for device in scenario.devices:
        outages = device.outages()
        if not outages or outages[0][0] > 0:
            events.append((0.0, _Turn.UP, 0, device.name))
        for down, up in outages:
            events.append((down, _Turn.DOWN, 0, device.name))
            events.append((up, _Turn.UP, 0, device.name))
    heapify(events)
    return events
