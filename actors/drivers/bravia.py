"""A Sony Bravia television, by the interface for other machines on its network.

Source: Sony, BRAVIA Professional Displays, "REST API" (services system and appControl, 1.0) and
"IRCC-IP" (X_SendIRCC); pro-bravia.sony.net.  Nothing mimics one: the driver is tested on the wire.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar
from xml.sax.saxutils import escape

from pydantic import Field

from actors.driver import Driver, Host, Secret, Settings
from actors.errors import Refused
from actors.interface import Apps, Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.power import confirmed
from actors.protocols.codes import BRAVIA
from actors.protocols.http import HttpLink

if TYPE_CHECKING:
    import httpx

Read = TypeVar("Read")

SEND: Final = "urn:schemas-sony-com:service:IRCC:1#X_SendIRCC"
ENVELOPE: Final = (
    '<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'
    ' s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>'
    '<u:X_SendIRCC xmlns:u="urn:schemas-sony-com:service:IRCC:1">'
    "<IRCCCode>{code}</IRCCCode></u:X_SendIRCC></s:Body></s:Envelope>"
)
WRONG_KEY: Final = 403  # of HTTP, and of an answer in JSON
ILLEGAL_STATE: Final = 7


class BraviaSettings(Settings):
    """psk: the pre-shared key that is set in the television's menu, under IP control.

    keys: names of keys on its remote control that differ, such as {MENU: Home}.
    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=80, ge=1, le=65535)
    psk: Secret = Field(min_length=1)
    keys: OwnKeys
    timeout: float = Field(default=5.0, gt=0)  # seconds
    switching: float = Field(default=20.0, gt=0)


class Bravia(Driver[BraviaSettings], Remote, Keyboard, Apps, Power):
    """Presses what the television says that its own remote control has; it can hold no key.

    Text takes the place of what the field holds, as the television defines it.
    Apps are named by their URIs; it ends none of them alone.
    """

    Settings = BraviaSettings

    def __init__(self, settings: BraviaSettings) -> None:
        super().__init__(settings)
        headers = {"X-Auth-PSK": settings.psk.encode()}
        url = f"http://{self.source}"
        self._http = HttpLink(self, url, settings.timeout, headers=headers, trust_env=False)
        self._codes: dict[str, str] = {}

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def open(self) -> None:
        self._http.open()
        self._codes = self._learned()

    def close(self) -> None:
        self._http.close()

    def probe(self) -> str:
        return f"power {self._power()}, {len(self._learned())} keys"

    def press(self, key: str, hold: float = 0.0) -> None:
        if hold:
            raise self.missing("holding a key")
        if not self._codes:
            self._codes = self._learned()
        code = code_of(key, own=self.settings.keys, codes=self._codes, source=self.source)
        body = ENVELOPE.format(code=escape(code)).encode()
        headers = {"SOAPACTION": f'"{SEND}"', "Content-Type": "text/xml; charset=UTF-8"}
        self._sent("/sony/ircc", content=body, headers=headers)

    def type(self, text: str) -> None:
        self._call("appControl", "setTextForm", text)

    def launch(self, app: str) -> None:
        if app not in self.apps():
            raise self.missing(f"the app {app!r}")
        self._call("appControl", "setActiveApp", {"uri": app})

    def stop_app(self, app: str) -> None:
        raise self.missing(f"ending the app {app!r} alone")

    def apps(self) -> list[str]:
        listed = self._call("appControl", "getApplicationList")
        return sorted(self._read(lambda: [str(app["uri"]) for app in listed[0]], listed))

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.switching):
            self._call("system", "setPowerStatus", {"status": on})

    def is_on(self) -> bool:
        return self._power() == "active"

    def _power(self) -> str:
        answer = self._call("system", "getPowerStatus")
        return str(self._read(lambda: answer[0]["status"], answer))

    def _learned(self) -> dict[str, str]:
        """Return the code of each key that its remote control has, by our name, else by its own."""
        answer = self._call("system", "getRemoteControllerInfo")
        codes = self._read(lambda: {one["name"]: str(one["value"]) for one in answer[1]}, answer)
        ours = {key: codes[name] for key, name in BRAVIA.items() if name in codes}
        return ours | codes

    def _call(self, service: str, method: str, *params: Any) -> list[Any]:
        """Return the result of METHOD.  Raises Refused with the error that it answers."""
        asked = {"method": method, "id": 1, "params": list(params), "version": "1.0"}
        answer = self._sent(f"/sony/{service}", json=asked)
        told = self._read(answer.json, answer.text)
        if isinstance(told, dict) and "error" in told:
            raise self._denied(method, told["error"])
        return list(self._read(lambda: told["result"], told))

    def _sent(self, path: str, **content: Any) -> httpx.Response:
        answer = self._http.answer("POST", path, **content)
        if answer.status_code == WRONG_KEY:
            raise self._denied(path, [WRONG_KEY])
        if not answer.is_success:
            raise self.refused(f"{path}: status {answer.status_code} {answer.text.strip()[:200]}")
        return answer

    def _denied(self, what: str, error: Any) -> Refused:
        code, *words = error if isinstance(error, list) and error else [error]
        if code == WRONG_KEY:
            return self.refused("it does not take the pre-shared key: set psk as its menu has it")
        if (what, code) == ("setTextForm", ILLEGAL_STATE):
            return self.refused("no text field has the focus")
        return self.refused(f"{what}: error {code} {' '.join(map(str, words))}".rstrip())

    def _read(self, read: Callable[[], Read], answer: object) -> Read:
        """Return what READ finds in ANSWER.  Raises Refused where it is something else."""
        try:
            return read()
        except (ValueError, TypeError, LookupError, AttributeError) as e:
            raise self.refused(f"answers {str(answer)[:80]!r}") from e
