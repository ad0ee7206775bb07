"""The dashboard as its reader gets it: a process of its own, and Chromium before it."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

from dashboard.launch import command

PATIENCE = 30.0  # seconds to start
ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",  # Chromium refuses to run as root with one
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Streamlit looks for itself below a page's own path before it looks at the root.
_HARMLESS = re.compile(r"/_stcore/(health|host-config)$")


@dataclass
class Watched:
    """A page, and all that went wrong on it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("request", self._see)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _HARMLESS.search(message.location["url"]):
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.complaints.append(f"asks for {request.url}")


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium.  Fails the test where it is not installed."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("There is no chromium; install Debian's package: apt-get install chromium.")
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


@contextmanager
def dashboard(api_url: str) -> Iterator[str]:
    """Serve the dashboard of the API at API_URL until left, and give its address."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {k: v for k, v in os.environ.items() if k != "VPT_API_KEY"}
    process = subprocess.Popen(
        command(api_url, port), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_until_up(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _wait_until_up(process: "subprocess.Popen[bytes]", url: str) -> None:
    transport = httpx.HTTPTransport(retries=0)
    with httpx.Client(transport=transport) as http:
        while process.poll() is None:
            with suppress(httpx.TransportError):
                if http.get(f"{url}/_stcore/health").is_success:
                    return
    pytest.fail(f"the dashboard ended with exit code {process.returncode}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
