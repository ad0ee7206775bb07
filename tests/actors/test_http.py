"""Requests to a device: whole answers within their time, or an error of the right class."""

import time

import pytest

from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import Refused, TookTooLong, Unreachable
from actors.http import HttpLink
from tests.faulty import answers_garbage, hangs_up, never_answers
from tests.served import free_port

OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"


def saying(*parts):
    def serve(client):
        while client.recv(65536):
            for part in parts:
                client.sendall(part)

    return serve


def dripping(client):
    client.recv(65536)
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        client.sendall(b"x")
        time.sleep(0.05)


@pytest.fixture
def link(faulty):
    driver = Simulated(SimulatedSettings(name="plug"))
    links = []

    def build(serve, timeout=5.0, **options):
        port = faulty(serve).port if callable(serve) else serve
        links.append(HttpLink(driver, f"http://127.0.0.1:{port}", timeout, **options))
        return links[-1]

    yield build
    for each in links:
        each.close()


def test_answers_come_whole_over_one_connection(link):
    body = b'{"on": true}'
    one = link(saying(OK % (len(body), body)))
    assert [one.json("GET", "/state"), one.json("POST", "/state", json={})] == [{"on": True}] * 2


def test_a_status_that_is_no_success_is_refused_with_what_it_says(link):
    one = link(saying(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 7\r\n\r\nno key!"))
    with pytest.raises(Refused, match="GET /state: 403 Forbidden no key!"):
        one.get("/state")
    assert one.answer("GET", "/state").status_code == 403


def test_what_is_no_json_is_refused(link):
    with pytest.raises(Refused, match="answers 'on', which is no JSON"):
        link(saying(OK % (2, b"on"))).json("GET", "/state")


@pytest.mark.parametrize(
    ("serve", "error"),
    [(never_answers, TookTooLong), (answers_garbage, Refused), (dripping, TookTooLong),
     (hangs_up, (Unreachable, Refused)), (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
      TookTooLong)],
    ids=["silent", "garbage", "dripping", "hangs up", "half"],
)  # fmt: skip
def test_what_a_host_does_wrong_is_told_apart(link, serve, error):
    with pytest.raises(error):
        link(serve, timeout=0.4).get("/state")


def test_where_nobody_listens_is_unreachable(link):
    with pytest.raises(Unreachable, match="Connection refused"):
        link(free_port()).get("/state")


def test_a_proxy_for_the_internet_is_not_asked(link, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    assert link(saying(OK % (2, b"on"))).get("/state").text == "on"


def test_it_works_again_after_a_failure(link):
    answers = [b"nonsense\r\n\r\n", OK % (2, b"on")]

    def serve(client):
        while client.recv(65536):
            client.sendall(answers.pop(0) if len(answers) > 1 else answers[0])

    one = link(serve)
    with pytest.raises(Refused):
        one.get("/state")
    assert one.get("/state").text == "on"
