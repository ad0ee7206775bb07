"""Plugs that are asked over MQTT: Shelly of the first generation, and later ones, and Tasmota."""

from __future__ import annotations

import itertools
import json
import secrets
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from actors.protocols.mqtt import Message, MqttLink, Presence
from actors.protocols.plugs import answers
from actors.protocols.plugs.outlet import Outlet


class MqttPlug(Outlet):
    """An OUTLET of the plug that is called NAME, of which LINK is told what to read."""

    @abstractmethod
    def __init__(self, link: MqttLink, name: str, outlet: int) -> None: ...


class Shelly1(MqttPlug):
    """Gen1: https://shelly-api-docs.shelly.cloud/gen1/, "MQTT support" and "Shelly Plug: MQTT".

    What it draws is not asked for: a plug without a meter would be waited for in vain.
    """

    def __init__(self, link: MqttLink, name: str, outlet: int) -> None:
        self._link, self._outlet = link, outlet
        self._own = f"shellies/{name}"
        self._relay = f"{self._own}/relay/{outlet}"
        link.listen(Presence(f"{self._own}/online", "true"), self._relay)

    def switch(self, on: bool) -> None:
        self._link.send(f"{self._relay}/command", "on" if on else "off")

    def is_on(self) -> bool:
        """Return what it says of the relay when it is told to say everything again."""
        state = self._link.ask(f"{self._own}/command", "update", _at(self._relay)).text
        if state not in ("on", "off"):
            raise ValueError(f"it says that relay {self._outlet} is {state!r}")
        return state == "on"

    def watts(self) -> float | None:
        return None


class Shelly(MqttPlug):
    """Gen2 and later: https://shelly-api-docs.shelly.cloud/gen2/, "RPC Channels: MQTT"."""

    def __init__(self, link: MqttLink, name: str, outlet: int) -> None:
        self._link, self._name, self._outlet = link, name, outlet
        self._own = f"vpt-{secrets.token_hex(6)}"  # two clients of one name hear each other's
        self._numbers = itertools.count(1)
        link.listen(Presence(f"{name}/online", "true"), f"{self._own}/rpc")

    def switch(self, on: bool) -> None:
        self._called("Switch.Set", on=on)

    def is_on(self) -> bool:
        return self._status().output

    def watts(self) -> float | None:
        return self._status().apower

    def _status(self) -> answers.ShellySwitch:
        return answers.read(answers.ShellySwitch, self._called("Switch.GetStatus"))

    def _called(self, method: str, **params: Any) -> object:
        number = next(self._numbers)
        frame = {"id": number, "src": self._own, "method": method}
        request = json.dumps({**frame, "params": {"id": self._outlet, **params}})
        said = self._link.ask(f"{self._name}/rpc", request, lambda heard: _id(heard) == number)
        reply = answers.read(answers.ShellyReply, json.loads(said.text))
        if reply.error:
            raise ValueError(f"it says: {reply.error.message}")
        return reply.result


class Tasmota(MqttPlug):
    """https://tasmota.github.io/docs/MQTT/, with the FullTopic that it has from the start."""

    def __init__(self, link: MqttLink, name: str, outlet: int) -> None:
        self._link, self._name, self._outlet = link, name, outlet
        link.listen(Presence(f"tele/{name}/LWT", "Online"), f"stat/{name}/+")

    def switch(self, on: bool) -> None:
        self._link.send(f"cmnd/{self._name}/POWER{self._outlet}", "ON" if on else "OFF")

    def is_on(self) -> bool:
        return answers.tasmota_is_on(self._status(11), self._outlet)

    def watts(self) -> float | None:
        return answers.tasmota_watts(self._status(10), self._outlet)

    def _status(self, number: int) -> object:
        answered = _at(f"stat/{self._name}/STATUS{number}")
        return json.loads(self._link.ask(f"cmnd/{self._name}/STATUS", str(number), answered).text)


def _at(topic: str) -> Callable[[Message], bool]:
    return lambda message: message.topic == topic


def _id(message: Message) -> object:
    """Return what request a MESSAGE answers; nothing where it is no answer."""
    try:
        said = json.loads(message.text)
    except ValueError:
        return None
    return said.get("id") if isinstance(said, dict) else None


PLUGS: Mapping[str, type[MqttPlug]] = {"shelly": Shelly, "shelly1": Shelly1, "tasmota": Tasmota}
