"""What an Android TV answers: protobuf messages over TLS, to clients whose certificate it knows.

Written from the messages that androidtvremote2 defines (remotemessage.proto).
"""

import asyncio
import ssl
from pathlib import Path
from typing import Any

from androidtvremote2.remotemessage_pb2 import RemoteDirection, RemoteKeyCode, RemoteMessage

from tests.served import Background, free_port
from tests.tv.certificate import server_tls, write_certificate

FEATURES = 622  # ping, key, IME, power, volume, app link


class AndroidTv:
    """keys: each with its direction, such as ("SHORT", "DPAD_UP"); text: what was typed.

    The certificate of FOLDER/client is the one that it knows; that of a stranger is turned away.
    """

    def __init__(self, folder: Path) -> None:
        (folder / "client").mkdir()
        (folder / "server").mkdir()
        self.certificate, self.key = write_certificate(folder / "client", "client")
        self.tls = server_tls(folder / "server")
        self.tls.verify_mode = ssl.CERT_REQUIRED
        self.tls.load_verify_locations(self.certificate)
        self.keys: list[tuple[str, str]] = []
        self.text, self.is_on, self.connections = "", True, 0
        self.port = free_port()
        self._writers: list[asyncio.StreamWriter] = []
        self._background = Background()
        self.start()

    def start(self) -> None:
        self._background.run(self._start())

    def stop(self) -> None:
        self._background.run(self._stop())

    def cut(self) -> None:
        """End the connections that there are."""
        self._background.run(self._cut())

    def end(self) -> None:
        self.stop()
        self._background.end()

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls)

    async def _stop(self) -> None:
        self._server.close()  # on its own loop: connections that end meanwhile look at it, too
        await self._cut()

    async def _cut(self) -> None:
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self.connections += 1
        hello = RemoteMessage()
        hello.remote_configure.code1 = FEATURES
        hello.remote_configure.device_info.model = "SHIELD Android TV"
        await send(writer, hello)
        try:
            while True:
                await self._answer(await receive(reader, RemoteMessage), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, asked: Any, writer: asyncio.StreamWriter) -> None:
        if asked.HasField("remote_configure"):
            active = RemoteMessage()
            active.remote_set_active.active = FEATURES
            await send(writer, active)
        elif asked.HasField("remote_set_active"):
            await self._tell_state(writer)
        elif asked.HasField("remote_key_inject"):
            self._pressed(asked.remote_key_inject)
            if self.keys[-1] == ("SHORT", "POWER"):
                self.is_on = not self.is_on
                await self._tell_state(writer)
        elif asked.HasField("remote_ime_batch_edit"):
            for edit in asked.remote_ime_batch_edit.edit_info:
                self.text += edit.text_field_status.value

    async def _tell_state(self, writer: asyncio.StreamWriter) -> None:
        started = RemoteMessage()
        started.remote_start.started = self.is_on
        await send(writer, started)

    def _pressed(self, inject: Any) -> None:
        code = RemoteKeyCode.Name(inject.key_code).removeprefix("KEYCODE_")
        self.keys.append((RemoteDirection.Name(inject.direction), code))


async def send(writer: asyncio.StreamWriter, message: Any) -> None:
    body = message.SerializeToString()
    writer.write(_varint(len(body)) + body)
    await writer.drain()


async def receive(reader: asyncio.StreamReader, kind: Any) -> Any:
    size = shift = 0
    more = True
    while more:
        [byte] = await reader.readexactly(1)
        size |= (byte & 0x7F) << shift
        shift, more = shift + 7, bool(byte & 0x80)
    return kind.FromString(await reader.readexactly(size))


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])
