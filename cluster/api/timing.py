"""How long requests take, by route, method and class of status."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate
from threading import Lock

from prometheus_client.core import HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cluster.metrics import add_histogram
from cluster.store import Histogram

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds

Labels = tuple[str, str, str]  # route, method, class of status


class HttpDurations(Collector):
    """How long requests took since this process began."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: dict[Labels, list[int]] = {}
        self._sums: dict[Labels, float] = {}

    def add(self, labels: Labels, seconds: float) -> None:
        with self._lock:
            counts = self._counts.setdefault(labels, [0] * (len(BOUNDS) + 1))
            counts[bisect_left(BOUNDS, seconds)] += 1
            self._sums[labels] = self._sums.get(labels, 0.0) + seconds

    def collect(self) -> Iterator[Metric]:
        family = HistogramMetricFamily(
            "vpt_http_request_duration_seconds",
            "How long requests to the API took.",
            labels=["route", "method", "status_class"],
        )
        with self._lock:
            for labels, counts in self._counts.items():
                *buckets, count = accumulate(counts)
                histogram = Histogram(tuple(buckets), count, self._sums[labels])
                add_histogram(family, labels, BOUNDS, histogram)
        yield family


class Timing:
    """ASGI middleware that tells DURATIONS of each request; CLOCK gives seconds."""

    def __init__(
        self, app: ASGIApp, *, durations: HttpDurations, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._durations, self._clock = app, durations, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # what the server answers for an app that does not

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        began = self._clock()
        try:
            await self._app(scope, receive, watched)
        finally:
            self._durations.add(_labels(scope, status), self._clock() - began)


def _labels(scope: Scope, status: int) -> Labels:
    """Return the labels of a request; a path or method that a client made up is in none."""
    route, answered = scope.get("route"), f"{status // 100}xx"
    if not isinstance(route, Route) or scope["method"] not in (route.methods or ()):
        return "none", "any", answered
    return route.path, scope["method"], answered
