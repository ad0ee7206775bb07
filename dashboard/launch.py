"""How to start the dashboard as a process of its own."""

import sys
from pathlib import Path

HERE = Path(__file__).parent

_SETTINGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.magicEnabled": "false",
    "theme.base": str(HERE / "theme.toml"),
}


def command(api_url: str, port: int) -> list[str]:
    """Return the arguments that serve the dashboard of the API at API_URL on a loopback PORT.

    The key of the API, where it demands one, is read from VPT_API_KEY in the
    environment of the process: arguments are there for everyone to see.
    """
    settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    run = [sys.executable, "-m", "streamlit", "run", str(HERE / "app.py")]
    return [*run, *settings, f"--server.port={port}", "--", "--api", api_url]
