import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from cluster.api.errors import CannotListen, KeyNeeded
from cluster.api.server import listen, serve
from cluster.api.state import ApiState
from cluster.errors import PortInUse

SERVE = """
import sys
from pathlib import Path
from cluster.api.server import serve
from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from cluster.store import Store
from tests.cluster.served import Campaigns, Fleet, device

home, port = Path(sys.argv[1]), int(sys.argv[2])
with Store(f"sqlite:///{home / 'served.db'}") as store:
    artifacts = Artifacts((home / "served").as_uri())
    serve(ApiState(store, artifacts, Fleet([device("tv-1")]), Campaigns(store)), "127.0.0.1", port)
print("ended well")
"""


@contextmanager
def server_process(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(home), str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        try:
            _wait_until_it_listens(process, port)
            yield process, f"127.0.0.1:{port}"
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _wait_until_it_listens(process: subprocess.Popen[str], port: int) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server ended before it answered")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_although_somebody_follows_it(
    tmp_path: Path, how: signal.Signals
) -> None:
    with server_process(tmp_path) as (process, address):
        with connect(f"ws://{address}/api/live") as link:
            process.send_signal(how)
            with pytest.raises(ConnectionClosed, match="1012"):
                link.recv(timeout=20)
        out, _ = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "ended well\n")


def test_a_port_in_use_is_said_before_anything_starts(state: ApiState) -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortInUse, match=f"127.0.0.1:{port} is in use") as raised:
            serve(state, "127.0.0.1", port)
    assert (raised.value.host, raised.value.port) == ("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_cannot_be_listened_on(host: str) -> None:
    with pytest.raises(CannotListen, match=f"cannot listen on {host}:8800: "):
        listen(host, 8800)


def test_a_number_that_is_no_port_cannot_be_listened_on() -> None:
    with pytest.raises(CannotListen, match="0 to 65535"):
        listen("127.0.0.1", 65536)


def test_it_is_not_served_to_others_without_a_key(state: ApiState) -> None:
    with pytest.raises(KeyNeeded):
        serve(state, "0.0.0.0", 0)


def test_it_listens_on_ipv6_loopback_too() -> None:
    with listen("::1", 0) as listener:
        assert listener.getsockname()[0] == "::1"


def test_errors_survive_pickling() -> None:
    for error in (KeyNeeded("0.0.0.0"), CannotListen("a", 1, "no")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
