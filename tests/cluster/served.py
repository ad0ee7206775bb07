"""A real API on a port of its own, for tests: real store and artifacts, a lab of two devices."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import uvicorn
from fastapi import FastAPI

from actors.errors import ConfigError, Unreachable
from actors.outcome import Outcome
from cluster.api.hub import Hub
from cluster.api.server import listen, server
from cluster.api.state import ApiState
from cluster.client import Client
from cluster.errors import UnknownCampaign, UnknownDevice
from cluster.events import (
    AnyEvent,
    AttemptEnded,
    AttemptStarted,
    ExecutionEnded,
    ExecutionStarted,
    JobEnded,
    StepEnded,
    StepStarted,
)
from cluster.records import CampaignSummary, DeviceState, DeviceStatus
from cluster.store import NewJob, Store

JPEG = b"\xff\xd8 what a device shows \xff\xd9"
NOON = 1_700_000_000.0


def device(name: str, state: DeviceState = DeviceState.IDLE) -> DeviceStatus:
    return DeviceStatus(
        name=name,
        model="android-tv",
        node="bench-1",
        labels={"room": "a"},
        capabilities=("picture", "remote"),
        state=state,
        doing="",
        owner=None,
    )


@dataclass
class Fleet:
    """Devices by what a test says of them; one that is unreachable shows nothing."""

    devices: list[DeviceStatus]
    asked: int = 0  # how often for the statuses
    answers: threading.Event = field(default_factory=threading.Event)  # to a picture of "slow"

    def statuses(self) -> list[DeviceStatus]:
        self.asked += 1
        return list(self.devices)

    def picture(self, device: str, width: int) -> bytes:
        states = {status.name: status.state for status in self.devices}
        if device not in states:
            raise UnknownDevice(device, tuple(states))
        if states[device] is DeviceState.UNREACHABLE:
            raise Unreachable("adb", device, "it is unplugged")
        if device == "slow":
            self.answers.wait(timeout=30)
        return JPEG + str(width).encode()


@dataclass
class Campaigns:
    """One campaign that can be started, and one whose file is bad."""

    store: Store

    def list(self) -> list[CampaignSummary]:
        return [CampaignSummary(name="nightly", file="n.yaml", about="all", cases=("zap", "home"))]

    def start(self, name: str) -> int:
        if name == "broken":
            raise ConfigError("broken.yaml", "no such case", field="cases", line=3)
        if name != "nightly":
            raise UnknownCampaign(name, ("nightly",))
        jobs = [NewJob("zap", "zap.yaml"), NewJob("home", "home.yaml")]
        return self.store.begin(name, jobs, campaign_file="n.yaml", lab_file="lab.yaml", at=NOON)


@dataclass(frozen=True)
class Served:
    """A running API: its address, and what it is served from."""

    url: str
    state: ApiState
    server: uvicorn.Server
    hub: Hub

    def client(self, key: str | None = None) -> Client:
        return Client(self.url, self.state.key if key is None else key)


@contextmanager
def serving(state: ApiState, hub: Hub | None = None) -> Iterator[Served]:
    """Serve STATE, with another HUB if given, from a thread of this process until left."""
    running = server(state)
    app = running.config.app
    assert isinstance(app, FastAPI)
    app.state.hub = hub or app.state.hub
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            port = listener.getsockname()[1]
            yield Served(f"http://127.0.0.1:{port}", state, running, app.state.hub)
        finally:
            running.should_exit = True
            thread.join()


def tell(store: Store) -> int:
    """Record an execution of three jobs: one passes, one is flaky, one fails; return its id."""
    jobs = [NewJob(case, f"{case}.yaml") for case in ("zap", "home", "search")]
    id = store.begin("nightly", jobs, campaign_file="n.yaml", lab_file="lab.yaml", at=NOON)
    store.record(story(id))
    return id


def story(id: int) -> list[AnyEvent]:
    """Return the events of the execution ID; an attempt presses for 0.2 s and expects for 3 s."""
    ends = [(1, 1, True), (2, 1, False), (2, 2, True), (3, 1, False), (3, 2, False)]
    events: list[AnyEvent] = [ExecutionStarted(execution=id, at=NOON, campaign="nightly", jobs=3)]
    for job, attempt, holds in ends:
        events += _attempt(id, job, attempt, holds=holds)
        if holds or attempt == 2:
            outcome = Outcome.PASS if holds else Outcome.FAIL
            flaky = holds and attempt == 2
            events.append(
                JobEnded(execution=id, at=NOON, job=job, outcome=outcome, flaky=flaky, reason="")
            )
    return [*events, ExecutionEnded(execution=id, at=NOON + 60, stopped=False, lower_bound=9.0)]


def _attempt(id: int, job: int, attempt: int, *, holds: bool) -> list[AnyEvent]:
    common = {"execution": id, "job": job, "attempt": attempt, "device": "tv-1"}
    outcome = Outcome.PASS if holds else Outcome.FAIL
    verdict = {"score": 0.97 if holds else 0.4, "threshold": 0.95, "picture": f"{id}/{job}/0.jpg"}
    step = {"kind": "expect", "what": "home is shown", "reason": "home.png matches"}
    return [
        AttemptStarted(**common, at=NOON, case="zap", node="bench-1"),
        StepStarted(**common, at=NOON, step=0, what="press OK"),
        StepEnded(
            **common,
            at=NOON + 0.2,
            step=0,
            kind="press",
            what="press OK",
            started=NOON,
            outcome=Outcome.PASS,
            reason="",
        ),
        StepEnded(
            **common, **step, **verdict, at=NOON + 4, step=1, started=NOON + 1, outcome=outcome
        ),
        AttemptEnded(**common, at=NOON + 4, outcome=outcome, reason=""),
    ]


def with_key(state: ApiState, key: str) -> ApiState:
    return replace(state, key=key)
