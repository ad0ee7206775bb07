"""An Apple TV with tvOS 13 or later, by Companion, the protocol of the remote control on iPhones.

Nothing that mimics one is in a package: the driver is tested on the wire, encrypted, against a
server of Companion's frames around the server half of HomeKit's authentication that pyatv has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final, cast

from pydantic import Field

from actors.driver import Host, Secret
from actors.errors import DriverError, Refused
from actors.interface import Apps, Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.loop import running
from actors.pairing import Pairing
from actors.power import confirmed
from actors.protocols.codes import APPLE
from actors.protocols.companion import Connection, KeepingLoop, described
from actors.protocols.session import SessionDriver, SessionSettings

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    import pyatv.interface

HOLDABLE: Final = ("up", "down", "left", "right", "select", "menu", "home")
FORGOTTEN: Final = "as it does where it has forgotten the credentials"
HELD: Final = 1.0  # seconds that pyatv holds a key, and no other time


class AppleTvSettings(SessionSettings):
    """credentials: what pairing gave for Companion (`vpt pair apple_tv HOST`).

    port: of the service _companion-link._tcp that it announces; 49153 as a rule.
    keys: names of keys that differ, such as {MENU: control_center}.
    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=49153, ge=1, le=65535)
    credentials: Secret = ""
    keys: OwnKeys
    switching: float = Field(default=20.0, gt=0)


class AppleTv(SessionDriver[AppleTvSettings, Connection], Remote, Keyboard, Apps, Power, Pairing):
    """Holds a key for one second or not at all, and ends no application."""

    Settings = AppleTvSettings
    packages = ("pyatv",)
    loggers = ("pyatv",)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def probe(self) -> str:
        return f"lists {len(self.apps())} apps"

    def press(self, key: str, hold: float = 0.0) -> None:
        code = code_of(key, own=self.settings.keys, codes=APPLE, source=self.source)
        if hold and (code not in HOLDABLE or hold != HELD):
            raise self.missing(f"holding {key} for {hold:g} s ({', '.join(HOLDABLE)}: {HELD:g} s)")
        if hold:
            self._do(lambda link: _held(link, code), hold)
        else:
            self._do(lambda link: getattr(link.tv.remote_control, code)())

    def type(self, text: str) -> None:
        if not self._do(lambda link: _typed(link, text)):
            raise self.refused("no text field has the focus")

    def launch(self, app: str) -> None:
        if app not in self.apps():
            raise self.missing(f"the app {app!r}")
        self._do(lambda link: link.tv.apps.launch_app(app))

    def stop_app(self, app: str) -> None:
        raise self.missing(f"ending the app {app!r}")

    def apps(self) -> list[str]:
        return sorted(app.identifier for app in self._do(lambda link: link.tv.apps.app_list()))

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.switching):
            self._do(lambda link: link.tv.power.turn_on() if on else link.tv.power.turn_off())

    def is_on(self) -> bool:
        state = self._do(_power_state)
        if state not in {"On", "Off"}:
            raise self.refused("does not tell whether it is on")
        return state == "On"

    def pair(self, ask: Callable[[str], str]) -> Mapping[str, str]:
        pairing = self._run(self._introducing(), self.settings.timeout)
        try:
            pin = ask("the PIN on its screen")
            return {"credentials": self._run(_introduced(pairing, pin), self.settings.timeout)}
        finally:
            self._run(pairing.close(), self.settings.timeout)

    async def _introducing(self) -> pyatv.interface.PairingHandler:
        import pyatv
        from pyatv.const import Protocol

        config = await described(*self._place())
        pairing = await pyatv.pair(config, Protocol.Companion, running())
        try:
            await pairing.begin()
        except BaseException:  # cancelling it, too, would leave a connection
            await pairing.close()
            raise
        return pairing

    def _place(self) -> tuple[str, int, str]:
        return self.settings.host, self.settings.port, self.settings.credentials

    async def _enter(self) -> Connection:
        import pyatv
        from aiohttp import ClientSession

        self._check_credentials()
        config = await described(*self._place())
        loop, web = KeepingLoop(), ClientSession()
        try:
            tv = await pyatv.connect(config, cast("AbstractEventLoop", loop), session=web)
            return Connection(tv, web)
        except BaseException as e:  # cancelling it, too, would leave a connection
            await web.close()
            if loop.give_up() and isinstance(e, asyncio.CancelledError):  # pyatv waits on
                raise self.unreachable(f"it ended the connection, {FORGOTTEN}") from None
            raise

    def _check_credentials(self) -> None:
        from pyatv.auth.hap_pairing import parse_credentials
        from pyatv.exceptions import InvalidCredentialsError

        try:
            parse_credentials(self.settings.credentials)
        except (InvalidCredentialsError, ValueError):  # whose words have the credentials in them
            raise self._unpaired() from None
        if not self.settings.credentials:
            raise self._unpaired()

    async def _leave(self, session: Connection) -> None:
        await asyncio.wait(session.tv.close())
        await session.web.close()

    def _has_ended(self, session: Connection) -> bool:
        return session.is_lost

    def _explain(self, error: Exception) -> DriverError | None:
        from pyatv import exceptions as of

        if isinstance(error, of.AuthenticationError):
            return self._unpaired()
        if isinstance(error, of.PairingError):
            return self.refused(f"pairing was denied: {error}")
        if isinstance(error, (of.ConnectionLostError, of.InvalidStateError)):
            return self.unreachable("it ended the connection")
        return None

    def _unpaired(self) -> Refused:
        how = f"pair with `vpt pair apple_tv {self.settings.host}`"
        return self.refused(f"it does not know the credentials: {how}")


async def _introduced(pairing: pyatv.interface.PairingHandler, pin: str) -> str:
    pairing.pin(pin)
    await pairing.finish()
    return str(pairing.service.credentials)


async def _held(link: Connection, code: str) -> None:
    from pyatv.const import InputAction

    await getattr(link.tv.remote_control, code)(InputAction.Hold)


async def _typed(link: Connection, text: str) -> bool:
    """Type TEXT, and return whether there was a field for it."""
    from pyatv.const import KeyboardFocusState

    await link.tv.keyboard.text_append(text)
    return link.tv.keyboard.text_focus_state is KeyboardFocusState.Focused


async def _power_state(link: Connection) -> str:
    return link.tv.power.power_state.name
