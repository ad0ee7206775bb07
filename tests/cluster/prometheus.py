"""A real Prometheus with the shipped configuration, but another target and more haste."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from cluster.api.server import listen

CONFIGS = Path(__file__).parents[2] / "configs"
RULES = CONFIGS / "prometheus" / "rules.yml"


def program(name: str) -> str:
    """Return the path of a program of the Debian package; without it, the test fails."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(
            f"there is no {name}: install it with 'apt-get install prometheus'", pytrace=False
        )
    return path


@dataclass(frozen=True)
class Prometheus:
    """What it has scraped, asked in its own language."""

    http: httpx.Client

    def ask(self, expression: str) -> list[dict[str, Any]]:
        """Return the instant vector that EXPRESSION is now; fails where it is no expression."""
        answer = self.http.get("/api/v1/query", params={"query": expression}).json()
        assert answer["status"] == "success", f"{expression}: {answer['error']}"
        result: list[dict[str, Any]] = answer["data"]["result"]
        return result

    def wait_for(self, expression: str) -> None:
        """Wait until EXPRESSION has a value that is not 0."""
        wait_until(lambda: any(float(s["value"][1]) for s in self.ask(expression)), expression)

    def rules(self) -> list[dict[str, Any]]:
        """Return its rules, each with the health of its last evaluation."""
        groups = self.http.get("/api/v1/rules").json()["data"]["groups"]
        return [rule for group in groups for rule in group["rules"]]


@contextmanager
def prometheus(target: str, home: Path) -> Iterator[Prometheus]:
    """Run Prometheus on TARGET (host:port), with its data in HOME, until left."""
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    command = [
        program("prometheus"),
        f"--config.file={_config(target, home)}",
        f"--storage.tsdb.path={home / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (home / "log").open("w") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
                wait_until(lambda: process.poll() is not None or _is_ready(http), "readiness")
                assert process.returncode is None, (home / "log").read_text()
                yield Prometheus(http)
        finally:
            process.terminate()


def _config(target: str, home: Path) -> Path:
    config = yaml.safe_load((CONFIGS / "prometheus" / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "250ms", "scrape_timeout": "250ms"}
    config["global"]["evaluation_interval"] = "250ms"
    config["rule_files"] = [str(RULES)]
    [ours] = [job for job in config["scrape_configs"] if job["job_name"] == "virtualpytest"]
    config["scrape_configs"] = [{**ours, "static_configs": [{"targets": [target]}]}]
    path = home / "prometheus.yml"
    path.write_text(json.dumps(config))
    return path


def _is_ready(http: httpx.Client) -> bool:
    try:
        return http.get("/-/ready").status_code == 200
    except httpx.TransportError:
        return False


def wait_until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)
