"""Sound that a program of the system records: ALSA by arecord, PulseAudio and PipeWire by parec.

FFmpeg could read both, but not as PyAV's wheels bring it: they know no PulseAudio, and their
own copy of ALSA finds neither the configuration of the machine nor its plug-ins.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from actors.interface import Samples
from actors.stream.clock import StreamClock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 48_000  # Hz
CHANNELS = 2
FRAME = 2 * CHANNELS  # bytes
BLOCK = 2048 * FRAME  # bytes at most in one read, 43 ms
FORM = f"--channels={CHANNELS}", f"--rate={RATE}"
COMMANDS = {
    "alsa": ("arecord", "-q", "-t", "raw", "-f", "S16_LE", *FORM, "-F", "20000", "-D"),
    "pulse": ("parec", "--raw", "--format=s16le", *FORM, "--latency-msec=20", "-d"),
}


def is_recorded(url: str) -> bool:
    """Tell whether URL is such as alsa:plughw:1,0 or pulse:tv.monitor."""
    return url.partition(":")[0] in COMMANDS


class Recorder:
    """Feeds a receiver with the sound of URL.  stall: seconds without any after which it ends."""

    has_sound = True

    def __init__(self, url: str, stall: float) -> None:
        kind, _, device = url.partition(":")
        self._command = [*COMMANDS[kind], device]
        self._stall = stall

    def packets(self) -> Iterator[list[Samples]]:
        """Yield the sound as it comes.  Raises OSError with what the program said when it ended."""
        clock, heard = StreamClock(), 0
        with self._running() as recording:
            for block in self._blocks(recording):
                samples = _loudest(block)
                seconds = len(samples) / RATE
                yield [Samples(samples, RATE, clock.at(heard / RATE, time.time() - seconds))]
                heard += len(samples)
            raise OSError(_said(recording))

    @contextmanager
    def _running(self) -> Iterator[subprocess.Popen[bytes]]:
        name, pipe = self._command[0], subprocess.PIPE
        if shutil.which(name) is None:
            raise OSError(f"the program {name} is missing")
        with subprocess.Popen(self._command, bufsize=0, stdout=pipe, stderr=pipe) as recording:
            try:
                yield recording
            finally:
                recording.kill()

    def _blocks(self, recording: subprocess.Popen[bytes]) -> Iterator[bytes]:
        """Yield whole samples of all channels, until the program ends.  Raises TimeoutError."""
        assert recording.stdout
        pipe, rest = recording.stdout.fileno(), b""
        while True:
            if not select.select([pipe], [], [], self._stall)[0]:
                raise TimeoutError
            read = os.read(pipe, BLOCK)
            if not read:
                return
            rest += read
            whole = len(rest) // FRAME * FRAME
            block, rest = rest[:whole], rest[whole:]
            if block:
                yield block


def _loudest(block: bytes) -> NDArray[np.int16]:
    import numpy as np

    from actors.stream.channels import loudest

    return loudest(np.frombuffer(block, "<i2").reshape(-1, CHANNELS).T)


def _said(recording: subprocess.Popen[bytes]) -> str:
    """Return the last line of what the program complained of."""
    assert recording.stderr
    lines = recording.stderr.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it ended"
