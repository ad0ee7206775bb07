"""What a webOS television answers: SSAP on a WebSocket, and its socket for buttons.

Written from LG's Connect SDK (WebOSTVServiceSocketClient, WebOSTVMouseSocketConnection).
"""

import ssl
from typing import Any

from aiohttp import web

from tests.tv.served import Served

KEY = "0123456789abcdef"
STATES: dict[str, dict[str, Any]] = {  # which a client subscribes to
    "audio/getStatus": {"mute": False},
    "audio/getVolume": {"volumeStatus": {"volume": 10}},
    "com.webos.applicationManager/listLaunchPoints": {"launchPoints": []},
    "com.webos.media/getForegroundAppInfo": {"foregroundAppInfo": []},
    "com.webos.service.apiadapter/audio/getSoundOutput": {"soundOutput": "tv_speaker"},
    "tv/getChannelList": {"channelList": []},
    "tv/getExternalInputList": {"devices": []},
}


class WebosTv(Served):
    """buttons, text, app: what it was sent; paired: the client keys that it knows.

    agrees: whether somebody presses OK when it asks for a stranger.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.paired, self.agrees = {KEY}, True
        self.buttons: list[str] = []
        self.text, self.app, self.is_on, self.focused = "", "com.webos.app.home", True, True
        self.installed = ["com.webos.app.browser", "com.webos.app.livetv", "netflix"]
        self.asked: list[str] = []
        super().__init__(tls)

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self._ssap), web.get("/buttons", self._pointer)]

    async def _pointer(self, request: web.Request) -> web.WebSocketResponse:
        socket = await self._accepted(request)
        async for message in socket:
            fields = dict(line.split(":", 1) for line in message.data.strip().split("\n"))
            assert fields["type"] == "button"
            self.buttons.append(fields["name"])
        return socket

    async def _ssap(self, request: web.Request) -> web.WebSocketResponse:
        socket = await self._accepted(request)
        known = False
        async for message in socket:
            asked = message.json()
            if asked["type"] == "register":
                known = await self._registered(socket, asked)
            elif asked["type"] == "hello":
                about = {"protocolVersion": 1, "deviceType": "tv", "deviceOS": "webOS"}
                await socket.send_json({"type": "hello", "id": asked["id"], "payload": about})
            else:
                await socket.send_json(self._answer(asked, known))
        return socket

    async def _registered(self, socket: web.WebSocketResponse, asked: dict[str, Any]) -> bool:
        key = asked["payload"].get("client-key")
        if key not in self.paired:
            prompt = {"pairingType": "PROMPT", "returnValue": True}
            await socket.send_json({"type": "response", "id": asked["id"], "payload": prompt})
            if self.agrees is None:  # nobody looks at the screen
                return False
            if not self.agrees:
                told = {"type": "error", "id": asked["id"], "error": "403 User denied access"}
                await socket.send_json(told)
                return False
            key = "fedcba9876543210"
            self.paired.add(key)
        told = {"type": "registered", "id": asked["id"], "payload": {"client-key": key}}
        await socket.send_json(told)
        return True

    def _answer(self, asked: dict[str, Any], known: bool) -> dict[str, Any]:
        what = asked["uri"].removeprefix("ssap://")
        self.asked.append(what)
        payload = self._payload(what, asked.get("payload") or {})
        if not known and what != "system/getSystemInfo":
            payload = "401 insufficient permissions"
        if isinstance(payload, str):
            return {"type": "error", "id": asked["id"], "error": payload, "payload": {}}
        told = {"returnValue": True, **payload}
        return {"type": "response", "id": asked["id"], "payload": told}

    def _payload(self, what: str, given: dict[str, Any]) -> dict[str, Any] | str:
        if what in STATES:
            return STATES[what]
        act = getattr(self, f"_{what.rpartition('/')[2]}", None)
        return act(given) if act else "404 no such service or method"

    def _getPointerInputSocket(self, _: Any) -> dict[str, Any]:  # noqa: N802 - LG's, as below
        scheme = "wss" if self._tls else "ws"
        return {"socketPath": f"{scheme}://{self.host}:{self.port}/buttons"}

    def _getSystemInfo(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"modelName": "OLED42C24LA"}

    def _getForegroundAppInfo(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"appId": self.app}

    def _getPowerState(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"state": "Active" if self.is_on else "Active Standby"}

    def _listApps(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"apps": [{"id": app} for app in self.installed]}

    def _launch(self, given: dict[str, Any]) -> dict[str, Any]:
        self.app = given["id"]
        return {}

    def _close(self, given: dict[str, Any]) -> dict[str, Any]:
        self.app = "com.webos.app.home" if self.app == given["id"] else self.app
        return {}

    def _insertText(self, given: dict[str, Any]) -> dict[str, Any] | str:  # noqa: N802
        if not self.focused:
            return "500 Application error: no input is focused"
        self.text = given["text"] if given["replace"] else self.text + given["text"]
        return {}

    def _turnOff(self, _: Any) -> dict[str, Any]:  # noqa: N802
        self.is_on = False
        return {}
