"""Plugs of TP-Link's: a Kasa that speaks on TCP 9999, and a Tapo with KLAP over HTTP.

Their maker publishes neither; the first is described in "Reverse Engineering the TP-Link HS110"
(softScheck, 2016), the second by python-kasa's documentation of its KlapTransport.
"""

import hashlib
import json
import secrets
import socket
import struct
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.actors.drivers.web_plugs import Server

USER, PASSWORD = "lab@example.org", "s3cret &?#"
MILLIWATTS = 12_300


class KasaPlug:
    """A plug, or a strip of some outlets; a stuck one answers, and stays as it is."""

    def __init__(self, outlets: int = 0) -> None:
        self.lit = [True] * (outlets or 1)
        self.stuck = False
        self.metered = True
        self.told: list[dict] = []
        self.connections = 0
        self._strip = bool(outlets)
        self._clients: list[socket.socket] = []
        self.port = 0
        self.start()

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        for client in self._clients:
            with suppress(OSError):  # it has gone already
                client.shutdown(socket.SHUT_RDWR)
            client.close()
        self._clients.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            self._clients.append(client.dup())
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), client, client.makefile("rwb") as stream:
            while head := stream.read(4):
                asked = json.loads(_plain(stream.read(int.from_bytes(head, "big"))))
                answer = _cipher(json.dumps(self.answer(asked)).encode())
                stream.write(len(answer).to_bytes(4, "big") + answer)
                stream.flush()

    def answer(self, asked: dict) -> dict:
        children = asked.get("context", {}).get("child_ids", ["00"])
        outlet = int(children[0][-2:])
        if "emeter" in asked:
            read = {"power_mw": MILLIWATTS, "err_code": 0}
            none = {"err_code": -1, "err_msg": "module not support"}
            return {"emeter": {"get_realtime": read} if self.metered else none}
        [(method, given)] = asked["system"].items()
        if method == "set_relay_state":
            self.told.append(asked)
            if not self.stuck:
                self.lit[outlet] = bool(given["state"])
            return {"system": {method: {"err_code": 0}}}
        return {"system": {method: self._system()}}

    def _system(self) -> dict:
        about = {"model": "HS110(EU)", "deviceId": "8006F1", "err_code": 0}
        if not self._strip:
            return {**about, "relay_state": int(self.lit[0])}
        listed = [{"id": f"8006F1{n:02}", "state": int(on)} for n, on in enumerate(self.lit)]
        return {**about, "children": listed, "child_num": len(listed)}


class TapoPlug:
    """The same with KLAP: two handshakes that prove who is who, then encrypted requests."""

    def __init__(self, outlets: int = 0) -> None:
        self.lit = [True] * (outlets or 1)
        self.stuck = False
        self.metered = True
        self.told: list[dict] = []
        self.connections = 0
        self._seeds = (b"", b"")
        self._owner = _sha256(_sha1(USER) + _sha1(PASSWORD))
        self._server: Server | None = None
        self.port = 0
        self.start()

    def start(self) -> None:
        self._server = Server(("127.0.0.1", self.port), Klap)
        self._server.plug = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self.cut()
        self._server.server_close()

    def cut(self) -> None:
        self._server.hang_up()

    def reply(self, path: str, query: dict, body: bytes) -> tuple[int, bytes]:
        if path == "/app/handshake1":
            self._seeds = (body, secrets.token_bytes(16))
            return 200, self._seeds[1] + _sha256(b"".join(self._seeds) + self._owner)
        local, remote = self._seeds
        if path == "/app/handshake2":
            return (200, b"") if body == _sha256(remote + local + self._owner) else (403, b"")
        return 200, self._exchange(int(query["seq"][0]), body)

    def _exchange(self, number: int, body: bytes) -> bytes:
        shared = b"".join(self._seeds) + self._owner
        key, vector = _sha256(b"lsk" + shared)[:16], _sha256(b"iv" + shared)[:12]
        count = struct.pack(">l", number)
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector + count))
        signed = _sha256(_sha256(b"ldk" + shared)[:28] + count + body[32:])
        assert signed == body[:32]
        opened = cipher.decryptor()
        unpad = padding.PKCS7(128).unpadder()
        asked = json.loads(unpad.update(opened.update(body[32:])) + unpad.finalize())
        pad = padding.PKCS7(128).padder()
        said = pad.update(json.dumps(self.answer(asked)).encode()) + pad.finalize()
        return bytes(32) + cipher.encryptor().update(said)

    def answer(self, asked: dict, outlet: int = 0) -> dict:
        method, given = asked["method"], asked.get("params", {})
        if method == "set_device_info":
            self.told.append(given)
            if not self.stuck:
                self.lit[outlet] = given["device_on"]
            return {"error_code": 0}
        if method == "control_child":
            inner = self.answer(given["requestData"], int(given["device_id"][-2:]))
            return {"error_code": 0, "result": {"responseData": inner}}
        if method == "get_child_device_list":
            listed = [self._info(number) for number in range(len(self.lit))]
            return {"error_code": 0, "result": {"child_device_list": listed}}
        if method == "get_energy_usage":
            used = {"error_code": 0, "result": {"current_power": MILLIWATTS}}
            return used if self.metered else {"error_code": -1002}
        return {"error_code": 0, "result": self._info(outlet)}

    def _info(self, outlet: int) -> dict:
        return {"device_id": f"8022A7{outlet:02}", "device_on": self.lit[outlet], "model": "P110"}


class Klap(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        code, said = self.server.plug.reply(address.path, parse_qs(address.query), body)
        self.send_response(code)
        if address.path == "/app/handshake1":
            self.send_header("Set-Cookie", "TP_SESSIONID=1A2B3C;TIMEOUT=86400")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _cipher(plain: bytes) -> bytes:
    """Return PLAIN with each byte XORed by the one that went out before, the first by 171."""
    key, coded = 171, bytearray()
    for byte in plain:
        key ^= byte
        coded.append(key)
    return bytes(coded)


def _plain(coded: bytes) -> bytes:
    return bytes(byte ^ before for byte, before in zip(coded, b"\xab" + coded, strict=False))


def _sha1(text: str) -> bytes:
    return hashlib.sha1(text.encode()).digest()


def _sha256(given: bytes) -> bytes:
    return hashlib.sha256(given).digest()
