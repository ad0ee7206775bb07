from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from cluster.api.auth import check_binding
from cluster.api.errors import KeyNeeded
from cluster.api.state import ApiState
from tests.cluster.served import Served, serving, with_key

KEY = "s3cret"
GUARDED = ["/api/devices", "/api/executions", "/api/openapi.json", "/metrics", "/nowhere"]


@pytest.fixture
def guarded(state: ApiState) -> Iterator[Served]:
    with serving(with_key(state, KEY)) as served:
        yield served


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {KEY}"},
        {"Authorization": "Bearer"},
        {"X-API-Key": ""},
        {"X-API-Key": KEY[:-1]},
    ],
)
def test_without_the_key_nothing_is_told(
    guarded: Served, path: str, headers: dict[str, str]
) -> None:
    answer = httpx.get(guarded.url + path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "API key" in answer.json()["detail"]


@pytest.mark.parametrize("headers", [{"Authorization": f"bearer {KEY}"}, {"X-API-Key": KEY}])
def test_the_key_is_taken_from_either_header(guarded: Served, headers: dict[str, str]) -> None:
    for path in ("/api/devices", "/metrics"):
        assert httpx.get(guarded.url + path, headers=headers).status_code == 200
    with connect(f"{guarded.url.replace('http', 'ws')}/api/live", additional_headers=headers):
        pass


def test_health_needs_no_key(guarded: Served) -> None:
    assert httpx.get(f"{guarded.url}/api/health").status_code == 200


def test_a_key_in_the_address_is_refused_even_if_it_is_right(guarded: Served) -> None:
    answer = httpx.get(f"{guarded.url}/api/devices?key={KEY}", headers={"X-API-Key": KEY})
    assert (answer.status_code, answer.json()["detail"][:24]) == (400, "send the key in a header")


@pytest.mark.parametrize(("query", "status"), [("", 401), (f"?key={KEY}", 400)])
def test_a_socket_without_the_key_in_a_header_is_refused(
    guarded: Served, query: str, status: int
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(f"{guarded.url.replace('http', 'ws')}/api/live{query}")
    assert refused.value.response.status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "lab.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ],
)
def test_without_a_key_foreign_web_pages_are_refused(
    served: Served, headers: dict[str, str]
) -> None:
    answer = httpx.post(f"{served.url}/api/executions", json={"campaign": "n"}, headers=headers)
    assert answer.status_code == 403
    assert "localhost" in answer.json()["detail"]


def test_without_a_key_pages_of_this_machine_are_let_in(served: Served) -> None:
    origin = {"Origin": "http://localhost:8501"}
    assert httpx.get(f"{served.url}/api/devices", headers=origin).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    check_binding(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "", "lab.example"])
@pytest.mark.parametrize("key", [None, ""])
def test_where_others_can_reach_it_a_key_is_needed(host: str, key: str | None) -> None:
    with pytest.raises(KeyNeeded, match="VPT_API_KEY"):
        check_binding(host, key)
    check_binding(host, "a key")
