"""What the store knows of executions, as the API hands it on and its clients read it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from actors.asked import Asked
from actors.hops import HopRecord
from actors.monitor.incidents import Incident
from actors.outcome import Outcome
from actors.verdict import Measure, Region


class Record(BaseModel):
    """A row of the store; times are Unix seconds, UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class State(StrEnum):
    """Where an execution, or one of its jobs, is on its way."""

    QUEUED = "queued"
    RUNNING = "running"
    ENDED = "ended"


class Counts(Record):
    """How many jobs of an execution have which outcome; FLAKY ones are among the passed."""

    jobs: int
    queued: int = 0
    running: int = 0
    passed: int = 0
    flaky: int = 0
    failed: int = 0
    error: int = 0
    lost: int = 0
    cancelled: int = 0
    timeout: int = 0


class Execution(Record):
    """One run of a campaign."""

    id: int
    campaign: str
    campaign_file: str
    lab_file: str
    state: State
    stopped: bool
    started: float
    ended: float | None
    lower_bound: float | None
    counts: Counts


class Job(Record):
    """One case of an execution; DEVICE is set where the job is bound to one."""

    number: int
    case: str
    case_file: str
    device: str | None
    state: State
    outcome: Outcome | None
    flaky: bool
    reason: str
    started: float | None
    ended: float | None
    attempts: int


class Attempt(Record):
    """One try of a job on one device."""

    job: int
    number: int
    case: str
    device: str
    node: str
    model: str
    build: str = ""
    started: float
    ended: float | None
    outcome: Outcome | None
    reason: str


class Step(Record):
    """One step of an attempt; regions are pixels of the picture, whose SIZE is width, height."""

    number: int
    kind: str
    what: str
    started: float
    ended: float
    outcome: Outcome
    reason: str
    score: float | None
    threshold: float | None
    region: Region | None
    searched: Region | None
    size: tuple[int, int] | None
    picture: str | None
    asked: Asked | None = None
    measures: tuple[Measure, ...] = ()
    hops: tuple[HopRecord, ...] = ()


class EdgeHop(Record):
    """One try of an edge, and what it was tried on."""

    execution: int
    device: str
    model: str
    build: str
    hop: HopRecord


class DevicePassRate(Record):
    """How often the attempts on a device that asked a question passed."""

    device: str
    attempts: int
    passed: float  # fraction, 0 to 1


class DeviceTimes(Record):
    """How many attempts on a device have ended, how long they took, and their `goto` steps."""

    device: str
    attempts: int
    seconds: float
    navigating: float  # seconds

    @property
    def share(self) -> float:
        """The fraction of the time that was spent navigating."""
        return self.navigating / self.seconds if self.seconds else 0.0


class DeviceState(StrEnum):
    """What a device is doing, as its actor tells."""

    IDLE = "idle"
    RUNNING = "running"
    UNREACHABLE = "unreachable"  # its actor answers, its hardware does not
    MISSING = "missing"  # no actor answers: its node is down, or it is not placed


class Link(Record):
    """One driver of a device, and what its last probe found."""

    kind: str
    source: str  # where its hardware is
    works: bool
    said: str


class DeviceStatus(Record):
    """A device of the lab, and what is known of it now."""

    name: str
    model: str
    node: str
    labels: dict[str, str]
    capabilities: tuple[str, ...]
    state: DeviceState
    doing: str  # the case and step that it runs, or why it cannot be reached
    owner: str | None  # who holds its lease
    links: tuple[Link, ...] = ()  # empty until the first probe
    incidents: tuple[Incident, ...] = ()  # what the live monitor finds wrong now
    recent_incidents: tuple[Incident, ...] = ()  # what is over, the latest last
    incident_counts: dict[str, int] = {}  # by kind, since its actor began; empty: not watched
    blind: str = ""  # why the live monitor sees nothing now

    def wrong(self, now: float) -> str:
        """Return what is wrong by the time NOW (Unix), such as "freeze since 12 s"."""
        if self.blind:
            return "not watched"
        since = (f"{one.kind} since {_span(now - one.since)}" for one in self.incidents)
        return ", ".join(since)


class CampaignSummary(Record):
    """A campaign that can be started, and the names of its cases."""

    name: str
    file: str
    about: str
    cases: tuple[str, ...]


class Health(Record):
    """What an API says of itself when all its parts answer."""

    version: str
    devices: int
    last_event: int  # 0 when nothing has happened yet


def _span(seconds: float) -> str:
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length:.0f} {unit}"
    return f"{max(0.0, seconds):.0f} s"
