"""A plug or strip of TP-Link's: Kasa or Tapo, switched on the local network."""

from typing import ClassVar

from pydantic import Field

from actors.driver import Host, Secret
from actors.protocols.kasa import Account, Api, KasaLink
from actors.protocols.plugs.kasa import OUTLETS
from actors.protocols.plugs.outlet import OutletDriver, OutletSettings


class PowerKasaSettings(OutletSettings):
    """host: the plug's address; port: where it is not the one that its kind has.

    api: `kasa` for those that ask nobody who they are (HS100, HS110, HS300, KP115 …, as long
    as their firmware does), `kasa_klap` for a Kasa that does ask, `tapo` for a Tapo (P100, P110,
    P300 …) with a firmware of 2023 or later.
    outlet: which one of a strip, from 0; none for a plug.
    user, password: of the TP-Link account that the plug was set up with, as in the app.
    timeout: seconds for an answer, and for the outlet to say that it is as it was told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int | None = Field(default=None, ge=1, le=65535)
    api: Api = "kasa"
    user: str = ""
    password: Secret = ""


class PowerKasa(OutletDriver[PowerKasaSettings]):
    """A command is sent once, after a question that has shown the link to work."""

    Settings = PowerKasaSettings
    packages = ("kasa",)

    def __init__(self, settings: PowerKasaSettings) -> None:
        super().__init__(settings)
        s = settings
        account = Account(s.host, s.port, s.api, s.user, s.password)
        self._link = KasaLink(self, account, s.timeout)
        self.outlet = OUTLETS[s.api](self._link, s.outlet)

    @property
    def source(self) -> str:
        s = self.settings
        return s.host if s.port is None else f"{s.host}:{s.port}"

    def open(self) -> None:
        self._link.open()
        self.is_on()

    def close(self) -> None:
        self._link.close()
