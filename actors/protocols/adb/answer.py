"""What a command on the device answers, in the packets of adb's shell protocol, version 2."""

import struct
import time
from dataclasses import dataclass

from actors.protocols.adb.wire import Nonsense, Wire

STDOUT, STDERR, EXIT = 1, 2, 3  # the protocol's own numbers, as in AOSP's adb/shell_protocol.h

_HEADER = struct.Struct("<BI")


@dataclass(frozen=True)
class Answer:
    """OUTPUT alone, ALL that was printed, the exit CODE; it BEGAN to come then (Unix time)."""

    output: bytes
    all: bytes
    code: int
    began: float

    @property
    def text(self) -> str:
        """All that was printed."""
        return self.all.decode(errors="replace")


def read_answer(wire: Wire) -> Answer:
    """Read up to the exit code.

    Raises ConnectionError where the answer ends before, and Nonsense where it is none.
    """
    parts: list[tuple[int, bytes]] = []
    began = 0.0
    while True:
        header = wire.exactly(_HEADER.size)
        kind, size = _HEADER.unpack(header)
        if kind not in (STDOUT, STDERR, EXIT) or (kind == EXIT and size != 1):
            raise Nonsense(header)
        began = began or time.time()
        data = wire.exactly(size)
        if kind == EXIT:
            output = b"".join(data for kind, data in parts if kind == STDOUT)
            return Answer(output, b"".join(data for _, data in parts), data[0], began)
        parts.append((kind, data))
