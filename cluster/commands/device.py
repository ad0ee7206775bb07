"""`vpt device NAME …`: act on one device under a lease."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import ray
import typer
import yaml
from ray.exceptions import RayTaskError

from actors import document
from actors.attempt import AttemptResult
from actors.errors import DeviceError
from actors.maps import AppMap
from actors.testcase import StepRecord, TestCase
from cluster.commands.lab import DEFAULT
from cluster.errors import UnknownDevice
from cluster.join import joined
from cluster.lab import load_lab
from cluster.lane import LEASE
from cluster.local.up import LocalLab
from cluster.placement import Handle, find, share
from cluster.records import DeviceState
from cluster.settings import Settings

ACTIONS = (
    "press KEY…, tap X Y, type TEXT, goto SCREEN, check YAML, shell COMMAND…, shot FILE, probe"
)
NO_ANSWER = 3
PLACED = 30.0  # seconds for an actor to start
ACT = 120.0  # seconds for one action


def device(
    name: Annotated[str, typer.Argument(help="a device of the lab")],
    action: Annotated[str, typer.Argument(help=ACTIONS)],
    values: Annotated[list[str] | None, typer.Argument(help="what the action needs")] = None,
    lab: Annotated[Path | None, typer.Option(help="lab file; else the lab that is up")] = None,
) -> None:
    """Act on one device, or look at it.

    Exit code: 0 done or holds, 1 a check does not hold, 2 bad usage, 3 the device had no answer.
    """
    settings = Settings.from_environment(os.environ)
    loaded = load_lab(lab or _lab(settings.home))
    if name not in loaded.devices:
        raise UnknownDevice(name, tuple(loaded.devices))
    perform = _action(action, values or [], loaded.map_of(loaded.devices[name]))
    with joined(loaded, settings.home):
        handle = find(name)
        if handle is None:
            raise UnknownDevice(name, ())
        try:
            code = perform(handle)
        except RayTaskError as e:
            raise e.cause if isinstance(e.cause, DeviceError) else e from e
    raise typer.Exit(code)


def _lab(home: Path) -> Path:
    up = LocalLab(home).current()
    return up.lab if up else DEFAULT


class _Act:
    """Runs a case of one step, and says what came of it."""

    def __init__(self, case: TestCase, map: AppMap | None) -> None:
        self._case = case
        self._app = map

    def __call__(self, handle: Handle) -> int:
        map = share(self._app) if self._app else None
        owner = f"{os.environ.get('USER', 'somebody')} at a terminal"
        lease = ray.get(handle.lease.remote(owner, "by hand", LEASE), timeout=PLACED)
        try:
            batches = handle.run.remote(lease.token, self._case, ACT, map)
            events = [event for batch in batches for event in ray.get(batch)]
        finally:
            handle.release.remote(lease.token)
        records = [event for event in events if isinstance(event, StepRecord)]
        result = next(event for event in events if isinstance(event, AttemptResult))
        print(records[-1].reason if records else result.reason)
        return {"pass": 0, "fail": 1, "error": 2}.get(result.outcome, NO_ANSWER)


class _Shot:
    """Writes the newest picture to a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, handle: Handle) -> int:
        self._file.write_bytes(ray.get(handle.picture.remote(10_000), timeout=PLACED))
        print(self._file)
        return 0


def _action(action: str, values: list[str], map: AppMap | None) -> Callable[[Handle], int]:
    if action == "probe":
        return _probe
    if action == "shot":
        return _Shot(Path(values[0] if values else "shot.jpg"))
    steps = {"check": "expect"}
    written = {steps.get(action, action): _value(action, values)}
    case = document.Document(Path("vpt device"), {"name": action, "steps": [written]}, None)
    return _Act(case.read_as(TestCase), map)


def _value(action: str, values: list[str]) -> Any:
    if action in ("type", "goto"):
        return " ".join(values)
    if action == "check":
        return yaml.safe_load(" ".join(values))
    if action == "tap":
        return [yaml.safe_load(value) for value in values]
    return values


def _probe(handle: Handle) -> int:
    began = time.monotonic()
    told = ray.get(handle.probe.remote(), timeout=PLACED)
    if told.trouble:
        print(told.trouble)
        return NO_ANSWER
    state = DeviceState.RUNNING if told.doing else DeviceState.IDLE
    print(f"{state}: every link answered in {time.monotonic() - began:.2f} s")
    return 0
