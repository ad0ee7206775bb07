"""The devices of the lab as they are now: what their actors tell, and their pictures."""

import time
from dataclasses import dataclass, field
from typing import Any

import ray
from ray.exceptions import GetTimeoutError, RayActorError, RayTaskError

from actors.actor import ActorStatus
from actors.device import DeviceSpec
from actors.errors import DeviceError, Unreachable
from actors.monitor.incidents import NOT_WATCHED
from cluster.errors import UnknownDevice
from cluster.lab import LoadedLab
from cluster.placement import Handle, find
from cluster.records import DeviceState, DeviceStatus, Link

Answer = Any  # an ObjectRef of an ActorStatus

PROBE_EVERY = 10.0  # seconds between two proofs of an idle device's links
ANSWER = 2.0  # seconds that all actors together get to tell their status
PICTURE = 8.0  # seconds for a picture: a driver's own deadline is shorter


@dataclass
class RayFleet:
    """The devices of LAB, asked through their Ray actors."""

    lab: LoadedLab
    _probed: dict[str, float] = field(default_factory=dict)
    _handles: dict[str, Handle] = field(default_factory=dict)

    def statuses(self) -> list[DeviceStatus]:
        """Return what each device of the lab does now, in the order of the lab file."""
        asked = {name: ref for name in self.lab.devices if (ref := self._ask(name)) is not None}
        ready: list[Answer] = []
        if asked:
            ready, _ = ray.wait(list(asked.values()), num_returns=len(asked), timeout=ANSWER)
        told = {name: self._told(name, ref) for name, ref in asked.items() if ref in ready}
        return [_status(spec, told.get(name)) for name, spec in self.lab.devices.items()]

    def picture(self, device: str, width: int) -> bytes:
        """Return the newest picture of DEVICE as JPEG.  Raises UnknownDevice and DeviceError."""
        if device not in self.lab.devices:
            raise UnknownDevice(device, tuple(self.lab.devices))
        handle = self._handle(device)
        if handle is None:
            raise Unreachable("actor", device, "its node is not there")
        try:
            return bytes(ray.get(handle.picture.remote(width), timeout=PICTURE))
        except RayTaskError as e:
            raise _cause(e, device) from e
        except (RayActorError, GetTimeoutError) as e:
            raise Unreachable("actor", device, "its actor does not answer") from e

    def _ask(self, name: str) -> Answer | None:
        handle = self._handle(name)
        if handle is None:
            return None
        now = time.monotonic()
        if now - self._probed.get(name, 0.0) < PROBE_EVERY:
            return handle.status.remote()
        self._probed[name] = now
        handle.pulse.remote()
        return handle.status.remote()

    def _told(self, name: str, ref: Answer) -> ActorStatus | None:
        try:
            told = ray.get(ref)
        except RayActorError:
            self._handles.pop(name, None)  # it may have been replaced by another one
            return None
        assert isinstance(told, ActorStatus)
        return told

    def _handle(self, name: str) -> Handle | None:
        if name not in self._handles and (handle := find(name)) is not None:
            self._handles[name] = handle
        return self._handles.get(name)


def _status(spec: DeviceSpec, told: ActorStatus | None) -> DeviceStatus:
    state, doing = _state(told)
    incidents = told.incidents if told else NOT_WATCHED
    return DeviceStatus(
        name=spec.name,
        model=spec.model,
        node=spec.node,
        labels=spec.labels,
        capabilities=tuple(sorted(spec.capabilities())),
        state=state,
        doing=doing,
        owner=told.owner if told else None,
        links=tuple(
            Link(kind=one.kind, source=one.source, works=one.works, said=one.said)
            for one in (told.links if told else ())
        ),
        incidents=incidents.lasting,
        recent_incidents=incidents.recent,
        incident_counts=dict(incidents.counts),
        blind=incidents.blind,
    )


def _state(told: ActorStatus | None) -> tuple[DeviceState, str]:
    if told is None:
        return DeviceState.MISSING, "its actor does not answer: is its node up?"
    if told.trouble:
        return DeviceState.UNREACHABLE, told.trouble
    if told.doing:
        return DeviceState.RUNNING, told.doing
    return DeviceState.IDLE, ""


def _cause(error: RayTaskError, device: str) -> DeviceError:
    cause = error.cause if isinstance(error, RayTaskError) else None
    return cause if isinstance(cause, DeviceError) else Unreachable("actor", device, str(cause))
