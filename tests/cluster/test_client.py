import pickle
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from threading import Thread

import pytest

from cluster.api.server import listen
from cluster.api.state import ApiState
from cluster.client import ApiError, ApiUnreachable, Client, NotAuthorised, NotFound
from cluster.records import State
from cluster.store import Store
from tests.cluster.served import JPEG, Fleet, device, serving, story, tell, with_key


class _Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def another_program() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hello) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_healthy_api_tells_its_devices_and_its_newest_event(
    client: Client, results: Store
) -> None:
    tell(results)
    health = client.health()
    assert (health.devices, health.last_event) == (2, results.last_event_id())


def test_devices_come_as_the_fleet_tells_them(client: Client, fleet: Fleet) -> None:
    assert client.devices() == fleet.devices


def test_a_picture_comes_in_the_width_asked_for(client: Client) -> None:
    assert client.picture("tv-1", 320) == JPEG + b"320"


def test_a_device_whose_name_needs_quoting_is_found(client: Client, fleet: Fleet) -> None:
    fleet.devices.append(device("tv 2?x=1#y"))
    assert client.picture("tv 2?x=1#y") == JPEG + b"640"


def test_campaigns_are_listed_with_their_cases(client: Client) -> None:
    [campaign] = client.campaigns()
    assert (campaign.name, campaign.cases) == ("nightly", ("zap", "home"))


def test_a_campaign_that_is_started_is_queued(client: Client) -> None:
    execution = client.start("nightly")
    assert (execution.campaign, execution.state) == ("nightly", State.QUEUED)
    assert [job.case for job in client.jobs(execution.id)] == ["zap", "home"]


def test_an_execution_that_is_stopped_is_asked_to_stop(client: Client, results: Store) -> None:
    execution = client.start("nightly")
    assert client.stop(execution.id).id == execution.id
    assert results.stop_requested(execution.id)


def test_executions_come_in_pages_the_newest_first(client: Client) -> None:
    ids = [client.start("nightly").id for _ in range(3)]
    first = client.executions(limit=2)
    assert [e.id for e in first] == [ids[2], ids[1]]
    assert [e.id for e in client.executions(limit=2, before=first[-1].id)] == [ids[0]]


def test_an_execution_is_read_down_to_its_steps(client: Client, results: Store) -> None:
    id = tell(results)
    assert client.execution(id) == results.execution(id)
    assert client.jobs(id) == results.jobs(id)
    assert client.attempts(id, 2) == results.attempts(id, 2)
    assert client.steps(id, 2, 1) == results.steps(id, 2, 1)
    assert [step.kind for step in client.steps(id, 2, 1)] == ["press", "expect"]


def test_the_time_of_each_device_is_told_with_what_navigating_took_of_it(
    client: Client, results: Store
) -> None:
    id = tell(results)
    [times] = client.device_times(id)
    assert (times.device, times.attempts, times.seconds, times.share) == ("tv-1", 5, 20.0, 0.0)
    assert client.device_times(id) == results.device_times(id)


def test_evidence_is_what_was_kept(client: Client, state: ApiState) -> None:
    state.artifacts.put("12/3/1/0.jpg", JPEG)
    assert client.evidence("12/3/1/0.jpg") == JPEG


def test_pass_rates_leave_out_what_is_older_than_the_hours(client: Client, results: Store) -> None:
    tell(results)
    assert client.pass_rates(hours=1) == []
    [rate] = client.pass_rates(hours=87600)
    assert (rate.device, rate.attempts) == ("tv-1", 5)
    assert rate.passed == pytest.approx(2 / 5)


def test_live_events_are_the_records_with_their_ids(client: Client, results: Store) -> None:
    id = tell(results)
    wanted = story(id)
    assert list(islice(client.live(since=0), len(wanted))) == list(enumerate(wanted, 1))


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for ask in (
        lambda: client.execution(99),
        lambda: client.jobs(99),
        lambda: client.device_times(99),
        lambda: client.stop(99),
        lambda: client.picture("tv-9"),
        lambda: client.start("weekly"),
        lambda: client.evidence("99/1.jpg"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_an_error_tells_address_status_and_the_sentence_of_the_api(client: Client) -> None:
    with pytest.raises(ApiError, match=r"/api/executions answered 422: broken\.yaml:3: cases: no"):
        client.start("broken")


def test_a_device_that_cannot_be_reached_is_an_error_with_its_reason(client: Client) -> None:
    with pytest.raises(ApiError, match=r"503: adb .*box-1: it is unplugged"):
        client.picture("box-1")


def test_a_wrong_key_is_not_authorised(state: ApiState) -> None:
    with serving(with_key(state, "right")) as served, served.client("wrong") as client:
        with pytest.raises(NotAuthorised):
            client.devices()
        with pytest.raises(NotAuthorised):
            next(client.live())


def test_an_api_that_is_not_there_is_unreachable() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}") as client:
        with pytest.raises(ApiUnreachable, match=f"no answer from the API at .*{port}"):
            client.health()
        with pytest.raises(ApiUnreachable, match=str(port)):
            next(client.live())


@pytest.mark.parametrize("url", ["127.0.0.1:8800", "ftp://127.0.0.1", "http://127.0.0.1:port"])
def test_an_address_that_is_none_is_unreachable(url: str) -> None:
    with pytest.raises(ApiUnreachable, match=url):
        Client(url).health()


def test_an_answer_of_another_program_is_an_error(another_program: str) -> None:
    with Client(another_program) as client:
        with pytest.raises(ApiError, match="answered 200: this client cannot read the answer"):
            client.health()
        with pytest.raises(ApiError, match="answered 501: without a reason"):
            client.start("nightly")


def test_errors_survive_pickling() -> None:
    for error in (NotFound("http://a", 404, "no"), ApiUnreachable("http://a", None, "refused")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy)) == (type(error), str(error))
