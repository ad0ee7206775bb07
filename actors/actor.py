"""The Ray actor that owns one device; the only file of this package that imports Ray."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import ray

from actors import codec
from actors.attempt import Attempt, AttemptEvent
from actors.device import Device, DeviceSpec
from actors.errors import StaleLease
from actors.interface import Picture
from actors.lease import Holder, Lease
from actors.link import LinkState
from actors.monitor.incidents import NOT_WATCHED, Incidents
from actors.outcome import Outcome
from actors.testcase import StepRecord, StepStarted, TestCase
from navigation.estimates import Estimates

if TYPE_CHECKING:
    from actors.monitor.live import Live

FREE = 1.0  # seconds for which a probe waits for the device to be free
PICTURE_AGE = 0.5  # seconds for which one picture serves all onlookers


@dataclass(frozen=True)
class ActorStatus:
    """What a device is doing, and what is wrong with its hardware, if anything."""

    doing: str | None
    trouble: str | None
    owner: str | None
    node: str  # Ray's id of the node that it runs on
    incidents: Incidents = NOT_WATCHED
    links: tuple[LinkState, ...] = ()  # what the last probe found of each


@dataclass(frozen=True)
class SharedMap:
    """A map that a driver has put into Ray's object store; actors keep it by its IDENTITY.

    It comes with each attempt, as an actor that was restarted knows none, and
    as Ray could not restart one that was built with an object of a driver gone.
    """

    identity: str
    ref: Any  # ObjectRef of an AppMap
    learned: Any = None  # ObjectRef of what is Learned of its edges, if it is sent along


@ray.remote(  # type: ignore[call-overload]
    concurrency_groups={"device": 1, "status": 4, "look": 2}
)
class DeviceActor:
    """One process on the node that a device is wired to; it is built with the device closed.

    Calls in the group "device" run one at a time, so that two test cases never
    share the hardware; those in "status" are answered while one of them runs, and
    those in "look" may wait for the hardware without holding up the others.
    """

    def __init__(self, spec: DeviceSpec) -> None:
        self._spec = spec
        self._node = ray.get_runtime_context().get_node_id()
        self._map: str | None = None
        self._learned: str | None = None  # which object the device's estimates began with
        self._device = Device(spec)
        self._holder = Holder(spec.name, time.monotonic)
        self._doing: str | None = None
        self._trouble: str | None = None
        self._links: tuple[LinkState, ...] = ()
        self._shown: tuple[float, tuple[int | None, codec.Format], bytes] | None = None
        self._looking = threading.Lock()
        self._monitor = _monitor(self._device)

    @ray.method(concurrency_group="device", num_returns="streaming")
    def run(
        self, token: str, case: TestCase, timeout: float, map: SharedMap | None
    ) -> Iterator[list[AttemptEvent]]:
        """Yield what happens while CASE runs on MAP, in batches.  Raises StaleLease at once."""
        self._holder.admit(token)
        self._take(map)
        attempt = Attempt(case, self._device, timeout=timeout, allowed=lambda: self._is_held(token))
        self._doing = case.name
        try:
            for batch in attempt.batches():
                for event in batch:
                    self._note(case, event)
                yield batch
        finally:
            self._doing = None

    @ray.method(concurrency_group="status")
    def spec(self) -> DeviceSpec:
        """Return what the actor was built from, so that a changed lab file is noticed."""
        return self._spec

    @ray.method(concurrency_group="status")
    def lease(self, owner: str, purpose: str, seconds: float) -> Lease:
        """Return a new lease of the device.  Raises StaleLease where somebody holds it."""
        return self._holder.grant(owner, purpose, seconds)

    @ray.method(concurrency_group="status")
    def extend(self, token: str, seconds: float) -> Lease:
        """Return the lease, good for SECONDS from now.  Raises StaleLease."""
        return self._holder.extend(token, seconds)

    @ray.method(concurrency_group="status")
    def release(self, token: str) -> None:
        """Give the lease back; whatever still runs under it is stopped."""
        if self._is_held(token):
            self._device.stopping.set()
        self._holder.release(token)

    @ray.method(concurrency_group="status")
    def stop(self, token: str) -> None:
        """End the test that runs, within a second.  Raises StaleLease."""
        self._holder.admit(token)
        self._device.stopping.set()

    @ray.method(concurrency_group="status")
    def status(self) -> ActorStatus:
        """Tell what the device does; asks nothing of the hardware."""
        return self._status()

    @ray.method(concurrency_group="look")
    def probe(self) -> ActorStatus:
        """Prove the links of a device that does nothing else, and tell its status."""
        return self._proved(self._device.probe)

    @ray.method(concurrency_group="look")
    def pulse(self) -> ActorStatus:
        """Do as `probe` does, as far as it leaves no trace on a device that somebody may use."""
        return self._proved(self._device.pulse)

    def _proved(self, ask: Callable[[], tuple[LinkState, ...]]) -> ActorStatus:
        if not self._device.running.acquire(timeout=FREE):
            return replace(self._status(), trouble="it is still busy with something else")
        try:
            self._links = ask()
        finally:
            self._device.running.release()
        broken = (f"{one.kind} at {one.source}: {one.said}" for one in self._links if not one.works)
        self._trouble = next(broken, None)
        return self._status()

    @ray.method(concurrency_group="look")
    def picture(self, width: int | None = None, format: codec.Format = "jpeg") -> bytes:
        """Return the newest picture in FORMAT, at most WIDTH pixels wide.  Raises DeviceError."""
        with self._looking:
            now, asked = time.monotonic(), (width, format)
            if self._shown and self._shown[1] == asked and now - self._shown[0] < PICTURE_AGE:
                return self._shown[2]
            frame = self._device.look(Picture).frame()  # type: ignore[type-abstract]
            shown = codec.encode(frame.pixels, widest=width, format=format)
            self._shown = (now, asked, shown)
            return shown

    def __ray_shutdown__(self) -> None:
        """Watch no more, as Ray ends the actor in order."""
        if self._monitor:
            self._monitor.stop()

    def _take(self, map: SharedMap | None) -> None:
        identity = map.identity if map else None
        if identity != self._map:
            self._device.map = ray.get(map.ref) if map else None
            self._device.here, self._device.estimates = None, Estimates()
            self._map, self._learned = identity, None
        if map and map.learned and map.learned.hex() != self._learned:
            self._device.estimates = Estimates(ray.get(map.learned))
            self._learned = map.learned.hex()

    def _status(self) -> ActorStatus:
        lease = self._holder.lease()
        incidents = self._monitor.incidents if self._monitor else NOT_WATCHED
        owner = lease.owner if lease else None
        return ActorStatus(self._doing, self._trouble, owner, self._node, incidents, self._links)

    def _is_held(self, token: str) -> bool:
        try:
            self._holder.admit(token)
        except StaleLease:
            return False
        return True

    def _note(self, case: TestCase, event: AttemptEvent) -> None:
        if isinstance(event, StepStarted):
            self._doing = f"{case.name}: {event.what}"
        elif isinstance(event, StepRecord):
            self._trouble = event.reason if event.outcome is Outcome.LOST else None


def _monitor(device: Device) -> "Live | None":
    """Return what watches DEVICE from now on, where the lab file wants it."""
    if device.spec.monitor is None:
        return None
    from actors.monitor.live import Live  # OpenCV: an actor that watches nothing stays small

    live = Live(device, device.spec.monitor)
    live.start()
    return live
