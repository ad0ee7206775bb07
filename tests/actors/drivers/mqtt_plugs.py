"""A real MQTT broker, and plugs at it that say what their makers' public documents describe.

Tasmota (tasmota.github.io/docs/MQTT and /Commands), Shelly Gen1 (shelly-api-docs.shelly.cloud/gen1,
"MQTT support"), Shelly Gen2 (…/gen2, "RPC Channels: MQTT", "Switch").
"""

import json
import socket
import subprocess
from pathlib import Path

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from tests.served import free_port, wait_until

USER, PASSWORD = "lab", "s3cret &?#"
WATTS = 12.3


class Broker:
    """Mosquitto, with one user, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        users = folder / "users"
        subprocess.run(["mosquitto_passwd", "-b", "-c", users, USER, PASSWORD], check=True)
        self._settings = folder / "mosquitto.conf"
        self._settings.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous false\npassword_file {users}\n"
            "user root\nset_tcp_nodelay true\n"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["mosquitto", "-c", self._settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._listens)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()

    def _listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


class MqttPlug:
    """A plug of one outlet, connected to a broker; a stuck one stays as it is.

    presence: the topic of its last will, and what that says when it is there, and gone.
    """

    presence: tuple[str, str, str]
    reads: tuple[str, ...]

    def __init__(self, port: int) -> None:
        self.lit = True
        self.stuck = False
        self.commands: list[str] = []
        self._port = port
        self._client: Client | None = None
        self.join()

    def join(self) -> None:
        """Connect to the broker, and say so."""
        topic, here, gone = self.presence
        self._client = Client(CallbackAPIVersion.VERSION2, reconnect_on_failure=False)
        self._client.username_pw_set(USER, PASSWORD)
        self._client.will_set(topic, gone, retain=True)
        self._client.on_message = lambda _, __, message: self.hear(
            message.topic, message.payload.decode()
        )
        ready = []
        self._client.on_subscribe = lambda *_: ready.append(True)
        self._client.connect("127.0.0.1", self._port)
        self._client.subscribe([(topic, 0) for topic in self.reads])
        self._client.loop_start()
        wait_until(lambda: ready)
        self._client.publish(topic, here, retain=True).wait_for_publish(5)

    def vanish(self) -> None:
        """Lose the connection without a word, so that the broker says so."""
        self._client.socket().shutdown(socket.SHUT_RDWR)
        self.leave()

    def leave(self) -> None:
        self._client.loop_stop()

    def say(self, topic: str, text: str, *, keep: bool = False) -> None:
        self._client.publish(topic, text, retain=keep)

    def turn(self, on: bool) -> None:
        self.commands.append("on" if on else "off")
        if not self.stuck:
            self.lit = on

    def hear(self, topic: str, text: str) -> None:
        raise NotImplementedError


class Tasmota(MqttPlug):
    api, name = "tasmota", "tasmota_1F2A"
    presence = (f"tele/{name}/LWT", "Online", "Offline")
    reads = (f"cmnd/{name}/#",)

    def hear(self, topic, text):
        command = topic.rpartition("/")[2]
        if command == "STATUS":
            told = {"11": {"StatusSTS": {"POWER": self._word()}}, "10": SENSORS}[text]
            self.say(f"stat/{self.name}/STATUS{text}", json.dumps(told))
        elif command in ("POWER", "POWER1"):
            self.turn(text == "ON")
            self.say(f"stat/{self.name}/RESULT", json.dumps({"POWER": text}))
            self.say(f"stat/{self.name}/POWER", text)

    def _word(self):
        return "ON" if self.lit else "OFF"


class Shelly1(MqttPlug):
    api, name = "shelly1", "shellyplug-s-7A2B"
    presence = (f"shellies/{name}/online", "true", "false")
    reads = (f"shellies/{name}/command", f"shellies/{name}/relay/0/command")

    def hear(self, topic, text):
        if topic.endswith("relay/0/command"):
            self.turn(text == "on")
        elif text == "update":
            self.say(f"shellies/{self.name}/relay/0", "on" if self.lit else "off")


class Shelly(MqttPlug):
    api, name = "shelly", "shellyplus1pm-44"
    presence = (f"{name}/online", "true", "false")
    reads = (f"{name}/rpc",)

    def hear(self, topic, text):
        asked = json.loads(text)
        frame = {"id": asked["id"], "src": self.name, "dst": asked["src"]}
        answer = f"{asked['src']}/rpc"
        self.say(answer, "not for us")
        self.say(answer, json.dumps({**frame, "id": asked["id"] + 100, "result": {}}))
        self.say(answer, json.dumps({**frame, **self._answer(asked["method"], asked["params"])}))

    def _answer(self, method, params):
        if params["id"] != 0:
            said = f"Argument 'id', value {params['id']} not found!"
            return {"error": {"code": -105, "message": said}}
        was_on = self.lit
        if method == "Switch.Set":
            self.turn(params["on"])
            return {"result": {"was_on": was_on}}
        return {"result": {"id": 0, "source": "MQTT", "output": was_on, "apower": WATTS}}


SENSORS = {"StatusSNS": {"Time": "2024-01-01T00:00:00", "ENERGY": {"Power": WATTS}}}
PLUGS = {plug.api: plug for plug in (Tasmota, Shelly1, Shelly)}
