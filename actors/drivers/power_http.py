"""A mains outlet that is switched over HTTP: a Shelly, or a device that runs Tasmota."""

from typing import ClassVar, Literal

from pydantic import Field

from actors.driver import Host, Secret
from actors.protocols.http import HttpLink
from actors.protocols.plugs.outlet import OutletDriver, PlugSettings
from actors.protocols.plugs.web import PLUGS


class PowerHttpSettings(PlugSettings):
    """host, port: the plug's address.

    api: `shelly` for the second generation and later (Plus, Pro, Gen3 …), `shelly1` for
    the first one, `tasmota` for whatever runs Tasmota.
    outlet: the relay, as the device counts: Shelly from 0, Tasmota from 1; else the first one.
    user, password: where the plug asks for them; a Shelly of the second generation and later
    has the one user `admin`.
    timeout: seconds for an answer, and for the outlet to say that it is as it was told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=80, ge=1, le=65535)
    api: Literal["shelly", "shelly1", "tasmota"] = "shelly"
    user: str = "admin"
    password: Secret = ""


class PowerHttp(OutletDriver[PowerHttpSettings]):
    """The connection stays open from command to command, where the plug lets it."""

    Settings = PowerHttpSettings

    def __init__(self, settings: PowerHttpSettings) -> None:
        super().__init__(settings)
        plug = PLUGS[settings.api]
        known = plug.options(settings.user, settings.password)
        self._link = HttpLink(self, f"http://{self.source}", settings.timeout, **known)
        self.outlet = plug(self._link, settings.relay)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def open(self) -> None:
        self._link.open()
        self.is_on()

    def close(self) -> None:
        self._link.close()
