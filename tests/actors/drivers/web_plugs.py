"""Plugs with an HTTP interface, as the public documents of their makers describe it.

Shelly Gen1 (shelly-api-docs.shelly.cloud/gen1: /relay/<n>, /status), Shelly Gen2 (…/gen2:
Switch, Authentication by RFC 7616 with SHA-256), Tasmota (tasmota.github.io/docs/Commands).
"""

import base64
import hashlib
import json
import socket
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from urllib.request import parse_http_list, parse_keqv_list

REALM = "shellyplug-a8032ab1"
WATTS = 12.3


class WebPlug:
    """A plug of some outlets; a stuck one answers whatever it is told, and stays as it is."""

    def __init__(self, api: str, outlets: int = 1) -> None:
        self.api, self.lit = api, [True] * outlets
        self.stuck = False
        self.password = ""
        self.asked: list[str] = []
        self.connections = 0
        self.nonce = 1
        self._server: Server | None = None
        self.port = 0
        self.start()

    def start(self) -> None:
        self._server = Server(("127.0.0.1", self.port), Handler)
        self._server.plug = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.hang_up()
            server.server_close()

    def cut(self) -> None:
        """End the connections that there are."""
        self._server.hang_up()

    def turn(self, outlet: int, on: bool) -> None:
        if not self.stuck:
            self.lit[outlet] = on

    def answer(self, path: str, query: Mapping[str, str], login: str) -> tuple[int, object]:
        return getattr(self, f"_{self.api}")(path, query, login)

    def _shelly1(self, path, query, login):
        if self.password and login != f"Basic {_base64('admin:' + self.password)}":
            return 401, "Unauthorized"
        if path == "/status":
            relays = [{"ison": on, "has_timer": False} for on in self.lit]
            return 200, {"relays": relays, "meters": [{"power": WATTS, "is_valid": True}]}
        outlet = int(path.removeprefix("/relay/"))
        if outlet >= len(self.lit):
            return 404, "Not Found"
        if turn := query.get("turn"):
            self.turn(outlet, turn == "on")
        return 200, {"ison": self.lit[outlet], "has_timer": False, "source": "http"}

    def _shelly(self, path, query, login):
        if self.password and not self._digest_is_right(login):
            return 401, ""
        outlet = int(query["id"])
        if outlet >= len(self.lit):
            said = f"Argument 'id', value {outlet} not found!"
            return 500, {"code": -105, "message": said}
        was_on = self.lit[outlet]
        if path == "/rpc/Switch.Set":
            self.turn(outlet, query["on"] == "true")
            return 200, {"was_on": was_on}
        return 200, {"id": outlet, "source": "HTTP", "output": was_on, "apower": WATTS}

    def _tasmota(self, path, query, login):
        if self.password and (query.get("user"), query.get("password")) != ("admin", self.password):
            return 200, {"WARNING": "Need user=<username>&password=<password>"}
        command, _, value = query["cmnd"].partition(" ")
        if command == "Status":
            return 200, {"11": {"StatusSTS": self._powers()}, "10": SENSORS}[value]
        outlet = int(command.removeprefix("Power")) - 1
        if outlet >= len(self.lit):
            return 200, {"WARNING": "Enable weblog 2 if response expected"}
        self.turn(outlet, value == "On")
        name = "POWER" if len(self.lit) == 1 else command.upper()
        return 200, {name: value.upper()}

    def _powers(self):
        words = ["ON" if on else "OFF" for on in self.lit]
        if len(words) == 1:
            return {"Uptime": "0T00:10:12", "POWER": words[0], "Wifi": {"AP": 1}}
        return {f"POWER{number}": state for number, state in enumerate(words, 1)}

    def challenge(self) -> str:
        return (
            f'Digest qop="auth", realm="{REALM}", nonce="{self.nonce}", algorithm=SHA-256'
            if self.api == "shelly"
            else f'Basic realm="{REALM}"'
        )

    def _digest_is_right(self, login: str) -> bool:
        if not login.startswith("Digest "):
            return False
        said = parse_keqv_list(parse_http_list(login.removeprefix("Digest ")))
        ha1 = _sha256(f"admin:{REALM}:{self.password}")
        ha2 = _sha256(f"GET:{said['uri']}")
        proof = ":".join((ha1, said["nonce"], said["nc"], said["cnonce"], said["qop"], ha2))
        right = (str(self.nonce), _sha256(proof), "SHA-256")
        return (said["nonce"], said["response"], said["algorithm"]) == right


SENSORS = {"StatusSNS": {"Time": "2024-01-01T00:00:00", "ENERGY": {"Power": WATTS}}}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    plug: WebPlug

    def __init__(self, *given) -> None:
        self._clients: list[socket.socket] = []
        super().__init__(*given)

    def process_request(self, request, client_address) -> None:
        self._clients.append(request)
        self.plug.connections += 1
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        for client in self._clients:
            try:
                client.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it has gone already
        self._clients.clear()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes out at once
    server: Server

    def do_GET(self) -> None:
        plug, address = self.server.plug, urlsplit(self.path)
        plug.asked.append(self.path)
        login = self.headers.get("Authorization", "")
        code, said = plug.answer(address.path, dict(parse_qsl(address.query)), login)
        body = (said if isinstance(said, str) else json.dumps(said)).encode()
        self.send_response(code)
        if code == 401:
            self.send_header("WWW-Authenticate", plug.challenge())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
