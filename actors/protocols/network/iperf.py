"""Throughput, by the program iperf3 as the client of a server that runs on the device."""

import json
import math
from subprocess import CompletedProcess

PORT = 5201
EXCHANGE = 1.0  # seconds for the results to be exchanged afterwards


class NotMeasured(Exception):
    """The server refused the measurement, for the reason given."""


def command(host: str, port: int, seconds: float, timeout: float) -> list[str]:
    """Return what measures for SECONDS, whole ones as iperf3 has them, what HOST sends."""
    return [
        "iperf3", "--json", "--reverse", "--client", host, "--port", str(port),
        "--time", str(math.ceil(seconds)), "--connect-timeout", str(round(timeout * 1000)),
    ]  # fmt: skip


def longest(seconds: float, timeout: float) -> float:
    """Return the seconds within which that command ends, if the server answers in TIMEOUT."""
    return math.ceil(seconds) + timeout + EXCHANGE


def bits_per_second(ended: CompletedProcess[str]) -> float:
    """Return what was received on average.

    Raises ConnectionError where there is no server, NotMeasured where it refuses.
    """
    try:
        report = json.loads(ended.stdout)
        if not (error := str(report.get("error", ""))):
            return float(report["end"]["sum_received"]["bits_per_second"])
    except (ValueError, KeyError, TypeError, AttributeError) as e:
        said = (ended.stderr or ended.stdout).strip()[:200]
        raise NotMeasured(f"iperf3 reports what cannot be read: {said!r}") from e
    reason = error.removeprefix("error - ")
    if reason.startswith("unable to connect"):
        raise ConnectionError(f"no iperf3 server: {reason.rpartition(': ')[2]}")
    raise NotMeasured(reason)
