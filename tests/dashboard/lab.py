"""A lab to look at: devices whose pictures change, and executions with pictures of their own."""

import io
import itertools
import time
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from actors.errors import Unreachable
from actors.monitor.incidents import Incident
from actors.outcome import Outcome
from cluster.artifacts import Artifacts
from cluster.events import (
    AnyEvent,
    AttemptEnded,
    AttemptStarted,
    ExecutionEnded,
    ExecutionStarted,
    JobEnded,
    StepEnded,
)
from cluster.records import CampaignSummary, DeviceState, DeviceStatus
from cluster.store import NewJob, Store

SIZE = (1280, 720)
REGION = (660, 160, 270, 220)  # where the match was
SEARCHED = (40, 140, 1200, 260)
ASKED = {"text": "image home.png", "check": {"image": {}}, "references": ("ab",)}
REASON = "home.png matches 0.713, needs 0.95"
ENDS = ("pass", "fail pass", "fail fail", "lost pass", "error", "pass")  # of the attempts of a job
CASES = ("zap", "banner", "settings/network", "search", "standby", "apps")


def device(name: str, state: DeviceState, *, doing: str = "", owner: str | None = None,
           model: str = "android-tv") -> DeviceStatus:  # fmt: skip
    touch = ("touch",) if model == "android-tv" else ()
    return DeviceStatus(
        name=name, model=model, node="bench-1", labels={"room": "a"}, owner=owner,
        capabilities=("picture", "remote", *touch), state=state, doing=doing,
    )  # fmt: skip


DARK = (Incident("black", time.time() - 3.5 * 3600),)
DEVICES = (
    device("tv-1", DeviceState.RUNNING, doing="zap: expect home.png", owner="execution 2"),
    device("tv-2", DeviceState.IDLE),
    device("box-1", DeviceState.IDLE, model="set-top-box").model_copy(update={"incidents": DARK}),
    device("box-2", DeviceState.UNREACHABLE, doing="the cable is out", model="set-top-box"),
)


@dataclass
class Fleet:
    """Devices that show another picture each time."""

    devices: list[DeviceStatus] = field(default_factory=lambda: list(DEVICES))
    _shown: "itertools.count[int]" = field(default_factory=itertools.count)

    def statuses(self) -> list[DeviceStatus]:
        return self.devices

    def picture(self, device: str, width: int) -> bytes:
        if device == "box-2":
            raise Unreachable("video", device, "the cable is out")
        return screen(f"{device} {next(self._shown)}", width)


@dataclass
class Campaigns:
    """Campaigns whose executions are queued and never driven."""

    store: Store
    names: tuple[str, ...] = ("nightly", "smoke")

    def list(self) -> "list[CampaignSummary]":
        return [
            CampaignSummary(name=n, file=f"{n}.yaml", about="", cases=CASES) for n in self.names
        ]

    def start(self, name: str) -> int:
        return begin(self.store, name)


def screen(text: str, width: int = SIZE[0]) -> bytes:
    """Return a JPEG of the shape of a television's picture, with TEXT on it."""
    picture = Image.new("RGB", (width, width * 9 // 16), "#181c28")
    ImageDraw.Draw(picture).text((20, 20), text, fill="white", font_size=width // 20)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG")
    return jpeg.getvalue()


def begin(store: Store, campaign: str) -> int:
    jobs = [NewJob(case, f"{case}.yaml") for case in CASES]
    file = f"{campaign}.yaml"
    return store.begin(campaign, jobs, campaign_file=file, lab_file="lab.yaml", at=time.time())


def fill(store: Store, artifacts: Artifacts) -> None:
    """Record execution 1, which has ended, and execution 2, of which half is done."""
    artifacts.put("references/ab", screen("home"))
    for job in range(1, len(CASES) + 1):
        artifacts.put(f"1/{job}.jpg", screen(f"job {job}"))
    ended = begin(store, "nightly")
    store.record([_started(ended), *_jobs(ended, len(CASES)), _ended(ended)])
    running = begin(store, "smoke")
    store.record([_started(running), *_jobs(running, 3)])


def _started(id: int) -> AnyEvent:
    return ExecutionStarted(execution=id, at=time.time(), campaign="nightly", jobs=len(CASES))


def _ended(id: int) -> AnyEvent:
    return ExecutionEnded(execution=id, at=time.time() + 60, stopped=False, lower_bound=50.0)


def _jobs(id: int, number: int) -> list[AnyEvent]:
    events: list[AnyEvent] = []
    for job, ends in enumerate(ENDS[:number], 1):
        outcomes = [Outcome(end) for end in ends.split()]
        for attempt, outcome in enumerate(outcomes, 1):
            events += _attempt(id, job, attempt=attempt, outcome=outcome)
        last = outcomes[-1]
        flaky = last is Outcome.PASS and Outcome.FAIL in outcomes
        ended = {"outcome": last, "flaky": flaky, "reason": ""}
        events.append(JobEnded(execution=id, at=time.time(), job=job, **ended))
    return events


def _attempt(id: int, job: int, *, attempt: int, outcome: Outcome) -> list[AnyEvent]:
    at = time.time()
    common = {"execution": id, "job": job, "attempt": attempt, "device": f"tv-{attempt}"}
    reason = REASON if outcome is Outcome.FAIL else "home.png matches 0.990, needs 0.95"
    press = {"kind": "press", "what": "press OK", "reason": "pressed OK", "outcome": Outcome.PASS}
    expect = {
        "kind": "expect", "what": "expect home.png", "reason": reason, "outcome": outcome,
        "score": 0.713 if outcome is Outcome.FAIL else 0.99, "threshold": 0.95, "size": SIZE,
        "region": REGION, "searched": SEARCHED, "picture": f"{id}/{job}.jpg", "asked": ASKED,
        "measures": [{"name": "zap_time", "seconds": 1.24, "error": 0.04}],
    }  # fmt: skip
    return [
        AttemptStarted(**common, at=at, case=CASES[job - 1], node="bench-1"),
        StepEnded(**common, **press, step=0, started=at, at=at + 0.2),
        StepEnded(**common, **expect, step=1, started=at + 0.2, at=at + 2),
        AttemptEnded(**common, at=at + 2, outcome=outcome, reason=""),
    ]
