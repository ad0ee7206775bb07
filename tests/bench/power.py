"""What switching a plug costs over HTTP and MQTT: the driver, beside the bare exchange."""

import multiprocessing
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from actors.drivers.power_http import PowerHttp, PowerHttpSettings
from actors.drivers.power_mqtt import PowerMqtt, PowerMqttSettings
from tests.actors.drivers.mqtt_plugs import PASSWORD, USER, Broker, Tasmota
from tests.actors.drivers.web_plugs import WebPlug
from tests.bench.figure import Figure, compared, timed

TIMES = 300
OVER = 2.0  # ms that switching may take over the two exchanges that it is: a command, a question


def figures() -> list[Figure]:
    """Return p50 and p99 of switching by the drivers, beside the same bytes on a bare socket."""
    return [*_http(), *_mqtt()]


def _http() -> list[Figure]:
    with plug("shelly") as port:
        driver = PowerHttp(PowerHttpSettings(host="127.0.0.1", port=port))
        with socket.create_connection(("127.0.0.1", port)) as bare:
            return _compared("http (Shelly)", driver, lambda: _requests(bare))


def _mqtt() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        broker = Broker(Path(folder))
        broker.start()
        try:
            return _through(broker.port)
        finally:
            broker.kill()


def _through(port: int) -> list[Figure]:
    known = {"user": USER, "password": PASSWORD, "topic": Tasmota.name}
    driver = PowerMqtt(PowerMqttSettings(broker="127.0.0.1", port=port, **known))
    with plug("tasmota", port), _subscribed(port) as bare:
        return _compared("mqtt (Tasmota)", driver, lambda: _publish(bare))


def _compared(what: str, driver: PowerHttp | PowerMqtt, bare: Callable[[], object]) -> list[Figure]:
    """Time both in turn, so that a machine that is busy is so for both."""
    driver.open()
    pairs = [(timed(lambda: driver.switch(True)), timed(bare)) for _ in range(TIMES)]
    driver.close()
    mine, other = zip(*pairs, strict=True)
    usual, rare = compared(f"switch: {what}", mine, other, above=OVER)
    return [usual, replace(rare, above=None)]


def _requests(bare: socket.socket) -> None:
    for path in ("Switch.Set?id=0&on=true", "Switch.GetStatus?id=0"):
        bare.sendall(f"GET /rpc/{path} HTTP/1.1\r\nHost: plug\r\n\r\n".encode())
        answer = b""
        while b"}" not in answer:
            answer += bare.recv(4096)


@contextmanager
def _subscribed(port: int) -> Iterator[socket.socket]:
    """Yield a connection to the broker that reads what the plug says (MQTT 3.1.1)."""
    who = b"".join(_text(part) for part in ("bare", USER, PASSWORD))
    with socket.create_connection(("127.0.0.1", port)) as bare:
        bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        bare.sendall(_packet(0x10, _text("MQTT") + b"\x04\xc2\x00\x3c" + who))
        assert bare.recv(4) == b"\x20\x02\x00\x00"
        bare.sendall(_packet(0x82, b"\x00\x01" + _text(f"stat/{Tasmota.name}/+") + b"\x00"))
        assert bare.recv(5)[:1] == b"\x90"
        yield bare


def _publish(bare: socket.socket) -> None:
    for command, value in (("POWER1", b"ON"), ("STATUS", b"11")):
        bare.sendall(_packet(0x30, _text(f"cmnd/{Tasmota.name}/{command}") + value))
    answer = b""
    while b"StatusSTS" not in answer or not answer.endswith(b"}}"):
        answer += bare.recv(4096)


def _packet(kind: int, body: bytes) -> bytes:
    assert len(body) < 128
    return bytes([kind, len(body)]) + body


def _text(text: str) -> bytes:
    return len(text.encode()).to_bytes(2, "big") + text.encode()


@contextmanager
def plug(api: str, port: int = 0) -> Iterator[int]:
    """Run a plug in a process of its own; yield where it listens."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there, api, port))
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection, api: str, port: int) -> None:
    served = Tasmota(port) if api == "tasmota" else WebPlug(api)
    parent.send(port or served.port)
    threading.Event().wait()
