"""What an Apple TV answers by Companion: frames of OPACK, encrypted after HomeKit's authentication.

The authentication is the server half that pyatv has; the messages are written from pyatv's
description of the protocol (pyatv.dev, "Protocols", section Companion Link).
"""

import asyncio
import plistlib
from typing import Any

from pyatv.auth.server_auth import CLIENT_CREDENTIALS, PIN_CODE
from pyatv.protocols.companion.api import HidCommand, MediaControlCommand, SystemStatus
from pyatv.protocols.companion.connection import FrameType
from pyatv.protocols.companion.keyed_archiver import read_archive_properties
from pyatv.protocols.companion.server_auth import CompanionServerAuth
from pyatv.support import chacha20, opack

from tests.served import Background, free_port

CREDENTIALS, PIN = CLIENT_CREDENTIALS, str(PIN_CODE)
EVENT, REQUEST, ANSWER = 1, 2, 3  # "_t" of a message
DOWN, UP = 1, 2  # "_hBtS" of a button
FIELD = b"0123456789abcdef"  # the session of the field with the focus


class AppleTv:
    """keys: each with what was done to it, such as (DOWN, "Up"); text, app: what it was sent.

    focused: whether a field takes text.
    """

    def __init__(self) -> None:
        self.keys: list[tuple[int, str]] = []
        self.text, self.app, self.is_on, self.focused = "", "", True, True
        self.installed = {"com.apple.TVSettings": "Settings", "com.netflix.Netflix": "Netflix"}
        self.clients: list[Companion] = []
        self.connections = 0
        self.port = free_port()
        self._background = Background()
        self.start()

    def start(self) -> None:
        self._background.run(self._start())

    def cut(self) -> None:
        """End the connections that there are."""
        self._background.run(self._cut())

    def stop(self) -> None:
        self._background.run(self._stop())

    def end(self) -> None:
        self.stop()
        self._background.end()

    async def _start(self) -> None:
        loop = self._background.loop
        self._server = await loop.create_server(lambda: Companion(self), "127.0.0.1", self.port)

    async def _cut(self) -> None:
        for client in self.clients:
            client.transport.close()
        self.clients.clear()

    async def _stop(self) -> None:
        self._server.close()
        await self._cut()


class Companion(CompanionServerAuth, asyncio.Protocol):
    """One connection to TV."""

    transport: asyncio.Transport

    def __init__(self, tv: AppleTv) -> None:
        super().__init__("Apple TV")
        self._tv = tv
        self._cipher: chacha20.Chacha20Cipher | None = None
        self._received = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._tv.clients.append(self)
        self._tv.connections += 1

    def data_received(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= 4:
            size = 4 + int.from_bytes(self._received[1:4], "big")
            if len(self._received) < size:
                return
            frame, self._received = self._received[:size], self._received[size:]
            self._take(frame[:4], frame[4:])

    def send_to_client(self, frame_type: FrameType, data: object) -> None:
        body = opack.pack(data)
        size = len(body) + (16 if self._cipher else 0)
        header = bytes([frame_type.value]) + size.to_bytes(3, "big")
        sealed = self._cipher.encrypt(body, aad=header) if self._cipher else body
        self.transport.write(header + sealed)

    def enable_encryption(self, output_key: bytes, input_key: bytes) -> None:
        self._cipher = chacha20.Chacha20Cipher(output_key, input_key, nonce_length=12)

    def _take(self, header: bytes, body: bytes) -> None:
        if self._cipher:
            body = self._cipher.decrypt(body, aad=header)
        message, _ = opack.unpack(body)
        kind = FrameType(header[0])
        if kind is FrameType.E_OPACK:
            self._answer(message)
        else:
            self.handle_auth_frame(kind, message)

    def _answer(self, message: dict[str, Any]) -> None:
        content = getattr(self, f"on_{message['_i']}", lambda given: given)(message["_c"])
        if message["_t"] == REQUEST:
            self._send(message["_i"], message["_x"], ANSWER, content)

    def _send(self, name: str, number: int, kind: int, content: object) -> None:
        told = {"_i": name, "_x": number, "_t": kind, "_c": content}
        self.send_to_client(FrameType.E_OPACK, told)

    def on__sessionStart(self, _: Any) -> dict[str, Any]:  # noqa: N802 - Apple's name, as below
        return {"_sid": 5555}

    def on_FetchAttentionState(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"state": self._state}

    def on_FetchLaunchableApplicationsEvent(self, _: Any) -> dict[str, str]:  # noqa: N802
        return self._tv.installed

    def on__launchApp(self, given: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        self._tv.app = given["_bundleID"]
        return {}

    def on__hidC(self, given: dict[str, int]) -> dict[str, Any]:  # noqa: N802
        button = HidCommand(given["_hidC"])
        if button in (HidCommand.Sleep, HidCommand.Wake):
            self._tv.is_on = button is HidCommand.Wake
            self._send("TVSystemStatus", 1, EVENT, {"state": self._state})
        else:
            self._tv.keys.append((given["_hBtS"], button.name))
        return {}

    def on__mcc(self, given: dict[str, int]) -> dict[str, Any]:
        self._tv.keys.append((UP, MediaControlCommand(given["_mcc"]).name))
        return {}

    def on__tiStart(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"_tiD": self._field()} if self._tv.focused else {}

    def on__tiC(self, given: dict[str, Any]) -> None:  # noqa: N802
        typed = ["textOperations", "keyboardOutput", "insertionText"]
        session = ["textOperations", "targetSessionUUID", "NS.uuidbytes"]
        text, field = read_archive_properties(given["_tiD"], typed, session)
        assert field == FIELD
        self._tv.text += text

    def _field(self) -> bytes:
        uid = plistlib.UID
        objects = ["$null", FIELD, {"docSt": uid(3)}, {"contextBeforeInput": uid(4)}, self._tv.text]
        top = {"sessionUUID": uid(1), "documentState": uid(2)}
        return plistlib.dumps({"$top": top, "$objects": objects}, fmt=plistlib.FMT_BINARY)

    @property
    def _state(self) -> int:
        return (SystemStatus.Awake if self._tv.is_on else SystemStatus.Asleep).value
