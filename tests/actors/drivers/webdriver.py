"""Appium servers for the driver: a real one with its fake driver, and one of the public routes."""

import base64
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

from tests.served import free_port, wait_until

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
APPIUM = CACHE / "virtualpytest" / "appium"  # where .ci/programs installs it


@pytest.fixture(scope="session")
def appium_url() -> Iterator[str]:
    """Run a real Appium server, whose only driver is its own fake one."""
    program = APPIUM / "node_modules" / ".bin" / "appium"
    if not program.exists() or not shutil.which("node"):
        pytest.fail(f"There is no {program}; .ci/programs installs it.")
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [program, "--address=127.0.0.1", f"--port={port}", "--use-drivers=fake"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env={**os.environ, "APPIUM_HOME": str(APPIUM)}, **quiet)
    wait_until(lambda: _is_up(url))
    yield url
    server.terminate()
    server.wait()


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/status").is_success
    except httpx.TransportError:
        return False


def png(size: tuple[int, int]) -> bytes:
    pixels = np.full((size[1], size[0], 3), (40, 80, 120), np.uint8)
    return bytes(cv2.imencode(".png", pixels)[1])


class Phone:
    """What a phone behind a WebDriver server has seen, and what it answers."""

    def __init__(self, source: str) -> None:
        self.source, self.size = source, (360, 640)
        self.size_told: tuple[object, object] | None = None  # where it is not the size
        self.keys: list[object] = []
        self.points: list[tuple[int, int]] = []
        self.pauses: list[int] = []
        self.text, self.front = "", ""
        self.apps = ["org.films", "org.notes", "org.settings"]
        self.sessions = 0
        self.ended = False  # whether the session is no longer known
        self.asked: list[dict] = []  # the capabilities of each session
        self.wants: str | None = None  # the Authorization that it takes

    def mobile(self, command: str, arguments: dict) -> object:
        """Do what `mobile: COMMAND` does in UiAutomator2 and XCUITest."""
        app = arguments.get("appId")
        if command in ("pressKey", "pressButton"):
            self.keys.append(arguments.get("keycode") or arguments.get("name"))
        elif command == "isAppInstalled":
            return app in self.apps
        elif command == "activateApp":
            self.front = app
        elif command == "terminateApp":
            self.front = ""
            return True
        elif command == "listApps":
            return {name: {} for name in reversed(self.apps)}
        return None

    def act(self, body: dict) -> None:
        """Do W3C actions of one finger."""
        [finger] = [one for one in body["actions"] if one["type"] == "pointer"]
        for step in finger["actions"]:
            if step["type"] == "pointerMove":
                self.points.append((step["x"], step["y"]))
                self.pauses.append(step.get("duration", 0))


class Routes(BaseHTTPRequestHandler):
    """The routes of W3C WebDriver, and those of Appium, that the driver uses."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        phone, route = self.server.phone, self._route()
        width, height = phone.size
        picture = base64.b64encode(png((2 * width, 2 * height))).decode()
        answers = {
            "window/rect": dict(
                zip(("width", "height"), phone.size_told or phone.size, strict=True)
            ),
            "screenshot": picture,
            "source": phone.source,
            "element/active": {"element-6066-11e4-a52e-4f735466cecf": "focused"},
        }
        self._answer(answers[route])

    def do_POST(self) -> None:
        phone = self.server.phone
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        if phone.wants and self.headers["Authorization"] != phone.wants:
            self._answer("who are you?", 401)
        elif self.path == "/session":
            self._begin(body)
        elif phone.ended:
            error = {"error": "invalid session id", "message": "it ended", "stacktrace": ""}
            self._answer(error, 404)
        else:
            self._answer(self._done(body))

    def do_DELETE(self) -> None:
        self._answer(None)

    def _begin(self, body: dict) -> None:
        phone = self.server.phone
        phone.sessions, phone.ended = phone.sessions + 1, False
        phone.asked.append(body["capabilities"])
        self._answer({"sessionId": str(phone.sessions), "capabilities": {}})

    def _done(self, body: dict) -> object:
        phone, route = self.server.phone, self._route()
        if route == "actions":
            phone.act(body)
        elif route == "element/active":
            return {"element-6066-11e4-a52e-4f735466cecf": "focused"}
        elif route == "element/focused/value":
            phone.text += body["text"]
        elif route == "execute/sync":
            [arguments] = body["args"]
            return phone.mobile(body["script"].removeprefix("mobile: "), arguments)
        return None

    def _route(self) -> str:
        return self.path.split("/", 3)[-1]

    def _answer(self, value: object, status: int = 200) -> None:
        body = json.dumps({"value": value}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """What is asked for is not of interest."""


class WireServer(ThreadingHTTPServer):
    """Serves PHONE until it ends; it can begin again at the same port."""

    daemon_threads = True

    def __init__(self, phone: Phone, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Routes)
        self.phone = phone
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()
