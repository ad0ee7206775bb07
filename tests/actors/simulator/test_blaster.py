"""An infrared blaster, spoken to over the wire."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from actors.keymap import load_keymap
from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.signal import in_periods
from actors.simulator.devices import Running, SimulatedDevice
from actors.simulator.keys import KEYS

KEYMAP = load_keymap("simulated")


class Client:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._lines = self._socket.makefile("r", newline="\r")

    def send(self, *commands: str) -> None:
        self._socket.sendall("".join(f"{command}\r" for command in commands).encode())

    def line(self) -> str:
        return self._lines.readline().rstrip("\r")

    def ask(self, command: str) -> str:
        self.send(command)
        return self.line()

    def close(self) -> None:
        self._lines.close()
        self._socket.close()


@pytest.fixture
def box(simulator: Any) -> Running:
    return simulator(SimulatedDevice(name="stb-1", kind="stb")).devices["stb-1"]


@pytest.fixture
def connect(box: Running) -> Iterator[Callable[[], Client]]:
    clients: list[Client] = []

    def connect() -> Client:
        clients.append(Client(box.ports["ir"]))
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


@pytest.fixture
def client(connect: Callable[[], Client]) -> Client:
    return connect()


def train(key: str, *, repeats: int = 0) -> str:
    return ",".join(map(str, in_periods(KEYMAP.signal(key).train(repeats))))


def done(box: Running) -> list[str]:
    return [line.partition(": key ")[2] for line in box.television.log]


def test_the_remote_control_has_every_key_of_the_television():
    assert set(KEYMAP.keys) == KEYS


@pytest.mark.parametrize("connector", ["1:1", "1:2"])
def test_a_code_presses_its_key_and_is_completed(client, box, connector):
    assert (
        client.ask(f"sendir,{connector},7,38000,1,1,{train('UP')}") == f"completeir,{connector},7"
    )
    assert done(box) == ["UP"]


def test_a_repeat_presses_the_key_again(client, box):
    client.ask(f"sendir,1:1,1,38000,3,1,{train('VOLUME_UP')}")
    assert done(box) == ["VOLUME_UP"] * 3


def test_only_what_follows_the_offset_is_repeated(client, box):
    # the repeated part is the short frame of a key that is still held
    held = train("DOWN", repeats=1)
    assert client.ask(f"sendir,1:1,1,38000,3,69,{held}") == "completeir,1:1,1"
    assert done(box) == ["DOWN"] * 4


def test_letters_stand_for_pairs_that_came_before(client, box):
    numbers = train("OK").split(",")
    pairs = [",".join(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    known = list(dict.fromkeys(pairs))
    written, seen = "", set()
    for pair in pairs:
        text = chr(ord("A") + known.index(pair)) if pair in seen else pair
        written += ("," if written and written[-1].isdigit() and text[0].isdigit() else "") + text
        seen.add(pair)
    assert client.ask(f"sendir,1:1,1,38000,1,1,{written}") == "completeir,1:1,1"
    assert done(box) == ["OK"]


@pytest.mark.parametrize(
    "pulses", ["10,20", ",".join(map(str, in_periods(NEC.signal(Code(0x11, 0x10)).once)))]
)
def test_a_code_of_another_remote_control_does_nothing(client, box, pulses):
    assert client.ask(f"sendir,1:1,1,38000,1,1,{pulses}") == "completeir,1:1,1"
    assert done(box) == []


def test_a_carrier_that_the_receiver_is_not_tuned_to_does_nothing(client, box):
    pulses = ",".join(map(str, in_periods(KEYMAP.signal("UP").once, 56_000)))
    assert client.ask(f"sendir,1:1,1,56000,1,1,{pulses}") == "completeir,1:1,1"
    assert done(box) == []


def test_a_connector_that_sends_is_busy_and_another_is_not(client, connect):
    client.send(f"sendir,1:1,1,38000,2,1,{train('UP')}", "sendir,1:1,2,38000,1,1,10,20")
    assert client.line() == "busyIR,1:1,2"
    assert connect().ask("sendir,1:2,3,38000,1,1,10,20") == "completeir,1:2,3"
    assert client.line() == "completeir,1:1,1"


def test_a_transmission_is_stopped_for_everyone(client, connect, box):
    client.send(f"sendir,1:1,1,38000,50,1,{train('UP')}")
    assert client.ask("sendir,1:1,2,38000,1,1,10,20") == "busyIR,1:1,2"
    assert connect().ask("stopir,1:1") == "stopir,1:1"
    assert client.line() == "stopir,1:1"
    assert client.ask("sendir,1:1,3,38000,1,1,10,20") == "completeir,1:1,3"
    assert len(done(box)) < 50


def test_what_is_stopped_at_once_leaves_the_connector_free(client):
    client.send(f"sendir,1:1,1,38000,50,1,{train('UP')}", "stopir,1:1")
    assert client.line() == "stopir,1:1"
    assert client.ask("sendir,1:1,2,38000,1,1,10,20") == "completeir,1:1,2"


def test_the_blaster_tells_what_it_is(client):
    client.send("getdevices")
    lines = [client.line() for _ in range(3)]
    assert lines == ["device,0,0 ETHERNET", "device,1,3 IR", "endlistdevices"]
    assert client.ask("getversion,1") == f"version,1,{client.ask('getversion')}"
    assert client.ask("get_IR,1:1") == "IR,1:1,IR"
    assert client.ask("get_IR,1:3") == "IR,1:3,SENSOR"


def test_the_sensor_tells_whether_there_is_a_video_signal(client, box):
    assert client.ask("getstate,1:3") == "state,1:3,1"
    box.television.faults.set(cable_out=True)
    assert client.ask("getstate,1:3") == "state,1:3,0"


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ("nonsense", "ERR_0:0,001"),
        ("", "ERR_0:0,001"),
        ("SENDIR,1:1,1,38000,1,1,10,20", "ERR_0:0,001"),
        ("sendir,5:3,1,38000,1,1,10,20", "ERR_0:0,002"),
        ("getversion,2", "ERR_0:0,002"),
        ("sendir,1:4,1,38000,1,1,10,20", "ERR_0:0,003"),
        ("get_IR,1:9", "ERR_0:0,003"),
        ("sendir,1:1,65536,38000,1,1,10,20", "ERR_1:1,004"),
        ("sendir,1:1,x,38000,1,1,10,20", "ERR_1:1,004"),
        ("sendir,1:1,1,14999,1,1,10,20", "ERR_1:1,005"),
        ("sendir,1:1,1,500001,1,1,10,20", "ERR_1:1,005"),
        ("sendir,1:1,1,38000,0,1,10,20", "ERR_1:1,006"),
        ("sendir,1:2,1,38000,1,2,10,20", "ERR_1:2,007"),
        ("sendir,1:1,1,38000,1,3,10,20", "ERR_1:1,007"),
        ("sendir,1:1,1,38000,1,1", "ERR_1:1,008"),
        ("sendir,1:1,1,38000,1,1,10,0", "ERR_1:1,009"),
        ("sendir,1:1,1,38000,1,1,3,20", "ERR_1:1,009"),
        ("sendir,1:1,1,38000,1,1,10,70000", "ERR_1:1,009"),
        ("sendir,1:1,1,38000,1,1,10,-20", "ERR_1:1,009"),
        ("sendir,1:1,1,38000,1,1,#,20", "ERR_1:1,009"),
        ("sendir,1:2,1,38000,2,3,24,48,24,48,960", "ERR_1:2,010"),
        ("sendir,1:3,1,38000,1,1,10,20", "ERR_1:3,013"),
        ("sendir,1:1,1,38000", "ERR_0:0,017"),
        ("stopir", "ERR_0:0,017"),
        ("getstate,1:1", "ERR_1:1,018"),
        ("sendir,1:1,1,38000,1,1" + ",10,20" * 261, "ERR_1:1,020"),
        ("sendir,1:1,1,38000,1,1,10,20,30A", "ERR_1:1,021"),
        ("sendir,1:1,1,38000,1,1,10,20B", "ERR_1:1,022"),
    ],
)
def test_a_command_that_is_wrong_is_answered_with_its_error(client, box, command, error):
    assert client.ask(command) == error
    assert done(box) == []


def test_a_line_that_never_ends_is_refused_and_hung_up_on(client):
    assert client.ask("x" * 100_000) == "ERR_0:0,015"
    assert client.line() == ""
