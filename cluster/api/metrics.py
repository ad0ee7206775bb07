"""GET /metrics: numbers for Prometheus."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from starlette.responses import Response

from cluster.api.needs import Numbers

router = APIRouter(tags=["metrics"])


@router.get("/metrics", response_class=Response)
def metrics(numbers: Numbers) -> Response:
    """Return all metrics in Prometheus' text format."""
    return Response(generate_latest(numbers), media_type=CONTENT_TYPE_PLAIN_0_0_4)
