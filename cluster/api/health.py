"""GET /api/health: does the API reach what it is served from?"""

import logging
from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from cluster.api.needs import Lab
from cluster.errors import ClusterError
from cluster.records import Health
from cluster.store import StoreError

_log = logging.getLogger(__name__)
router = APIRouter(tags=["health"])


@router.get("/api/health")
def health(lab: Lab) -> Health:
    """Ask store and fleet; 503 names the part that is down.  Needs no key, so it tells no more."""
    try:
        last_event = lab.store.last_event_id()
        devices = len(lab.fleet.statuses())
    except StoreError as e:
        _log.warning("unhealthy: %s", e)
        raise HTTPException(503, "the store does not answer") from e
    except ClusterError as e:
        _log.warning("unhealthy: %s", e)
        raise HTTPException(503, "the fleet does not answer") from e
    return Health(version=_version(), devices=devices, last_event=last_event)


def _version() -> str:
    try:
        return version("virtualpytest")
    except PackageNotFoundError:  # run from a checkout
        return "unknown"
