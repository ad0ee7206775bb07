"""What a Bravia answers on its network, as Sony's REST API and IRCC-IP documents define it."""

import base64
from typing import Any
from xml.etree import ElementTree

from aiohttp import web

from actors.drivers.bravia import SEND
from tests.tv.served import Served

KEYS = ("Up", "Down", "Left", "Right", "Confirm", "Home", "Return", "Num1", "Netflix")
CODES = {name: base64.b64encode(f"code {name}".encode()).decode() for name in KEYS}
NAMES = {code: name for name, code in CODES.items()}
IRCC = "{urn:schemas-sony-com:service:IRCC:1}X_SendIRCC/IRCCCode"


class BraviaTv(Served):
    """keys, text, app: what it was sent; focused: whether a field takes text."""

    def __init__(self, psk: str = "0000") -> None:
        self.psk, self.is_on, self.app, self.text, self.focused = psk, True, "", "", True
        self.keys: list[str] = []
        self.installed = ["com.sony.dtv.browser", "com.sony.dtv.youtube"]
        self.stuck = False  # takes commands of power, and stays as it is
        super().__init__()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/sony/ircc", self._ircc),
            web.post("/sony/{service}", self._call),
        ]

    async def _ircc(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Auth-PSK") != self.psk:
            return web.Response(status=403)
        assert request.headers["SOAPACTION"] == f'"{SEND}"'
        body = ElementTree.fromstring(await request.read())
        code = body.findtext(f".//{IRCC}", "")
        if code not in NAMES:
            return web.Response(status=500, text="<errorCode>800</errorCode>")
        self.keys.append(NAMES[code])
        return web.Response(text="<X_SendIRCCResponse/>", content_type="text/xml")

    async def _call(self, request: web.Request) -> web.Response:
        asked = await request.json()
        known = getattr(self, f"_{asked['method']}", None)
        if request.headers.get("X-Auth-PSK") != self.psk:
            answer: dict[str, Any] = {"error": [403, "Forbidden"]}
        elif known is None:
            answer = {"error": [12, asked["method"]]}
        else:
            answer = known(*asked["params"])
        return web.json_response({**answer, "id": asked["id"]})

    def _getPowerStatus(self) -> dict[str, Any]:  # noqa: N802 - Sony's name, as below
        return {"result": [{"status": "active" if self.is_on else "standby"}]}

    def _setPowerStatus(self, wanted: dict[str, bool]) -> dict[str, Any]:  # noqa: N802
        self.is_on = self.is_on if self.stuck else wanted["status"]
        return {"result": []}

    def _getRemoteControllerInfo(self) -> dict[str, Any]:  # noqa: N802
        listed = [{"name": name, "value": code} for name, code in CODES.items()]
        return {"result": [{"bundled": True, "type": "IR_REMOTE_BUNDLE_TYPE_AEP"}, listed]}

    def _getApplicationList(self) -> dict[str, Any]:  # noqa: N802
        return {"result": [[{"title": uri, "uri": uri, "icon": ""} for uri in self.installed]]}

    def _setActiveApp(self, wanted: dict[str, str]) -> dict[str, Any]:  # noqa: N802
        self.app = wanted["uri"]
        return {"result": []}

    def _setTextForm(self, text: str) -> dict[str, Any]:  # noqa: N802
        if not self.focused:
            return {"error": [7, "Illegal State"]}
        self.text = text
        return {"result": [0]}
