"""A Samsung television with Tizen, by the protocol of its SmartView applications.

Nothing mimics one: the driver is tested on the wire, against a server that answers as the
"SmartView SDK" of Samsung (developer.samsung.com) and the library samsungtvws expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import quote

from pydantic import Field

from actors.driver import Host, Secret
from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from actors.interface import Apps, Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.pairing import PATIENCE, Pairing
from actors.power import confirmed
from actors.protocols.codes import SAMSUNG
from actors.protocols.http import HttpLink
from actors.protocols.session import SessionDriver, SessionSettings
from actors.protocols.wake import EVERYWHERE, Broadcast, Mac, wake

if TYPE_CHECKING:
    import httpx
    from samsungtvws.async_remote import SamsungTVWSAsyncRemote

TLS: Final = 8002
NAME: Final = "VirtualPyTest"  # under which the television knows its token
LISTING: Final = 0.5  # seconds that the library's own timeout for a list may come late
NO_SUCH_APP: Final = 404


class SamsungSettings(SessionSettings):
    """token: what the television gave when it was paired (`vpt pair samsung HOST`).

    port: 8002 with TLS; 8001 for models before 2018, which take no token.
    mac, broadcast: of its network card, and where the packet goes that wakes it.
    keys: names of keys that differ, such as {MENU: KEY_CONTENTS}.
    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=TLS, ge=1, le=65535)
    token: Secret = ""
    mac: Mac | None = None
    broadcast: Broadcast = EVERYWHERE
    keys: OwnKeys
    switching: float = Field(default=30.0, gt=0)


class Samsung(
    SessionDriver[SamsungSettings, "SamsungTVWSAsyncRemote"], Remote, Keyboard, Apps, Power, Pairing
):
    """Presses are not answered by the television; nor is text, which takes the place of what a
    field with the focus holds.

    A television that is off leaves the network: one that cannot be reached counts as off.
    """

    Settings = SamsungSettings
    packages = ("samsungtvws", "websockets")
    loggers = ("samsungtvws", "websockets")

    def __init__(self, settings: SamsungSettings) -> None:
        super().__init__(settings)
        scheme = "https" if settings.port == TLS else "http"
        url = f"{scheme}://{self.source}/api/v2"
        self._http = HttpLink(self, url, settings.timeout, verify=False, trust_env=False)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def close(self) -> None:
        super().close()
        self._http.close()

    def probe(self) -> str:
        self.open()  # what is sent is not answered: only a new channel proves the way
        device = self._about()
        return f"{device.get('modelName', 'a television')} gives a channel"

    def press(self, key: str, hold: float = 0.0) -> None:
        from samsungtvws.remote import SendRemoteKey

        code = code_of(key, own=self.settings.keys, codes=SAMSUNG, source=self.source)
        commands = SendRemoteKey.hold(code, hold) if hold else [SendRemoteKey.click(code)]
        self._do(lambda tv: tv.send_commands(commands), hold)

    def type(self, text: str) -> None:
        from samsungtvws.remote import ChannelEmitCommand, SendInputString

        commands = [ChannelEmitCommand.text_received(), SendInputString.send(text)]
        self._do(lambda tv: tv.send_commands(commands))

    def launch(self, app: str) -> None:
        self._application("POST", app)

    def stop_app(self, app: str) -> None:
        self._application("DELETE", app)

    def apps(self) -> list[str]:
        listed = self._do(lambda tv: tv.app_list(), LISTING)
        if listed is None:
            raise self.refused("it does not list its apps, as some models do not")
        return sorted(str(app["appId"]) for app in listed)

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.switching):
            if self.is_on() is not on:
                self._turn(on)

    def is_on(self) -> bool:
        try:
            # models before 2018 do not say it, and answer as long as they are on
            return bool(self._about().get("PowerState", "on") == "on")
        except (Unreachable, TookTooLong):
            return False

    def _turn(self, on: bool) -> None:
        """Press the one key that there is, or wake what does not listen."""
        try:
            self.press("POWER")
        except (Unreachable, TookTooLong):
            if not on or self.settings.mac is None:
                raise
            with self.explained(self.settings.timeout):
                wake(self.settings.mac, self.settings.broadcast)

    def _about(self) -> Mapping[str, Any]:
        told = self._http.json("GET", "/")
        if not isinstance(told, dict) or not isinstance(told.get("device"), dict):
            raise self.refused(f"answers {str(told)[:80]!r}")
        return dict(told["device"])

    def _application(self, method: str, app: str) -> None:
        answer: httpx.Response = self._http.answer(method, f"/applications/{quote(app, safe='')}")
        if answer.status_code == NO_SUCH_APP:
            raise self.missing(f"the app {app!r}")
        if not answer.is_success:
            raise self.refused(f"{method} {app}: status {answer.status_code}")

    def pair(self, ask: Callable[[str], str]) -> Mapping[str, str]:  # noqa: ARG002 - it asks itself
        return {"token": self._run(self._introduced(), PATIENCE)}

    async def _introduced(self) -> str:
        from samsungtvws.exceptions import ConnectionFailure

        tv = self._remote(PATIENCE)
        try:
            await tv.open()
        except ConnectionFailure as e:
            raise self.refused("pairing was denied on its screen") from e
        await tv.close()
        return tv.token or ""

    def _remote(self, seconds: float) -> SamsungTVWSAsyncRemote:
        from samsungtvws.async_remote import SamsungTVWSAsyncRemote

        return SamsungTVWSAsyncRemote(
            self.settings.host,
            self.settings.token or None,
            port=self.settings.port,
            timeout=seconds,
            key_press_delay=0,
            name=NAME,
        )

    async def _enter(self) -> SamsungTVWSAsyncRemote:
        if self.settings.port == TLS and not self.settings.token:
            raise self._unpaired()
        tv = self._remote(self.settings.timeout)
        await tv.start_listening()
        return tv

    async def _leave(self, session: SamsungTVWSAsyncRemote) -> None:
        await session.close()

    def _has_ended(self, session: SamsungTVWSAsyncRemote) -> bool:
        return not session.is_alive()

    def _explain(self, error: Exception) -> DriverError | None:
        from samsungtvws.exceptions import ConnectionFailure
        from websockets.exceptions import ConnectionClosed

        if isinstance(error, ConnectionFailure):
            return self._unpaired()
        if isinstance(error, ConnectionClosed):
            return self.unreachable("it ended the connection")
        return None

    def _unpaired(self) -> Refused:
        host = self.settings.host
        return self.refused(f"it does not take the token: pair with `vpt pair samsung {host}`")
