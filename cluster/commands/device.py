"""`vpt device NAME …`: act on one device under a lease."""

import getpass
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import ray
import typer
import yaml
from pydantic import RootModel
from ray.exceptions import GetTimeoutError, RayActorError, RayTaskError

from actors import document, notation
from actors.attempt import AttemptResult
from actors.codec import Format
from actors.errors import ConfigError, DeviceError, Unreachable
from actors.maps import AppMap
from actors.parse import AnyStep
from actors.testcase import StepRecord, TestCase
from cluster.commands.lab import DEFAULT
from cluster.errors import UnknownDevice
from cluster.join import joined
from cluster.lab import load_lab
from cluster.local.up import LocalLab
from cluster.placement import Handle, find, share
from cluster.settings import Settings

Action = Literal["press", "tap", "type", "goto", "check", "shell", "power", "shot", "probe"]

FORMATS: Mapping[str, Format] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
NO_ANSWER = 3
PLACED = 30.0  # seconds for an actor to start
ACT = 120.0  # seconds for one action


class _Asked(RootModel[AnyStep]):
    """The step that the arguments describe."""


def device(
    name: Annotated[str, typer.Argument(help="a device of the lab")],
    action: Annotated[Action, typer.Argument(help="what to do; probe tells which links work")],
    values: Annotated[list[str] | None, typer.Argument(help="what the action needs")] = None,
    lab: Annotated[Path | None, typer.Option(help="lab file; else the lab that is up")] = None,
) -> None:
    """Act on one device under a lease, or look at it.

    \b
    vpt device tv-1 press HOME DOWN OK
    vpt device tv-1 tap 640 360
    vpt device tv-1 type news
    vpt device tv-1 goto settings
    vpt device tv-1 check '{text: Network, within: 3}'
    vpt device tv-1 shell -- ls -l /sdcard
    vpt device tv-1 power on|off|cycle|state
    vpt device tv-1 shot now.png
    vpt device tv-1 probe

    A shot is kept without loss as .png, from which references can be cut, and small as .jpg.

    The state of the power is said, and holds where it is on.

    A shot and a probe need no lease; all else is refused while somebody else holds the device.

    Exit codes: 0 done or holds, 1 does not hold, 2 bad usage, 3 no answer from the device.
    """
    settings = Settings.from_environment(os.environ)
    loaded = load_lab(lab or _lab(settings.home))
    if name not in loaded.devices:
        raise UnknownDevice(name, tuple(loaded.devices))
    perform = _performer(action, values or [], loaded.map_of(loaded.devices[name]))
    with joined(loaded, settings.home):
        code = _perform(perform, name)
    raise typer.Exit(code)


def _lab(home: Path) -> Path:
    up = LocalLab(home).current()
    return up.lab if up else DEFAULT


def _perform(perform: Callable[[Handle], int], name: str) -> int:
    handle = find(name)
    if handle is None:
        raise Unreachable("actor", name, "its node is not there")
    try:
        return perform(handle)
    except RayTaskError as e:
        raise e.cause if isinstance(e.cause, DeviceError) else e from e
    except (RayActorError, GetTimeoutError) as e:
        raise Unreachable("actor", name, "its actor does not answer") from e


class _Act:
    """Runs a case of one step, and says what came of it."""

    def __init__(self, case: TestCase, map: AppMap | None) -> None:
        self._case = case
        self._app = map

    def __call__(self, handle: Handle) -> int:
        map = share(self._app) if self._app else None
        owner = f"{getpass.getuser()} at a terminal"
        lease = ray.get(handle.lease.remote(owner, "by hand", ACT), timeout=PLACED)
        try:
            batches = handle.run.remote(lease.token, self._case, ACT, map)
            events = [event for batch in batches for event in ray.get(batch)]
        finally:
            ray.get(handle.release.remote(lease.token), timeout=PLACED)
        records = [event for event in events if isinstance(event, StepRecord)]
        result = next(event for event in events if isinstance(event, AttemptResult))
        print(records[-1].reason if records else result.reason)
        return {"pass": 0, "fail": 1, "error": 2}.get(result.outcome, NO_ANSWER)


class _Shot:
    """Writes the newest picture to a file."""

    def __init__(self, file: Path) -> None:
        if file.suffix.lower() not in FORMATS:
            known = ", ".join(FORMATS)
            raise ConfigError(str(file), f"a shot is written as one of {known}")
        self._file = file
        self._format = FORMATS[file.suffix.lower()]

    def __call__(self, handle: Handle) -> int:
        taken = handle.picture.remote(format=self._format)
        self._file.write_bytes(ray.get(taken, timeout=PLACED))
        print(self._file)
        return 0


def _performer(action: Action, values: list[str], map: AppMap | None) -> Callable[[Handle], int]:
    if action == "probe":
        return _probe
    if action == "shot":
        return _Shot(Path(values[0] if values else "shot.png"))
    if not values:
        raise typer.BadParameter(f"{action} needs to be told what")
    written = _step(action, values)
    step = document.Document(Path(action), written, None).read_as(_Asked).root
    return _Act(TestCase(name=action, steps=(step,)), map)


def _step(action: Action, values: list[str]) -> dict[str, Any]:
    if action == "check":
        return {"expect": _yaml(" ".join(values), action)}
    if (action, values) == ("power", ["state"]):
        return {"expect": {"power": "on"}}
    return {action: _value(action, values)}


def _value(action: Action, values: list[str]) -> Any:
    if action in ("type", "goto"):
        return " ".join(values)
    if action == "power":
        return _yaml(" ".join(values), action)
    if action == "tap":
        return [_yaml(value, action) for value in values]
    return values


def _yaml(text: str, action: str) -> Any:
    try:
        return notation.load(text)
    except (yaml.YAMLError, ValueError) as e:
        raise ConfigError(action, f"not YAML: {text!r}") from e


def _probe(handle: Handle) -> int:
    told = ray.get(handle.probe.remote(), timeout=PLACED)
    for link in told.links:
        print(f"{link.kind} at {link.source}: {'works' if link.works else 'DOES NOT WORK'}")
        print(f"    {link.said} ({link.seconds:.2f} s); for {', '.join(link.gives)}")
    if not told.links:
        print(told.trouble)
    return NO_ANSWER if told.trouble else 0
