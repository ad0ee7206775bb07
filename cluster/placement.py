"""The device actors: each on the node that its device is wired to."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import ray
from ray.exceptions import GetTimeoutError, RayActorError

from actors.actor import DeviceActor, SharedMap
from actors.device import DeviceSpec
from actors.maps import AppMap
from cluster.lab import LoadedLab
from cluster.nodes import NAMESPACE, resource
from navigation.learned import Learned

Handle = Any  # an actor's handle, whose methods Ray makes up at run time

READY = 60.0  # seconds for all actors to answer: 50 of them take 16 s on two idle cores
ANSWER = 10.0  # seconds for an actor that runs to say what it was built with
RETIRE = 10.0  # seconds for an actor to end


def place(lab: LoadedLab) -> dict[str, Handle]:
    """Return the actor of each device whose node is there, started where none runs yet.

    An actor that was built from other settings than LAB's is replaced, unless
    somebody holds its device: then it stays as it is until the next time.
    Actors that still start are returned as well: they answer when they can.
    """
    offered = ray.cluster_resources()  # type: ignore[no-untyped-call]
    specs = [spec for name, spec in lab.devices.items() if resource(name) in offered]
    running = {spec.name for spec in specs if find(spec.name)}
    actors = {spec.name: _actor(spec) for spec in specs}
    stale = [s for s in specs if s.name in running and _is_stale(actors[s.name], s)]
    retire(spec.name for spec in stale)
    return actors | {spec.name: _actor(spec) for spec in stale}


def bring_in(lab: LoadedLab) -> list[str]:
    """Place the actors of LAB, and return the devices for which none answers."""
    actors = place(lab)
    silent = _silent(actors, READY)
    return [name for name in lab.devices if name not in actors or name in silent]


def find(device: str) -> Handle | None:
    """Return the actor of DEVICE, or None where none was started."""
    try:
        return ray.get_actor(device, namespace=NAMESPACE)
    except ValueError:
        return None


def retire(devices: Iterable[str]) -> None:
    """End the actors of DEVICES for good, and wait until their names are free."""
    names = list(devices)
    for name in names:
        if handle := find(name):
            handle.__ray_terminate__.remote()
    deadline = time.monotonic() + RETIRE
    while any(find(name) for name in names) and time.monotonic() < deadline:
        time.sleep(0.05)
    for name in names:
        if handle := find(name):
            ray.kill(handle)  # it hangs in a call to its hardware


def share(map: AppMap) -> SharedMap:
    """Return MAP as something that is sent to an actor once; it lives as long as this driver."""
    written = map.model_dump_json(context={"exact": True})
    return SharedMap(hashlib.sha256(written.encode()).hexdigest(), ray.put(map))


def with_learned(map: SharedMap, learned: Learned) -> SharedMap:
    """Return MAP with what is LEARNED of its edges on the model that it is sent to."""
    return replace(map, learned=ray.put(learned))


def _actor(spec: DeviceSpec) -> Handle:
    return DeviceActor.options(  # type: ignore[attr-defined]
        name=spec.name,
        namespace=NAMESPACE,
        get_if_exists=True,
        lifetime="detached",
        num_cpus=0,
        resources={resource(spec.name): 1},
        max_restarts=-1,
        max_task_retries=0,  # nothing that touches a device is ever done again by itself
    ).remote(spec)


def _is_stale(actor: Handle, spec: DeviceSpec) -> bool:
    """Tell whether the actor was built from another SPEC, and nobody uses it."""
    try:
        built, told = ray.get([actor.spec.remote(), actor.status.remote()], timeout=ANSWER)
    except (GetTimeoutError, RayActorError):
        return False  # it restarts, or its node is gone: nothing is known to be wrong with it
    return bool(built != spec and told.owner is None)


def _silent(actors: Mapping[str, Handle], seconds: float) -> list[str]:
    asked = {actor.status.remote(): name for name, actor in actors.items()}
    if not asked:
        return []
    _, silent = ray.wait(list(asked), num_returns=len(asked), timeout=seconds)
    return [asked[ref] for ref in silent]
