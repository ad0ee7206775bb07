"""The real lircd: one that writes the pulses a transmitter would send, one that reads pulses."""

import socket
import struct
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.served import free_port, wait_until

TICK = 1e6 / 16_384  # µs, the unit of lircd's driver `udp`
QUIET = 1e6  # µs, before a code
NEC = """
begin remote
  name tv
  bits 16
  flags SPACE_ENC|CONST_LENGTH
  eps 30
  aeps 100
  header 9000 4500
  one 562 1687
  zero 562 562
  ptrail 562
  repeat 9000 2250
  pre_data_bits 16
  pre_data 0x20DF
  gap 108000
  begin codes
    KEY_UP 0x02FD
    KEY_OK 0x22DD
    KEY_HOME 0x3EC1
    KEY_VOLUMEUP 0x40BF
    MY_KEY 0x50AF
  end codes
end remote
"""


@contextmanager
def lircd(folder: Path, *options: str | Path, config: str = NEC) -> Iterator[Path]:
    """Run lircd with OPTIONS and CONFIG while the context lasts; yield its socket."""
    (folder / "remote.conf").write_text(config)
    path = folder / "socket"
    path.unlink(missing_ok=True)
    command = ["lircd", "-n", "-o", path, "--pidfile", folder / "pid", *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*command, folder / "remote.conf"], cwd=folder, **quiet)
    try:
        wait_until(lambda: _answers(path))
        yield path
    finally:
        process.kill()
        process.wait()


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


class Sender:
    """A lircd whose transmitter is a file."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "sent"

    @contextmanager
    def running(self, *options: str) -> Iterator[Path]:
        """Run it while the context lasts, with nothing sent; yield its socket."""
        self._file.unlink(missing_ok=True)
        with lircd(self._folder, "-H", "file", "-d", self._file, *options) as path:
            yield path

    def train(self) -> list[float]:
        """Return all that it has sent."""
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        words = (line.split() for line in lines)
        return [float(word[1]) for word in words if word[:1] in (["pulse"], ["space"])]


class Receiver:
    """A lircd that hears what is sent to its UDP port, and tells the keys."""

    def __init__(self, path: Path, port: int) -> None:
        self._port = port
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._client = socket.socket(socket.AF_UNIX)
        self._client.settimeout(5)
        self._client.connect(str(path))
        self._client.sendall(b"VERSION\n")  # once it answers, its port is open as well
        self._lines = self._client.makefile()
        while self._lines.readline() != "END\n":
            pass

    def close(self) -> None:
        self._lines.close()
        self._client.close()
        self._udp.close()

    def key(self, train: Sequence[float]) -> str:
        """Return the key that it makes out in TRAIN first."""
        pulses = [_packed(us, dark=place % 2 == 1) for place, us in enumerate(train)]
        self._send([_packed(QUIET, dark=True)])
        for start in range(0, len(pulses), 100):
            self._send(pulses[start : start + 100])
        return self._lines.readline().split()[2]

    def _send(self, pulses: Sequence[bytes]) -> None:
        self._udp.sendto(b"".join(pulses), ("127.0.0.1", self._port))


def _packed(us: float, *, dark: bool) -> bytes:
    flag, ticks = 0x8000 if dark else 0, round(us / TICK)
    return struct.pack("<H", flag | ticks) if ticks < 0x8000 else struct.pack("<HI", flag, ticks)


@contextmanager
def receiving(folder: Path, config: str) -> Iterator[Receiver]:
    """Run a lircd that reads pulses with CONFIG while the context lasts."""
    port = free_port()
    with lircd(folder, "-H", "udp", "-d", str(port), config=config) as path:
        receiver = Receiver(path, port)
        try:
            yield receiver
        finally:
            receiver.close()
