"""What a key press costs on televisions of the network: the driver, beside the bare exchange."""

import json
import multiprocessing
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from multiprocessing.connection import Connection
from unittest.mock import patch

from websockets.sync.client import connect

from actors.drivers.bravia import ENVELOPE, SEND, Bravia, BraviaSettings
from actors.drivers.roku import Roku, RokuSettings
from actors.drivers.webos import Webos, WebosSettings
from tests.bench.figure import Figure, compared, timed

HOST = "127.0.0.1"
OVER = 2.0  # ms that a press may take over the bare exchange
KEY = "0123456789abcdef"


def figures(presses: int = 300) -> list[Figure]:
    """Return p50 and p99 of a press, beside the same bytes on a socket that is open already."""
    return [*_roku(presses), *_bravia(presses), *_webos(presses)]


def _roku(presses: int) -> list[Figure]:
    with served("roku") as port:
        driver = Roku(RokuSettings(host=HOST, port=port))
        asked = f"POST /keypress/Up HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Length: 0\r\n\r\n"
        with closing(driver), exchange(port, asked) as bare:
            return beside("roku", lambda: driver.press("UP"), bare, presses)


def _bravia(presses: int) -> list[Figure]:
    from tests.tv.bravia import CODES

    with served("bravia") as port:
        driver = Bravia(BraviaSettings(host=HOST, port=port, psk="0000"))
        body = ENVELOPE.format(code=CODES["Up"])
        asked = (
            f'POST /sony/ircc HTTP/1.1\r\nHost: {HOST}\r\nX-Auth-PSK: 0000\r\nSOAPACTION: "{SEND}"'
            f"\r\nContent-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        with closing(driver), exchange(port, asked) as bare:
            return beside("bravia", lambda: driver.press("UP"), bare, presses)


def _webos(presses: int) -> list[Figure]:
    """Compare text, too, as a webOS television answers it, and no press."""
    with served("webos") as port, patch("aiowebostv.webos_client.WS_PORT", port):
        driver = Webos(WebosSettings(host=HOST, client_key=KEY))
        with (
            closing(driver),
            connect(f"ws://{HOST}:{port}/buttons") as buttons,
            connect(f"ws://{HOST}:{port}/") as ssap,
        ):
            uri = "ssap://system/getSystemInfo"
            request = json.dumps({"type": "request", "id": 1, "uri": uri, "payload": {}})

            def ask() -> None:
                ssap.send(request)
                ssap.recv()

            press = "type:button\nname:UP\n\n"
            return [
                *beside("webos", lambda: driver.press("UP"), lambda: buttons.send(press), presses),
                *beside("webos, answered", lambda: driver.type("a"), ask, presses),
            ]


def beside(
    kind: str, press: Callable[[], None], bare: Callable[[], None], presses: int
) -> list[Figure]:
    """Time both by turns, so that both meet the same machine."""
    press(), bare()
    taken = [(timed(press), timed(bare)) for _ in range(presses)]
    mine, other = zip(*taken, strict=True)
    half, most = compared(f"press: {kind}", mine, other, above=OVER)
    return [half, replace(most, above=None)]  # the slowest say more of the machine


@contextmanager
def exchange(port: int, asked: str) -> Iterator[Callable[[], None]]:
    """Yield what sends ASKED over one connection, and reads the answer."""
    with socket.create_connection((HOST, port)) as link, link.makefile("rb") as answers:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def once() -> None:
            link.sendall(asked.encode())
            size = 0
            while (line := answers.readline().lower()) != b"\r\n":
                if line.startswith(b"content-length:"):
                    size = int(line.split(b":")[1])
            answers.read(size)

        yield once


@contextmanager
def served(kind: str) -> Iterator[int]:
    """Serve a television in a process of its own; yield its port."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(kind, there))
    process.start()
    try:
        yield int(here.recv())
    finally:
        process.terminate()
        process.join()


def _serve(kind: str, parent: Connection) -> None:
    from tests.tv.bravia import BraviaTv
    from tests.tv.roku import RokuTv
    from tests.tv.webos import WebosTv

    tv = {"bravia": BraviaTv, "roku": RokuTv, "webos": WebosTv}[kind]()
    parent.send(tv.port)
