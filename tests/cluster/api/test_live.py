import time
from itertools import islice

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from cluster.api.hub import Hub
from cluster.api.state import ApiState
from cluster.client import ApiUnreachable
from cluster.events import StepStarted
from cluster.store import Store, StoreError
from cluster.wire import read_event
from tests.cluster.served import NOON, Served, serving, story, tell

SIZE = len(story(1))


def ids(link: ClientConnection, number: int) -> list[int]:
    return [read_event(link.recv(timeout=20))[0] for _ in range(number)]


def live(served: Served, query: str = "", max_queue: int = 16) -> ClientConnection:
    url = f"{served.url.replace('http', 'ws')}/api/live{query}"
    return connect(url, close_timeout=0.1, max_queue=max_queue)


def wait_for_followers(served: Served, number: int) -> None:
    """Wait until the sockets have read the past: only then does 'now' have a meaning."""
    while served.hub.followers != number:
        time.sleep(0.005)


def test_events_come_in_order_with_their_ids_as_they_happen(served: Served, results: Store) -> None:
    tell(results)
    with live(served) as link:
        wait_for_followers(served, 1)
        id = tell(results)
        told = [read_event(link.recv(timeout=20)) for _ in range(SIZE)]
    assert told == list(enumerate(story(id), SIZE + 1))


def test_a_socket_that_broke_goes_on_where_it_was(served: Served, results: Store) -> None:
    tell(results)
    with live(served, "?since=0") as link:
        last = ids(link, 5)[-1]
    with live(served, f"?since={last}") as link:
        assert ids(link, SIZE - 5) == list(range(6, SIZE + 1))


def test_several_sockets_are_told_the_same(served: Served, results: Store) -> None:
    with live(served) as one, live(served) as another:
        wait_for_followers(served, 2)
        tell(results)
        assert ids(one, SIZE) == ids(another, SIZE) == list(range(1, SIZE + 1))


def test_a_socket_that_leaves_is_forgotten(served: Served) -> None:
    with live(served):
        wait_for_followers(served, 1)
    wait_for_followers(served, 0)


def test_a_socket_that_does_not_read_is_dropped_with_a_close_code(
    state: ApiState, results: Store
) -> None:
    with serving(state, Hub(results, room=50)) as served, live(served, max_queue=1) as link:
        wait_for_followers(served, 1)
        say_more_than_a_socket_holds(results)
        wait_for_followers(served, 0)
        with pytest.raises(ConnectionClosed) as closed:
            ids(link, 10_000)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013


def say_more_than_a_socket_holds(store: Store) -> None:
    id = tell(store)
    fields = {"execution": id, "at": NOON, "job": 1, "attempt": 1, "device": "tv-1"}
    store.record([StepStarted(**fields, step=n, what="x" * 20_000) for n in range(2, 1000)])


def test_a_store_that_is_down_ends_the_socket_with_a_close_code(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise StoreError("db", "gone")

    monkeypatch.setattr(served.state.store, "last_event_id", gone)
    with live(served) as link, pytest.raises(ConnectionClosed, match=r"1011.*the store does not"):
        link.recv(timeout=20)


@pytest.mark.parametrize("since", ["-1", "now"])
def test_a_since_that_is_no_id_is_refused(served: Served, since: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        live(served, f"?since={since}")
    assert refused.value.response.status_code == 422
    assert b"query since" in (refused.value.response.body or b"")


def test_clients_are_told_when_the_server_ends(served: Served, results: Store) -> None:
    tell(results)
    with served.client() as client:
        events = client.live(since=0)
        assert len(list(islice(events, SIZE))) == SIZE
        served.server.should_exit = True
        with pytest.raises(ApiUnreachable, match="no answer from the API"):
            next(events)
