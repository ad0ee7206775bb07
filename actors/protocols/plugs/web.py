"""Plugs that are asked over HTTP: Shelly of the first generation, and later ones, and Tasmota."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from actors.protocols.plugs import answers
from actors.protocols.plugs.outlet import Outlet

if TYPE_CHECKING:
    from actors.protocols.http import HttpLink


class WebPlug(Outlet):
    """An OUTLET of the plug that LINK leads to."""

    def __init__(self, link: HttpLink, outlet: int) -> None:
        self._link, self._outlet = link, outlet

    @staticmethod
    @abstractmethod
    def options(user: str, password: str) -> dict[str, Any]:
        """Return what httpx needs so that the plug knows who asks."""

    def _got(self, path: str, **query: str) -> Any:
        return self._link.json("GET", path, params=query)


class Shelly1(WebPlug):
    """Gen1: https://shelly-api-docs.shelly.cloud/gen1/, with basic authentication."""

    @staticmethod
    def options(user: str, password: str) -> dict[str, Any]:
        return {"auth": (user, password)} if password else {}

    def switch(self, on: bool) -> None:
        self._got(f"/relay/{self._outlet}", turn="on" if on else "off")

    def is_on(self) -> bool:
        return answers.read(answers.Shelly1Relay, self._got(f"/relay/{self._outlet}")).ison

    def watts(self) -> float | None:
        meters = answers.read(answers.Shelly1Status, self._got("/status")).meters
        return meters[self._outlet].power if self._outlet < len(meters) else None


class Shelly(WebPlug):
    """Gen2 and later: https://shelly-api-docs.shelly.cloud/gen2/, "Switch" and "Authentication"."""

    @staticmethod
    def options(user: str, password: str) -> dict[str, Any]:
        import httpx

        return {"auth": httpx.DigestAuth(user, password)} if password else {}

    def switch(self, on: bool) -> None:
        self._got("/rpc/Switch.Set", id=str(self._outlet), on="true" if on else "false")

    def is_on(self) -> bool:
        return self._status().output

    def watts(self) -> float | None:
        return self._status().apower

    def _status(self) -> answers.ShellySwitch:
        status = self._got("/rpc/Switch.GetStatus", id=str(self._outlet))
        return answers.read(answers.ShellySwitch, status)


class Tasmota(WebPlug):
    """https://tasmota.github.io/docs/Commands/, "With Web Requests": it takes no other login."""

    @staticmethod
    def options(user: str, password: str) -> dict[str, Any]:
        return {"params": {"user": user, "password": password}} if password else {}

    def switch(self, on: bool) -> None:
        answers.tasmota_done(self._ran(f"Power{self._outlet} {'On' if on else 'Off'}"))

    def is_on(self) -> bool:
        return answers.tasmota_is_on(self._ran("Status 11"), self._outlet)

    def watts(self) -> float | None:
        return answers.tasmota_watts(self._ran("Status 10"), self._outlet)

    def _ran(self, command: str) -> Any:
        return self._got("/cm", cmnd=command)


PLUGS: Mapping[str, type[WebPlug]] = {"shelly": Shelly, "shelly1": Shelly1, "tasmota": Tasmota}
