"""What an infrared press costs beside the bare exchange with Global Caché and with lircd."""

import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from actors.drivers.ir import Ir, IrSettings
from tests.bench.figure import Figure, compared, timed
from tests.bench.transmitter import KEYMAP, transmitter
from tests.lirc import lircd

ADDED = 2.0  # ms that a press may take over the bare exchange
# A code without a pause behind it, so that no press waits for the one before
SHORT = """
begin remote
  name short
  bits 4
  flags SPACE_ENC
  eps 30
  aeps 100
  one 100 100
  zero 100 100
  gap 100
  begin codes
    KEY_OK 0x1
  end codes
end remote
"""


def figures(presses: int = 300) -> list[Figure]:
    """Return p50 and p99 of a press through both transmitters."""
    with _globalcache() as (driver, bare):
        measured = _compared("Global Caché", driver, bare, presses)
    with _lircd() as (driver, bare):
        return [*measured, *_compared("lircd", driver, bare, presses)]


def _compared(name: str, driver: Ir, bare: Callable[[], object], presses: int) -> list[Figure]:
    """Press by turns with the driver and without it."""
    driver.open()
    driver.press("OK")
    with_it, without = list[float](), list[float]()
    for _ in range(presses):
        without.append(timed(bare))
        with_it.append(timed(lambda: driver.press("OK")))
    driver.close()
    what = f"press through {name} (bare: the exchange itself)"
    return compared(what, with_it, without, above=ADDED)


@contextmanager
def _globalcache() -> Iterator[tuple[Ir, Callable[[], object]]]:
    with transmitter() as port, socket.create_connection(("127.0.0.1", port)) as plain:
        driver = Ir(IrSettings.model_validate({"globalcache": f"127.0.0.1:{port}",
                                               "keymap": KEYMAP}))  # fmt: skip
        yield driver, lambda: _asked(plain, b"sendir,1:1,1,38000,1,1,19,19\r", b"\r")


@contextmanager
def _lircd() -> Iterator[tuple[Ir, Callable[[], object]]]:
    with tempfile.TemporaryDirectory() as name, socket.socket(socket.AF_UNIX) as plain:
        folder = Path(name)
        with lircd(folder, "-H", "file", "-d", folder / "sent", config=SHORT) as path:
            plain.connect(str(path))
            yield (
                Ir(IrSettings(lirc=str(path), remote="short")),
                lambda: _asked(plain, b"SEND_ONCE short KEY_OK\n", b"END\n"),
            )


def _asked(plain: socket.socket, command: bytes, end: bytes) -> None:
    plain.sendall(command)
    answer = b""
    while not answer.endswith(end):
        answer += plain.recv(4096)
