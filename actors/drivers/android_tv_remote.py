"""An Android TV or Google TV, by the protocol of Google's remote control on phones, version 2.

Nothing mimics one: the driver is tested on the wire, against a server of the messages that the
library androidtvremote2 defines (remotemessage.proto, polo.proto).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from pydantic import Field

from actors.driver import Host
from actors.errors import DriverError
from actors.interface import Keyboard, Power, Remote
from actors.keys import OwnKeys, code_of
from actors.pairing import PATIENCE, Pairing
from actors.power import confirmed
from actors.protocols.codes import ANDROID
from actors.protocols.session import SessionDriver, SessionSettings

if TYPE_CHECKING:
    from androidtvremote2 import AndroidTVRemote

BEYOND_UTF16_UNIT: Final = 0xFFFF
NAME: Final = "VirtualPyTest"  # as the device shows it when it is paired


class AndroidTvRemoteSettings(SessionSettings):
    """certificate, key: PEM files of the client that was paired, on the node of the device
    (`vpt pair android_tv_remote HOST` writes them).

    keys: names of keys that differ, such as {MENU: SETTINGS}.
    switching: seconds from the command until the state that is read back is as told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=6466, ge=1, le=65535)
    pairing_port: int = Field(default=6467, ge=1, le=65535)
    certificate: str = ""
    key: str = Field(default="", repr=False)
    keys: OwnKeys
    switching: float = Field(default=20.0, gt=0)


class Connection:
    """A REMOTE that is connected, until it is lost."""

    def __init__(self, remote: AndroidTVRemote) -> None:
        self.remote = remote
        self.is_lost = False
        remote.add_is_available_updated_callback(self._changed)
        remote.keep_reconnecting()

    def _changed(self, is_available: bool) -> None:
        self.is_lost = not is_available


class AndroidTvRemote(
    SessionDriver[AndroidTvRemoteSettings, Connection], Remote, Keyboard, Power, Pairing
):
    """Presses are not answered by the device; text only reaches a field with the focus.

    It gives no Apps: the protocol opens links, but neither lists nor ends applications.
    """

    Settings = AndroidTvRemoteSettings
    packages = ("androidtvremote2",)
    loggers = ("androidtvremote2",)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def probe(self) -> str:
        self.open()  # what is sent is not answered: only a new connection proves the way
        return self._do(_described)

    def press(self, key: str, hold: float = 0.0) -> None:
        code = code_of(key, own=self.settings.keys, codes=ANDROID, source=self.source)
        if hold:
            self._do(lambda link: _held(link, code, hold), hold)
        else:
            self._do(lambda link: _sent(link, code, "SHORT"))

    def type(self, text: str) -> None:
        if odd := [sign for sign in text if ord(sign) > BEYOND_UTF16_UNIT]:
            # the library counts signs where the device counts units of UTF-16
            raise self.missing(f"typing {''.join(odd)}")
        if text:
            self._do(lambda link: _typed(link, text))

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.switching):
            if self.is_on() is not on:
                self.press("POWER")

    def is_on(self) -> bool:
        return self._do(_is_on)

    def pair(self, ask: Callable[[str], str]) -> Mapping[str, str]:
        """Make the files of a client in this folder, unless there are some, and pair it."""
        files = (
            Path(f"{self.settings.host}.crt").resolve(),
            Path(f"{self.settings.host}.key").resolve(),
        )
        remote = self._run(self._introducing(*map(str, files)), PATIENCE)
        try:
            code = ask("the code on its screen")
            self._run(self._introduced(remote, code.strip()), PATIENCE)
        finally:
            self._run(_closed(remote), self.settings.timeout)
        return {"certificate": str(files[0]), "key": str(files[1])}

    async def _introducing(self, certificate: str, key: str) -> AndroidTVRemote:
        remote = self._remote(certificate, key)
        await remote.async_generate_cert_if_missing()
        Path(key).chmod(0o600)
        try:
            await remote.async_start_pairing()
        except BaseException:  # cancelling it, too, would leave a connection
            remote.disconnect()
            raise
        return remote

    async def _introduced(self, remote: AndroidTVRemote, code: str) -> None:
        from androidtvremote2 import ConnectionClosed, InvalidAuth

        try:
            await remote.async_finish_pairing(code)
        except (InvalidAuth, ConnectionClosed) as e:
            raise self.refused("pairing was denied: the code is not the one on its screen") from e

    def _remote(self, certificate: str, key: str) -> AndroidTVRemote:
        from androidtvremote2 import AndroidTVRemote

        at = self.settings
        return AndroidTVRemote(NAME, certificate, key, at.host, at.port, at.pairing_port)

    async def _enter(self) -> Connection:
        remote = self._remote(self.settings.certificate, self.settings.key)
        try:
            await remote.async_connect()
        except BaseException:  # cancelling it, too, would leave a connection
            remote.disconnect()
            raise
        return Connection(remote)

    async def _leave(self, session: Connection) -> None:
        session.remote.disconnect()

    def _has_ended(self, session: Connection) -> bool:
        return session.is_lost

    def _explain(self, error: Exception) -> DriverError | None:
        from androidtvremote2 import ConnectionClosed, InvalidAuth

        if isinstance(error, InvalidAuth):
            how = f"pair with `vpt pair android_tv_remote {self.settings.host}`"
            return self.refused(f"it does not know the certificate: {how}")
        if isinstance(error, ConnectionClosed):
            return self.unreachable("it ended the connection")
        return None


async def _closed(remote: AndroidTVRemote) -> None:
    remote.disconnect()


async def _sent(link: Connection, code: str, direction: str) -> None:
    link.remote.send_key_command(code, direction)


async def _held(link: Connection, code: str, seconds: float) -> None:
    link.remote.send_key_command(code, "START_LONG")
    try:
        await asyncio.sleep(seconds)
    finally:
        link.remote.send_key_command(code, "END_LONG")


async def _typed(link: Connection, text: str) -> None:
    link.remote.send_text(text)


async def _is_on(link: Connection) -> bool:
    return bool(link.remote.is_on)


async def _described(link: Connection) -> str:
    about = link.remote.device_info
    return f"{about['model'] if about else 'a device'} is {'on' if link.remote.is_on else 'off'}"
