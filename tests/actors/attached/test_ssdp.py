"""Televisions that answer by SSDP: a responder on the loopback interface, and answers as text."""

import socket
import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from actors.attached.ssdp import TARGETS, parsed, televisions
from actors.parse import AnyDriver

ANSWER = (
    "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nST: {}\r\nLOCATION: http://{}:8060/\r\n"
    "USN: uuid:1::x\r\n\r\n"
)


@pytest.fixture
def responder():
    """Builds responders that answer each target as they are told; they return their address."""
    sockets = []

    def build(answers):
        listening = socket.socket(type=socket.SOCK_DGRAM)
        listening.bind(("127.0.0.1", 0))
        sockets.append(listening)
        threading.Thread(target=serve, args=(listening, answers), daemon=True).start()
        return listening.getsockname()

    def serve(listening, answers):
        with suppress(OSError):
            while True:
                asked, client = listening.recvfrom(2000)
                lines = asked.decode().split("\r\n")
                assert lines[0] == "M-SEARCH * HTTP/1.1" and lines[-2:] == ["", ""]
                target = next(line[4:] for line in lines if line.startswith("ST: "))
                for answer in answers(target):
                    listening.sendto(answer.encode(), client)

    yield build
    for listening in sockets:
        listening.close()


def test_each_television_is_found_once_with_its_driver(responder):
    group = responder(lambda target: [ANSWER.format(target, "10.9.8.7")] * 2)
    found = televisions(0.3, group)
    assert sorted(one.kind for one in found) == ["bravia", "roku", "samsung", "webos"]
    for one in found:
        assert one.settings["host"] == "10.9.8.7"
        assert TypeAdapter(AnyDriver).validate_python({one.kind: dict(one.settings)})


def test_answers_of_other_devices_are_passed_over(responder):
    group = responder(lambda _: [ANSWER.format("upnp:rootdevice", "10.9.8.7"), "garbage"])
    assert televisions(0.2, group) == []


def test_headers_may_be_in_any_letters():
    answer = b"HTTP/1.1 200 OK\r\nst: roku:ecp\r\nLocation: http://10.9.8.7:8060/\r\n\r\n"
    assert parsed(answer) == ("roku:ecp", "10.9.8.7")


@given(answer=st.binary(max_size=80) | st.text(max_size=80).map(
    lambda text: ANSWER.format(next(iter(TARGETS)), text).encode()))  # fmt: skip
def test_whatever_answers_is_understood_or_passed_over(answer):
    told = parsed(answer)
    assert told is None or (told[0] in TARGETS and told[1])
