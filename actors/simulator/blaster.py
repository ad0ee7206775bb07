"""A Global Caché infrared blaster on the network, its emitter in front of a television."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from actors.keymap import Keymap
from actors.protocols.infrared.signal import CARRIER, in_microseconds
from actors.simulator.itach import (
    IR_CONNECTORS,
    Code,
    Refused,
    Transmission,
    ir_connector,
    known_connector,
    parse_sendir,
    sensor_connector,
)
from actors.simulator.listener import Listener
from actors.simulator.television import Television

VERSION: Final = "710-1005-05"
DEVICES: Final = ("device,0,0 ETHERNET", "device,1,3 IR", "endlistdevices")
TUNED: Final = 0.1  # the part by which a carrier may be off and still be seen
MODULES: Final = ("0", "1")


@dataclass(frozen=True)
class _Sending:
    """A transmission that is in the air, for the client behind WRITER."""

    writer: StreamWriter
    task: asyncio.Task[None]


class Blaster:
    """Presses on TELEVISION the keys of KEYMAP whose codes it is told to send.

    Connectors 1 and 2 send infrared, and take as long as it takes; 3 senses the
    video signal.  Each time that a code is repeated, its key is pressed once more.
    """

    def __init__(self, television: Television, keymap: Keymap) -> None:
        self._television, self._keymap = television, keymap
        self._listener = Listener(self._serve)
        self._sendings: dict[str, _Sending] = {}

    @property
    def port(self) -> int:
        """Where clients connect to."""
        return self._listener.port

    async def start(self, port: int = 0) -> None:
        """Listen on PORT, or on any that is free for 0.  Raises PortInUse."""
        await self._listener.open(port)

    async def close(self) -> None:
        """Hang up and give the port back."""
        for sending in self._sendings.values():
            sending.task.cancel()
        await self._listener.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while True:
                line = (await reader.readuntil(b"\r")).decode(errors="replace").strip()
                _answer(writer, *self._take(line, writer))
        except asyncio.LimitOverrunError:
            _answer(writer, str(Refused(Code.TOO_LONG)))

    def _take(self, line: str, writer: StreamWriter) -> Sequence[str]:
        name, *fields = line.split(",")
        try:
            if name == "sendir":
                return self._send(parse_sendir(fields), writer)
            if name == "stopir":
                return self._stop(ir_connector(",".join(fields)), writer)
            return self._tell(name, fields)
        except Refused as e:
            return [str(e)]

    def _tell(self, name: str, fields: Sequence[str]) -> Sequence[str]:
        if name == "getdevices" and not fields:
            return DEVICES
        if name == "getversion":
            return [_version(fields)]
        if name == "get_IR":
            connector = known_connector(",".join(fields))
            return [f"IR,{connector},{'IR' if connector in IR_CONNECTORS else 'SENSOR'}"]
        if name == "getstate":
            connector = sensor_connector(",".join(fields))
            return [f"state,{connector},{int(not self._television.faults.settings.cable_out)}"]
        raise Refused(Code.COMMAND)

    def _send(self, wanted: Transmission, writer: StreamWriter) -> Sequence[str]:
        if wanted.connector in self._sendings:
            return [f"busyIR,{wanted.connector},{wanted.id}"]
        task = asyncio.create_task(self._transmit(wanted, writer))
        self._sendings[wanted.connector] = _Sending(writer, task)
        task.add_done_callback(lambda _: self._sendings.pop(wanted.connector))
        return []

    async def _transmit(self, wanted: Transmission, writer: StreamWriter) -> None:
        sent: list[int] = []
        pressed = 0
        for part in wanted.passes:
            sent += part
            await asyncio.sleep(sum(part[:-1]) / wanted.carrier)
            keys = self._seen(sent, wanted.carrier)
            for key in keys[pressed:]:
                self._television.press(key)
            pressed = len(keys)
            await asyncio.sleep(part[-1] / wanted.carrier)
        _answer(writer, f"completeir,{wanted.connector},{wanted.id}")

    def _seen(self, sent: Sequence[int], carrier: int) -> list[str]:
        """Return the keys that the television's receiver makes out."""
        if abs(carrier - CARRIER) > TUNED * CARRIER:
            return []
        return self._keymap.heard(in_microseconds(sent, carrier))

    def _stop(self, connector: str, writer: StreamWriter) -> Sequence[str]:
        if (sending := self._sendings.get(connector)) is not None:
            sending.task.cancel()
            if sending.writer is not writer:
                _answer(sending.writer, f"stopir,{connector}")
        return [f"stopir,{connector}"]


def _version(fields: Sequence[str]) -> str:
    if not fields:
        return VERSION
    if len(fields) > 1 or fields[0] not in MODULES:
        raise Refused(Code.MODULE)
    return f"version,{fields[0]},{VERSION}"


def _answer(writer: StreamWriter, *lines: str) -> None:
    if not writer.is_closing():
        writer.write("".join(f"{line}\r" for line in lines).encode())
