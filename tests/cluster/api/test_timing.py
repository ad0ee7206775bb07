import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from cluster.api.timing import BOUNDS, HttpDurations
from tests.cluster.served import Served

NAME = "vpt_http_request_duration_seconds"


def samples(served: Served, suffix: str) -> list[Sample]:
    text = httpx.get(f"{served.url}/metrics").text
    metrics = text_string_to_metric_families(text)
    return [sample for m in metrics for sample in m.samples if sample.name == NAME + suffix]


def counts(served: Served) -> dict[tuple[str, ...], float]:
    names = ("route", "method", "status_class")
    return {tuple(s.labels[n] for n in names): s.value for s in samples(served, "_count")}


def test_requests_are_counted_by_route_and_not_by_path(served: Served) -> None:
    for path in ("devices/tv-1", "devices/tv-9", "devices/tv-8", "evidence/a/b.jpg"):
        httpx.get(f"{served.url}/api/{path}")
    counted = counts(served)
    assert counted[("/api/devices/{name}", "GET", "2xx")] == 1
    assert counted[("/api/devices/{name}", "GET", "4xx")] == 2
    assert counted[("/api/evidence/{key:path}", "GET", "4xx")] == 1


@pytest.mark.parametrize("path", ["/made/up", "/api/devices"])
def test_what_a_client_makes_up_is_no_label(served: Served, path: str) -> None:
    for method in ("PROPFIND", "REPORT"):  # that a server takes, and the API does not know
        httpx.request(method, served.url + path)
    assert counts(served) == {("none", "any", "4xx"): 2}


def test_a_duration_is_in_the_buckets_from_its_own_on() -> None:
    durations = HttpDurations()
    for seconds in (0.003, 0.1, 0.7, 100.0):
        durations.add(("/a", "GET", "2xx"), seconds)
    [metric] = durations.collect()
    buckets = [s.value for s in metric.samples if s.name.endswith("_bucket")]
    assert dict(zip(BOUNDS, buckets, strict=False)) == {
        bound: sum(seconds <= bound for seconds in (0.003, 0.1, 0.7)) for bound in BOUNDS
    }
    assert buckets[-1] == 4
    [total] = [s.value for s in metric.samples if s.name.endswith("_sum")]
    assert total == pytest.approx(100.803)
