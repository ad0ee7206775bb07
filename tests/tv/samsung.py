"""What a Samsung television answers: its channel for remote controls, and its applications.

Written from Samsung's SmartView SDK and from what samsungtvws documents of the channel.
"""

import base64
import json
import ssl
from typing import Any

from aiohttp import web

from tests.tv.served import Served

TOKEN = "12345678"


class SamsungTv(Served):
    """keys: what was done to each, such as ("Click", "KEY_UP"); text, app: what it was sent.

    agrees: whether somebody presses Allow when it asks for a stranger; None: nobody looks.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.tokens, self.agrees = {TOKEN}, True
        self.keys: list[tuple[str, str]] = []
        self.text, self.app, self.is_on, self.lists = "", "", True, True
        self.installed = ["111299001912", "3201606009684"]
        super().__init__(tls)

    def routes(self) -> list[web.RouteDef]:
        application = "/api/v2/applications/{app}"
        return [
            web.get("/api/v2/", self._about),
            web.get("/api/v2/channels/samsung.remote.control", self._channel),
            web.post(application, self._launch),
            web.delete(application, self._stop_app),
        ]

    async def _about(self, _: web.Request) -> web.Response:
        state = "on" if self.is_on else "standby"
        device = {"modelName": "QE55Q80A", "PowerState": state, "TokenAuthSupport": "true"}
        return web.json_response({"device": device, "type": "Samsung SmartTV"})

    async def _launch(self, request: web.Request) -> web.Response:
        app = request.match_info["app"]
        if app not in self.installed:
            return web.json_response({"code": 404, "message": "Not found"}, status=404)
        self.app = app
        return web.json_response({"ok": True})

    async def _stop_app(self, request: web.Request) -> web.Response:
        self.app = "" if self.app == request.match_info["app"] else self.app
        return web.json_response({"ok": True})

    async def _channel(self, request: web.Request) -> web.WebSocketResponse:
        socket = await self._accepted(request)
        if not await self._admitted(socket, request.query.get("token")):
            return socket
        async for message in socket:
            asked = message.json()
            if asked["method"] == "ms.remote.control":
                self._control(asked["params"])
            elif asked["params"]["event"] == "ed.installedApp.get" and self.lists:
                listed = [{"appId": app, "name": app, "app_type": 2} for app in self.installed]
                told = {"event": "ed.installedApp.get", "data": {"data": listed}}
                await socket.send_str(json.dumps(told))
        return socket

    async def _admitted(self, socket: web.WebSocketResponse, token: str | None) -> bool:
        given: dict[str, Any] = {"clients": []}
        if self._tls and token not in self.tokens:
            if self.agrees is None:
                await socket.receive()
                return False
            if not self.agrees:
                await socket.send_json({"event": "ms.channel.unauthorized"})
                return False
            given["token"] = "87654321"
            self.tokens.add("87654321")
        await socket.send_json({"event": "ms.channel.connect", "data": given})
        return True

    def _control(self, params: dict[str, Any]) -> None:
        if params["TypeOfRemote"] == "SendInputString":
            self.text = base64.b64decode(params["Cmd"]).decode()
            return
        self.keys.append((params["Cmd"], params["DataOfCmd"]))
        if self.keys[-1] == ("Click", "KEY_POWER"):
            self.is_on = not self.is_on
