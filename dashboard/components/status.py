"""The one vocabulary of states and outcomes: an icon, a word and a colour for each."""

from dataclasses import dataclass

from cluster.client import Counts, DeviceState, Execution, Job, Outcome, State


@dataclass(frozen=True)
class Look:
    """ICON is the name of a Material symbol, COLOR one of the theme's colours."""

    icon: str
    word: str
    color: str

    @property
    def chip(self) -> str:
        return f":{self.color}-badge[:material/{self.icon}: {self.word}]"

    @property
    def mark(self) -> str:
        return f":{self.color}[:material/{self.icon}:]"

    def counted(self, number: int) -> str:
        """Return a chip that says how many there are."""
        return f":{self.color}-badge[:material/{self.icon}: {number} {self.word}]"


PASSED = Look("check_circle", "passed", "green")
FLAKY = Look("published_with_changes", "flaky", "yellow")
FAILED = Look("cancel", "failed", "red")
ERROR = Look("error", "error", "orange")
TIMEOUT = Look("timer_off", "timeout", "orange")
LOST = Look("link_off", "lost", "violet")
CANCELLED = Look("block", "cancelled", "gray")
STOPPED = Look("stop_circle", "stopped", "gray")
RUNNING = Look("play_circle", "running", "blue")
QUEUED = Look("schedule", "queued", "gray")

_OUTCOMES = {
    Outcome.PASS: PASSED,
    Outcome.FAIL: FAILED,
    Outcome.ERROR: ERROR,
    Outcome.LOST: LOST,
    Outcome.CANCELLED: CANCELLED,
    Outcome.TIMEOUT: TIMEOUT,
}
_STATES = {State.QUEUED: QUEUED, State.RUNNING: RUNNING, State.ENDED: CANCELLED}
_DEVICES = {
    DeviceState.IDLE: Look("radio_button_checked", "idle", "green"),
    DeviceState.RUNNING: RUNNING,
    DeviceState.UNREACHABLE: Look("link_off", "unreachable", "violet"),
    DeviceState.MISSING: Look("power_off", "missing", "red"),
}

# In the order in which a bar shows them: what is certain first, what is to come last.
COUNTED = (PASSED, FLAKY, FAILED, ERROR, TIMEOUT, LOST, CANCELLED, RUNNING, QUEUED)


def of_outcome(outcome: Outcome | None, *, flaky: bool = False) -> Look:
    """Return the look of an attempt or step; None is one that still runs."""
    if outcome is None:
        return RUNNING
    return FLAKY if flaky else _OUTCOMES[outcome]


def of_job(job: Job) -> Look:
    if job.outcome is None:
        return _STATES[job.state]
    return of_outcome(job.outcome, flaky=job.flaky)


def of_device(state: DeviceState) -> Look:
    return _DEVICES[state]


def incident(wrong: str) -> Look:
    """Return the look of what is WRONG with what a device shows or plays."""
    return Look("warning", wrong, "orange")


def of_execution(execution: Execution) -> Look:
    """Return the worst that its jobs came to, as the exit code of `vpt run` weighs it."""
    if execution.state is not State.ENDED:
        return _STATES[execution.state]
    numbers = counted(execution.counts)
    for look in (FAILED, ERROR, TIMEOUT, LOST):
        if numbers[look]:
            return look
    if execution.stopped or numbers[CANCELLED]:
        return STOPPED
    return FLAKY if numbers[FLAKY] else PASSED


def counted(counts: Counts) -> dict[Look, int]:
    """Return how many jobs have which look; a flaky one is not among the passed here."""
    numbers = counts.model_dump()
    numbers["passed"] -= counts.flaky
    return {look: numbers[look.word] for look in COUNTED}
