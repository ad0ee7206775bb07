"""A mains outlet that is switched through an MQTT broker: a Shelly, or what runs Tasmota."""

from typing import ClassVar, Literal

from pydantic import Field

from actors.driver import Host, Secret
from actors.protocols.mqtt import Broker, MqttLink
from actors.protocols.plugs.outlet import OutletDriver, PlugSettings
from actors.protocols.plugs.topics import PLUGS


class PowerMqttSettings(PlugSettings):
    """broker, port: the address of the broker; user, password: where it asks for them.

    topic: what the plug is called there.  Tasmota: its Topic, as in `cmnd/<topic>/POWER`, with
    the FullTopic left as it was; Shelly: the MQTT prefix of the second generation and later, as
    in `<topic>/rpc` (RPC over MQTT must be enabled), or the id of the first one, as in
    `shellies/<topic>/relay/0`.
    api: `tasmota`, `shelly` (second generation and later) or `shelly1` (the first one).
    outlet: the relay, as the device counts: Shelly from 0, Tasmota from 1; else the first one.
    timeout: seconds for an answer, and for the outlet to say that it is as it was told.
    """

    main: ClassVar[str] = "topic"

    broker: Host
    port: int = Field(default=1883, ge=1, le=65535)
    user: str = ""
    password: Secret = ""
    topic: str = Field(min_length=1, pattern=r"^[^#+]+$")
    api: Literal["shelly", "shelly1", "tasmota"] = "tasmota"


class PowerMqtt(OutletDriver[PowerMqttSettings]):
    """A plug of which the broker says that it has gone is unreachable, and not waited for."""

    Settings = PowerMqttSettings
    packages = ("paho",)

    def __init__(self, settings: PowerMqttSettings) -> None:
        super().__init__(settings)
        s = settings
        broker = Broker(s.broker, s.port, s.user, s.password)
        self._link = MqttLink(self, broker, s.timeout)
        self.outlet = PLUGS[s.api](self._link, s.topic, s.relay)

    @property
    def source(self) -> str:
        return f"{self.settings.topic} at {self.settings.broker}:{self.settings.port}"

    def open(self) -> None:
        self._link.open()
        self.is_on()

    def close(self) -> None:
        self._link.close()
