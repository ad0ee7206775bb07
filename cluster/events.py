"""What happens while a campaign is executed, as it is kept, streamed and shown.

Jobs are numbered from 1 within an execution, attempts from 1 within a job,
steps from 0 within an attempt.  Times are Unix seconds, UTC.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from actors.asked import Asked
from actors.hops import HopRecord
from actors.outcome import Outcome
from actors.verdict import Measure, Region


class Event(BaseModel):
    """Something that happened AT a time in an EXECUTION."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    execution: int
    at: float


class ExecutionStarted(Event):
    """The execution begins, or goes on after it was cut off."""

    event: Literal["execution_started"] = "execution_started"
    campaign: str
    jobs: int


class AttemptStarted(Event):
    """A device begins with a job."""

    event: Literal["attempt_started"] = "attempt_started"
    job: int
    attempt: int
    case: str
    device: str
    node: str
    model: str = ""  # of the device; the first version did not tell it
    build: str = ""  # what it runs: its label `build`


class StepStarted(Event):
    """A step begins."""

    event: Literal["step_started"] = "step_started"
    job: int
    attempt: int
    device: str
    step: int
    what: str


class StepEnded(Event):
    """A step has ended; regions are pixels of the picture, whose SIZE is width and height."""

    event: Literal["step_ended"] = "step_ended"
    job: int
    attempt: int
    device: str
    step: int
    kind: str
    what: str
    started: float
    outcome: Outcome
    reason: str
    score: float | None = None
    threshold: float | None = None
    region: Region | None = None
    searched: Region | None = None
    size: tuple[int, int] | None = None
    picture: str | None = None  # key of a JPEG among the artifacts
    asked: Asked | None = None
    measures: tuple[Measure, ...] = ()
    hops: tuple[HopRecord, ...] = ()


class AttemptEnded(Event):
    """A device is done with a job, for now or for good."""

    event: Literal["attempt_ended"] = "attempt_ended"
    job: int
    attempt: int
    device: str
    outcome: Outcome
    reason: str


class JobEnded(Event):
    """A job has its final outcome; FLAKY when it passed after a failed attempt."""

    event: Literal["job_ended"] = "job_ended"
    job: int
    outcome: Outcome
    flaky: bool
    reason: str


class ExecutionEnded(Event):
    """Every job has its final outcome, or the execution was stopped."""

    event: Literal["execution_ended"] = "execution_ended"
    stopped: bool
    lower_bound: float | None = None  # seconds that no schedule could have beaten


AnyEvent = Annotated[
    ExecutionStarted
    | AttemptStarted
    | StepStarted
    | StepEnded
    | AttemptEnded
    | JobEnded
    | ExecutionEnded,
    Field(discriminator="event"),
]
any_event: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
