"""What a route may ask for in its signature."""

from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends
from prometheus_client import CollectorRegistry
from starlette.requests import HTTPConnection

from cluster.api.hub import Hub
from cluster.api.state import ApiState


def _lab(asked: HTTPConnection) -> ApiState:
    state: ApiState = asked.app.state.lab
    return state


def _hub(asked: HTTPConnection) -> Hub:
    hub: Hub = asked.app.state.hub
    return hub


def _metrics(asked: HTTPConnection) -> CollectorRegistry:
    metrics: CollectorRegistry = asked.app.state.metrics
    return metrics


def _cameras(asked: HTTPConnection) -> CapacityLimiter:
    cameras: CapacityLimiter = asked.app.state.cameras
    return cameras


Lab = Annotated[ApiState, Depends(_lab)]
Live = Annotated[Hub, Depends(_hub)]
Numbers = Annotated[CollectorRegistry, Depends(_metrics)]
Cameras = Annotated[CapacityLimiter, Depends(_cameras)]
