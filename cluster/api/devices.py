"""/api/devices: the devices of the lab, and what they show."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query
from starlette.responses import Response

from cluster.api.needs import Cameras, Lab
from cluster.errors import UnknownDevice
from cluster.records import DeviceStatus

router = APIRouter(prefix="/api/devices", tags=["devices"])


@router.get("")
def devices(lab: Lab) -> list[DeviceStatus]:
    """Return all devices in the order of the lab file; at most a second old."""
    return lab.fleet.statuses()


@router.get("/{name}")
def device(lab: Lab, name: str) -> DeviceStatus:
    """Return one device."""
    known = {status.name: status for status in lab.fleet.statuses()}
    if name not in known:
        raise UnknownDevice(name, tuple(known))
    return known[name]


@router.get(
    "/{name}/picture",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "What the device shows."}},
)
async def picture(
    lab: Lab,
    cameras: Cameras,
    name: str,
    width: Annotated[int, Query(ge=16, le=3840, description="pixels")] = 640,
) -> Response:
    """Return what the device shows now; 503 when it cannot be reached."""
    # Threads of their own: devices that are slow to answer must not hold up the other routes.
    jpeg = await to_thread.run_sync(lab.fleet.picture, name, width, limiter=cameras)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
