"""A television of LG with webOS, by SSAP, its second-screen protocol over WebSockets.

Nothing mimics one: the driver is tested on the wire, against a server that answers as LG's
Connect SDK (github.com/ConnectSDK, WebOSTVService) and the library aiowebostv expect.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic import Field

from actors.driver import Host, Secret
from actors.errors import DriverError, TookTooLong, Unreachable
from actors.interface import Apps, Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.pairing import PATIENCE, Pairing
from actors.power import confirmed
from actors.protocols.codes import WEBOS
from actors.protocols.session import SessionDriver, SessionSettings
from actors.protocols.wake import EVERYWHERE, Broadcast, Mac, wake

if TYPE_CHECKING:
    from aiowebostv import WebOsClient

OFF: Final = ("Power Off", "Suspend", "Active Standby")
UNPAIRED: Final = "it does not know the client key: pair with `vpt pair webos {host}`"


class WebosSettings(SessionSettings):
    """client_key: what the television gave when it was paired (`vpt pair webos HOST`).

    mac, broadcast: of its network card, and where the packet goes that wakes it; without
    them it can only be switched off.
    keys: names of keys that differ, such as {MENU: QMENU}.
    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    client_key: Secret = ""
    mac: Mac | None = None
    broadcast: Broadcast = EVERYWHERE
    keys: OwnKeys
    switching: float = Field(default=30.0, gt=0)


class Webos(SessionDriver[WebosSettings, "WebOsClient"], Remote, Keyboard, Apps, Power, Pairing):
    """Presses are not answered by the television, and none can be held.

    A television that is off leaves the network: one that cannot be reached counts as off.
    """

    Settings = WebosSettings
    packages = ("aiowebostv",)
    loggers = ("aiowebostv",)

    @property
    def source(self) -> str:
        return self.settings.host

    def probe(self) -> str:
        front = self._do(lambda tv: tv.get_current_app())
        return f"{front or 'nothing'} is in front"

    def press(self, key: str, hold: float = 0.0) -> None:
        code = code_of(key, own=self.settings.keys, codes=WEBOS, source=self.source)
        if hold:
            raise self.missing("holding a key")
        self._do(lambda tv: tv.button(code))

    def type(self, text: str) -> None:
        from aiowebostv.endpoints import INSERT_TEXT

        self._do(lambda tv: tv.request(INSERT_TEXT, {"text": text, "replace": 0}))

    def launch(self, app: str) -> None:
        if app not in self.apps():
            raise self.missing(f"the app {app!r}")
        self._do(lambda tv: tv.launch_app(app))

    def stop_app(self, app: str) -> None:
        self._do(lambda tv: tv.close_app(app))

    def apps(self) -> list[str]:
        listed: Any = self._do(lambda tv: tv.get_apps_all())
        return sorted(app["id"] for app in listed or [])

    def switch(self, on: bool) -> None:
        if on and self.settings.mac is None:
            raise self.missing("switching on (give the mac of its network card)")
        with confirmed(self, on, self.settings.switching):
            if on:
                with self.explained(self.settings.timeout):
                    wake(str(self.settings.mac), self.settings.broadcast)
            elif self.is_on():
                self._do(lambda tv: tv.power_off())

    def is_on(self) -> bool:
        try:
            return self._do(_is_on)
        except (Unreachable, TookTooLong):
            return False

    def pair(self, ask: Callable[[str], str]) -> Mapping[str, str]:  # noqa: ARG002 - it asks itself
        return {"client_key": self._run(self._introduced(), PATIENCE)}

    async def _introduced(self) -> str:
        from aiowebostv import WebOsClient
        from aiowebostv.exceptions import WebOsTvPairError

        tv = WebOsClient(self.settings.host)
        try:
            await tv.connect()
            return str(tv.client_key)
        except WebOsTvPairError as e:
            raise self.refused(f"pairing was denied: {e}") from e
        finally:
            await tv.disconnect()

    async def _enter(self) -> WebOsClient:
        from aiowebostv import WebOsClient

        if not self.settings.client_key:
            raise self._unpaired()
        tv = WebOsClient(self.settings.host, client_key=self.settings.client_key)
        try:
            await tv.connect()
        except asyncio.CancelledError:
            asks = tv.tv_info.hello and tv.connection is None
            await tv.disconnect()
            if asks:  # the television shows a question, as it does to strangers
                raise self._unpaired() from None
            raise
        return tv

    async def _leave(self, session: WebOsClient) -> None:
        await session.disconnect()

    def _has_ended(self, session: WebOsClient) -> bool:
        sockets = (session.connection, session.input_connection)
        is_whole = all(one is not None and one.get_extra_info("socket") for one in sockets)
        return not (session.is_connected() and is_whole)

    def _explain(self, error: Exception) -> DriverError | None:
        from aiohttp import ClientConnectionError, ClientError
        from aiowebostv.exceptions import WebOsTvCommandError, WebOsTvPairError

        if isinstance(error, WebOsTvPairError):
            return self._unpaired()
        if isinstance(error, WebOsTvCommandError):
            return self.refused(_said(error))
        if isinstance(error, OSError) or not isinstance(error, ClientError):
            return None
        if isinstance(error, ClientConnectionError):
            return self.unreachable("it ended the connection")
        return self.refused(str(error))

    def _unpaired(self) -> DriverError:
        return self.refused(UNPAIRED.format(host=self.settings.host))


async def _is_on(tv: WebOsClient) -> bool:
    from aiowebostv.exceptions import WebOsTvServiceNotFoundError

    with suppress(WebOsTvServiceNotFoundError):  # older than webOS 4
        return (await tv.get_power_state()).get("state") not in OFF
    return tv.tv_state.is_on


def _said(error: Exception) -> str:
    said: Any = error.args[0] if error.args else error
    return str(said.get("error", said) if isinstance(said, dict) else said)
