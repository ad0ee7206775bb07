"""What a command on a serial console costs: the driver, and the same line written and read bare."""

import os
import select
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from actors.drivers.serial import Serial, SerialSettings
from tests.bench.figure import Figure, compared, timed

LINE = b"echo b''0123456789abcdef; 'true'; echo e''0123456789abcdef$?\n"  # as the driver has it
END = b"e0123456789abcdef0\r\n"
ADDED = 2.0  # ms that the driver may add


def figures(times: int = 500) -> list[Figure]:
    """Return p50 and p99 of a command that does nothing, in milliseconds."""
    with console() as port:
        bare = _bare(port, times)
        driver = Serial(SerialSettings(port=port))
        driver.open()
        driver.shell(["true"])
        taken = [timed(lambda: driver.shell(["true"])) for _ in range(times)]
        driver.close()
    return compared("command: serial driver beside the bare line", taken, bare, above=ADDED)


def _bare(port: str, times: int) -> list[float]:
    import serial

    with serial.Serial(port) as opened:
        line = opened.fileno()

        def exchange() -> None:
            os.write(line, LINE)
            heard = b""
            while END not in heard:
                select.select([line], [], [])
                heard += os.read(line, 4096)

        exchange()
        return [timed(exchange) for _ in range(times)]


@contextmanager
def console() -> Iterator[str]:
    """Run a shell on a pseudo terminal; yield the path of its other end."""
    with tempfile.TemporaryDirectory() as folder:
        port = Path(folder) / "ttyUSB0"
        shell = "EXEC:'/bin/dash -i',pty,stderr,setsid,ctty,sane"
        command = ["socat", f"PTY,link={port},rawer", shell]
        own = {"PATH": "/usr/bin:/bin", "PS1": "# "}
        process = subprocess.Popen(command, env=own, stderr=subprocess.DEVNULL)
        try:
            while not port.exists():
                time.sleep(0.01)
            yield str(port)
        finally:
            process.kill()
            process.wait()
