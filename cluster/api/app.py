"""The application: routes, who may use them, and what is beside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from anyio import CapacityLimiter
from fastapi import FastAPI, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.middleware import Middleware

from cluster.api import (
    campaigns,
    devices,
    evidence,
    executions,
    health,
    kpi,
    live,
    metrics,
    pass_rates,
)
from cluster.api.auth import Guard
from cluster.api.hub import Hub
from cluster.api.recent import RecentFleet
from cluster.api.refusals import Refusal, explain_errors
from cluster.api.state import ApiState
from cluster.api.timing import HttpDurations, Timing
from cluster.metrics import lab_registry

PICTURES = 16  # that are taken at once

_ABOUT = """\
Devices, campaigns and results of a lab.

Times are Unix seconds (UTC), durations seconds, regions `[left, top, width, height]` in pixels.
An error is answered with `{"detail": …}`, one sentence.  Events as they happen come over the
WebSocket `/api/live?since=ID`, as JSON with an `id`; without `since`, from now on.
"""

# What the guard asks for; here only so that the description says so.
_KEYS = [
    Security(HTTPBearer(auto_error=False)),
    Security(APIKeyHeader(name="X-API-Key", auto_error=False)),
]


def create_app(state: ApiState) -> FastAPI:
    """Return the application that serves STATE, which stays the caller's to close."""
    durations = HttpDurations()
    app = FastAPI(
        title="VirtualPyTest",
        description=_ABOUT,
        lifespan=_poll_log,
        openapi_url="/api/openapi.json",
        docs_url=None,  # their pages load scripts from the internet
        redoc_url=None,
        responses={"default": {"model": Refusal}},
        middleware=[Middleware(Timing, durations=durations), Middleware(Guard, key=state.key)],
    )
    lab = replace(state, fleet=RecentFleet(state.fleet))
    app.state.lab = lab
    app.state.hub = Hub(state.store)
    app.state.cameras = CapacityLimiter(PICTURES)
    app.state.metrics = lab_registry(lab.store, lab.fleet)
    app.state.metrics.register(durations)
    explain_errors(app)
    _add_routes(app)
    return app


def _add_routes(app: FastAPI) -> None:
    app.include_router(health.router)
    app.include_router(live.router)
    for resource in (devices, campaigns, executions, evidence, pass_rates, kpi, metrics):
        app.include_router(resource.router, dependencies=_KEYS)


@asynccontextmanager
async def _poll_log(app: FastAPI) -> AsyncIterator[None]:
    poller = asyncio.create_task(app.state.hub.run())
    yield
    poller.cancel()
    with suppress(asyncio.CancelledError):
        await poller
