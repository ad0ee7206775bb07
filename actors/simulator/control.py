"""The control of running simulated devices over HTTP: what they do, and their faults."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Annotated, Any, Final, Literal, Self

import uvicorn
from fastapi import APIRouter, Body, Depends, FastAPI, HTTPException, Request, Response
from pydantic import BaseModel

from actors.simulator.devices import Running
from actors.simulator.faults import FaultSettings
from actors.simulator.listener import bound
from actors.simulator.screenshot import as_png

LOG_LINES: Final = 20

router = APIRouter(prefix="/devices")


class DeviceState(BaseModel):
    """What a simulated device is, and what it did last."""

    name: str
    kind: Literal["android-tv", "stb"]
    ports: dict[str, int]
    faults: FaultSettings
    foreground: str
    log: list[str]  # the newest lines, oldest first


def _devices(request: Request) -> Mapping[str, Running]:
    devices: Mapping[str, Running] = request.app.state.devices
    return devices


Devices = Annotated[Mapping[str, Running], Depends(_devices)]


def _device(name: str, devices: Devices) -> Running:
    if name not in devices:
        raise HTTPException(404, f"no device {name!r} (there are {', '.join(devices)})")
    return devices[name]


Device = Annotated[Running, Depends(_device)]


@router.get("")
async def list_devices(devices: Devices) -> list[DeviceState]:
    """Tell of every device."""
    return [_state(device) for device in devices.values()]


@router.get("/{name}")
async def show_device(device: Device) -> DeviceState:
    """Tell of one device."""
    return _state(device)


@router.put("/{name}/faults")
async def switch_faults(device: Device, changes: Annotated[dict[str, Any], Body()]) -> DeviceState:
    """Switch the faults that are named, and leave the others."""
    try:
        device.television.faults.set(**changes)
    except ValueError as e:
        raise HTTPException(422, str(e)) from e
    return _state(device)


@router.post("/{name}/crash", status_code=204)
async def crash(device: Device) -> None:
    """Let the app in front fall back to the launcher."""
    device.television.faults.set(crash=True)


@router.post("/{name}/reboot", status_code=204)
async def reboot(device: Device) -> None:
    """Start the device up again."""
    device.reboot()


@router.get("/{name}/picture.png")
async def show_picture(device: Device) -> Response:
    """Draw what the device shows now."""
    return Response(await asyncio.to_thread(as_png, device.television), media_type="image/png")


def _state(device: Running) -> DeviceState:
    television = device.television
    return DeviceState(
        name=television.name,
        kind=device.settings.kind,
        ports=device.ports,
        faults=television.faults.settings,
        foreground=television.foreground,
        log=list(television.log.copy())[-LOG_LINES:],
    )


class Control:
    """Serves the control of DEVICES while it is entered; building it raises PortInUse."""

    def __init__(self, devices: Mapping[str, Running], port: int = 0) -> None:
        app = FastAPI(title="Simulated devices")
        app.state.devices = devices
        app.include_router(router)
        self._server = _Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self._socket = bound(port)
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port that it serves."""
        return int(self._socket.getsockname()[1])

    async def __aenter__(self) -> Self:
        self._serving = asyncio.create_task(self._server.serve([self._socket]))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        if self._serving:
            await self._serving


class _Server(uvicorn.Server):
    """A server that leaves the process's signals to others."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
