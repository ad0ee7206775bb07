"""Outlets of TP-Link's plugs and strips, in the two languages that these speak.

Neither is published by their maker; python-kasa (https://python-kasa.readthedocs.io) keeps what
is known of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from actors.errors import Refused
from actors.protocols.kasa import KasaLink
from actors.protocols.plugs.answers import read
from actors.protocols.plugs.outlet import Outlet


class _Child(BaseModel):
    """An outlet of a strip in `get_sysinfo`."""

    id: str
    state: bool


class _System(BaseModel):
    """What `get_sysinfo` says of a plug, or of a strip, which has children instead."""

    relay_state: bool | None = None
    children: tuple[_Child, ...] = ()


class _Tapo(BaseModel):
    """What `get_device_info` says, and `get_child_device_list` of each outlet of a strip."""

    device_on: bool
    device_id: str = ""


class KasaOutlet(Outlet):
    """The OUTLET of a strip, from 0, or the one of a plug, that LINK leads to."""

    def __init__(self, link: KasaLink, outlet: int | None) -> None:
        self._link, self._outlet = link, outlet

    def _of(self, outlets: tuple[Any, ...]) -> Any:
        if self._outlet is None:
            raise ValueError(f"it is a strip: which outlet of 0 to {len(outlets) - 1} is not said")
        if self._outlet >= len(outlets):
            raise ValueError(f"it has no outlet {self._outlet}, only {len(outlets)} of them")
        return outlets[self._outlet]


class Iot(KasaOutlet):
    """Kasa: `{module: {method: parameters}}`, with the ids of a strip's outlets as context."""

    def switch(self, on: bool) -> None:
        """Ask for the state first, so that the command, sent once, goes out on a live link."""
        _, context = self._state()
        command = {"system": {"set_relay_state": {"state": int(on)}}}
        _part(self._link.tell({**context, **command}), "system", "set_relay_state")

    def is_on(self) -> bool:
        return self._state()[0]

    def watts(self) -> float | None:
        _, context = self._state()
        answer = self._link.ask({**context, "emeter": {"get_realtime": {}}})
        meter = answer.get("emeter", {}).get("get_realtime", {})
        if "power_mw" in meter:
            return float(meter["power_mw"]) / 1000
        return float(meter["power"]) if "power" in meter else None

    def _state(self) -> tuple[bool, dict[str, Any]]:
        """Return whether it is on, and what says of a request that it is meant."""
        answer = self._link.ask({"system": {"get_sysinfo": {}}})
        system = read(_System, _part(answer, "system", "get_sysinfo"))
        if system.children:
            child = self._of(system.children)
            return child.state, {"context": {"child_ids": [child.id]}}
        if system.relay_state is None or self._outlet:
            raise ValueError(f"it has no outlet {self._outlet or 0}")
        return system.relay_state, {}


class Smart(KasaOutlet):
    """Tapo: a method with parameters; `control_child` passes one on to an outlet of a strip."""

    def switch(self, on: bool) -> None:
        """Ask for the state first, so that the command, sent once, goes out on a live link."""
        state = self._state()
        method, params = "set_device_info", {"device_on": on}
        if self._outlet is None:
            self._link.tell({method: params})
            return
        command = {"method": method, "params": params}
        passed = {"device_id": state.device_id, "requestData": command}
        self._link.tell({"control_child": passed})

    def is_on(self) -> bool:
        return self._state().device_on

    def watts(self) -> float | None:
        """Return what the plug says; one without a meter refuses to, as strips are taken to."""
        try:
            answer = {} if self._outlet is not None else self._link.ask({"get_energy_usage": None})
        except Refused:
            return None
        usage = answer.get("get_energy_usage", {})
        return float(usage["current_power"]) / 1000 if "current_power" in usage else None

    def _state(self) -> _Tapo:
        if self._outlet is None:
            answer = self._link.ask({"get_device_info": None})
            return read(_Tapo, _part(answer, "get_device_info"))
        answer = self._link.ask({"get_child_device_list": None})
        listed = _part(answer, "get_child_device_list").get("child_device_list")
        return read(_Tapo, self._of(tuple(listed or ())))


def _part(answer: Mapping[str, Any], *names: str) -> Any:
    """Return what stands in ANSWER under NAMES.  Raises ValueError where that is an error."""
    part: Any = answer
    for name in names:
        if not isinstance(part, Mapping) or name not in part:
            raise ValueError(f"answers {str(answer)[:80]!r}, which does not say {name}")
        part = part[name]
    if isinstance(part, Mapping) and part.get("err_code"):
        raise ValueError(f"it says {part.get('err_msg', 'error')} ({part['err_code']})")
    return part


OUTLETS: Mapping[str, type[KasaOutlet]] = {"kasa": Iot, "kasa_klap": Iot, "tapo": Smart}
