"""What the typed client does not see: statuses, headers, sentences, and who waits for whom."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import numpy as np
import pytest

from actors import codec
from cluster.api.state import ApiState
from cluster.client import Client, NotFound
from cluster.errors import NotUp
from cluster.store import Store, StoreError
from tests.cluster.served import JPEG, Fleet, Served, device, tell
from tests.cluster.store_fixtures import step_ended

LOOK = {"text": "image a.png", "check": {"image": {}}, "references": ("ab",)}


def detail(answer: httpx.Response) -> str:
    body = answer.json()
    assert list(body) == ["detail"]
    return str(body["detail"])


def test_one_device_is_told_by_name(served: Served) -> None:
    assert httpx.get(f"{served.url}/api/devices/tv-1").json()["state"] == "idle"
    answer = httpx.get(f"{served.url}/api/devices/tv-9")
    assert (answer.status_code, detail(answer)) == (
        404,
        "no device 'tv-9' (there are tv-1, box-1)",
    )


def test_a_picture_is_a_jpeg_that_nobody_keeps(served: Served) -> None:
    answer = httpx.get(f"{served.url}/api/devices/tv-1/picture")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content == JPEG + b"640"


@pytest.mark.parametrize("width", [0, 15, 3841, "wide"])
def test_a_width_that_makes_no_picture_is_refused(served: Served, width: object) -> None:
    answer = httpx.get(f"{served.url}/api/devices/tv-1/picture?width={width}")
    assert answer.status_code == 422
    assert detail(answer).startswith("query width: Input should be")


def test_devices_that_are_slow_to_show_hold_up_no_other_route(client: Client, fleet: Fleet) -> None:
    fleet.devices.append(device("slow"))
    with ThreadPoolExecutor(60) as viewers:
        waiting = [viewers.submit(client.picture, "slow") for _ in range(60)]
        assert client.executions() == []
        assert not any(picture.done() for picture in waiting)
        fleet.answers.set()
        assert {picture.result() for picture in waiting} == {JPEG + b"640"}


def test_ten_viewers_ask_the_fleet_once(client: Client, fleet: Fleet) -> None:
    with ThreadPoolExecutor(10) as viewers:
        asks = [viewers.submit(client.devices) for _ in range(10)]
        assert all(ask.result() == fleet.devices for ask in asks)
    assert fleet.asked <= 2  # two if a second passed meanwhile


def test_evidence_may_be_kept_for_ever(served: Served, state: ApiState) -> None:
    state.artifacts.put("1/1/0.jpg", JPEG)
    answer = httpx.get(f"{served.url}/api/evidence/1/1/0.jpg")
    assert (answer.content, answer.headers["content-type"]) == (JPEG, "image/jpeg")
    assert "immutable" in answer.headers["cache-control"]


def test_a_reference_is_told_as_what_it_is(served: Served, state: ApiState) -> None:
    state.artifacts.put("references/ab", b"\x89PNG and so on")
    answer = httpx.get(f"{served.url}/api/evidence/references/ab")
    assert answer.headers["content-type"] == "image/png"


def test_a_miss_comes_beside_what_was_wanted(
    client: Client, results: Store, state: ApiState
) -> None:
    execution = tell(results)
    look = {"region": (2, 3, 20, 10), "picture": "home.jpg", "asked": LOOK}
    results.record([step_ended(execution, step=5, **look)])
    pixels = np.full((40, 60, 3), 90, np.uint8)
    state.artifacts.put("home.jpg", codec.encode(pixels))
    state.artifacts.put("references/ab", codec.encode(pixels[:10, :20], format="png"))
    compared = codec.decode(client.comparison(execution, 1, 1, step=5))
    assert compared is not None
    assert compared.shape == (10, 76, 3)


@pytest.mark.parametrize(("execution", "step"), [(1, 0), (1, 9), (7, 0)])
def test_what_looked_for_no_picture_has_no_comparison(
    client: Client, results: Store, execution: int, step: int
) -> None:
    tell(results)
    with pytest.raises(NotFound):
        client.comparison(execution, 1, 1, step=step)


@pytest.mark.parametrize(
    "key", ["..%2f..%2fresults.db", "%2e%2e/results.db", "/etc/passwd", "a//b"]
)
def test_no_key_leads_out_of_the_artifacts(served: Served, key: str) -> None:
    answer = httpx.get(f"{served.url}/api/evidence/{key}")
    assert answer.status_code == 404


def test_a_started_execution_is_told_where_it_is(served: Served) -> None:
    answer = httpx.post(f"{served.url}/api/executions", json={"campaign": "nightly"})
    assert answer.status_code == 201
    assert httpx.get(served.url + answer.headers["Location"]).json() == answer.json()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, "body campaign: Field required"),
        ({"campaign": "nightly", "x": 1}, "body x: Extra inputs are not permitted"),
        ({"campaign": 7}, "body campaign: Input should be a valid string"),
    ],
)
def test_a_body_that_is_none_starts_nothing(
    served: Served, results: Store, body: object, reason: str
) -> None:
    answer = httpx.post(f"{served.url}/api/executions", json=body)
    assert (answer.status_code, detail(answer)) == (422, reason)
    assert results.executions(10) == []


def test_a_form_of_a_foreign_page_starts_nothing(served: Served, results: Store) -> None:
    text = {"Content-Type": "text/plain"}
    body = '{"campaign": "nightly"}'
    answer = httpx.post(f"{served.url}/api/executions", content=body, headers=text)
    assert answer.status_code == 422
    assert results.executions(10) == []


@pytest.mark.parametrize("path", ["executions/99999999999999999999", "executions?limit=501"])
def test_numbers_out_of_range_are_refused(served: Served, path: str) -> None:
    assert httpx.get(f"{served.url}/api/{path}").status_code == 422


def test_what_is_nowhere_and_what_is_not_allowed_have_a_sentence(served: Served) -> None:
    assert detail(httpx.get(f"{served.url}/nowhere")) == "GET /nowhere: Not Found"
    refused = httpx.delete(f"{served.url}/api/devices")
    assert (refused.status_code, detail(refused)) == (
        405,
        "DELETE /api/devices: Method Not Allowed",
    )


def test_health_names_the_part_that_is_down(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(served.state.fleet, "statuses", raiser(NotUp()))
        answer = httpx.get(f"{served.url}/api/health")
        assert (answer.status_code, detail(answer)) == (503, "the fleet does not answer")
    monkeypatch.setattr(served.state.store, "last_event_id", raiser(StoreError("db", "gone")))
    answer = httpx.get(f"{served.url}/api/health")
    assert (answer.status_code, detail(answer)) == (503, "the store does not answer")


def test_a_store_that_is_down_is_told_in_its_words(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.state.store, "executions", raiser(StoreError("db", "gone")))
    answer = httpx.get(f"{served.url}/api/executions")
    assert (answer.status_code, detail(answer)) == (503, "store db: gone")


def test_a_fault_of_the_api_tells_none_of_its_insides(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(served.state.store, "executions", raiser(ZeroDivisionError("secret")))
    answer = httpx.get(f"{served.url}/api/executions")
    assert answer.status_code == 500
    assert "secret" not in detail(answer)
    assert "ZeroDivisionError: secret" in caplog.text


def test_the_description_tells_of_every_route_and_of_the_key(served: Served) -> None:
    told = httpx.get(f"{served.url}/api/openapi.json").json()
    routes = [route for path in told["paths"].values() for route in path.values()]
    assert len(routes) == 18
    assert all(route["description"] for route in routes)
    assert [route["tags"] for route in routes if "security" not in route] == [["health"]]
    assert set(told["components"]["securitySchemes"]) == {"HTTPBearer", "APIKeyHeader"}


def raiser(error: Exception) -> object:
    def raises(*_: object, **__: object) -> object:
        raise error

    return raises
