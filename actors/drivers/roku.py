"""A Roku player or television, by its External Control Protocol (ECP).

Source: Roku, "External Control Protocol (ECP)", developer.roku.com/docs.  It is plain HTTP, and
the libraries for it hold no key and read no state alone; hence no library.
"""

import time
from typing import ClassVar, Final
from urllib.parse import quote
from xml.etree import ElementTree

from pydantic import Field

from actors.driver import Driver, Host, Settings
from actors.interface import Apps, Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.power import confirmed
from actors.protocols.codes import ROKU
from actors.protocols.http import HttpLink

NOT_ALLOWED: Final = 403


class RokuSettings(Settings):
    """keys: names of keys that differ, such as {MENU: Home}.

    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=8060, ge=1, le=65535)
    keys: OwnKeys
    timeout: float = Field(default=5.0, gt=0)  # seconds
    switching: float = Field(default=20.0, gt=0)


class Roku(Driver[RokuSettings], Remote, Keyboard, Apps, Power):
    """Apps are named by their numbers; ending one needs Roku OS 13.

    Needs "Control by mobile apps" of the device's settings to be Enabled.
    """

    Settings = RokuSettings

    def __init__(self, settings: RokuSettings) -> None:
        super().__init__(settings)
        self._http = HttpLink(self, f"http://{self.source}", settings.timeout, trust_env=False)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def open(self) -> None:
        self._http.open()
        self._query("device-info")

    def close(self) -> None:
        self._http.close()

    def probe(self) -> str:
        info = self._query("device-info")
        front = self._query("active-app").findtext("app") or "nothing"
        return f"{info.findtext('model-name') or 'a Roku'} shows {front}"

    def press(self, key: str, hold: float = 0.0) -> None:
        code = code_of(key, own=self.settings.keys, codes=ROKU, source=self.source)
        if hold:
            self._hold(code, hold)
        else:
            self._post(f"keypress/{code}")

    def type(self, text: str) -> None:
        for sign in text:
            self._post(f"keypress/Lit_{quote(sign, safe='')}")

    def launch(self, app: str) -> None:
        if app not in self.apps():
            raise self.missing(f"the app {app!r}")
        self._post(f"launch/{quote(app, safe='')}")

    def stop_app(self, app: str) -> None:
        self._post(f"exit-app/{quote(app, safe='')}/true")  # true: ended, not suspended

    def apps(self) -> list[str]:
        return sorted(app.get("id", "") for app in self._query("apps").iter("app"))

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.switching):
            self._post(f"keypress/{'PowerOn' if on else 'PowerOff'}")

    def is_on(self) -> bool:
        return self._query("device-info").findtext("power-mode") == "PowerOn"

    def _hold(self, code: str, seconds: float) -> None:
        self._post(f"keydown/{code}")
        try:
            time.sleep(seconds)
        finally:
            self._post(f"keyup/{code}")

    def _query(self, what: str) -> ElementTree.Element:
        answer = self._asked("GET", f"/query/{what}")
        try:
            element = ElementTree.fromstring(answer)
        except ElementTree.ParseError as e:
            raise self.refused(f"{what}: {e}") from e
        if element.tag != what:
            raise self.refused(f"{what}: answers <{element.tag}>")
        return element

    def _post(self, path: str) -> None:
        self._asked("POST", f"/{path}")

    def _asked(self, method: str, path: str) -> bytes:
        answer = self._http.answer(method, path)
        if answer.status_code == NOT_ALLOWED:
            raise self.refused(f"{path}: enable 'Control by mobile apps' in its settings")
        if not answer.is_success:
            raise self.refused(f"{path}: status {answer.status_code}")
        return answer.content
