"""Televisions that answer a search by SSDP (UPnP Device Architecture 1.1, section 1.3)."""

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.parser import Parser
from urllib.parse import urlsplit

from actors.attached.found import Found

GROUP = ("239.255.255.250", 1900)
WAIT = 1  # seconds within which a device is asked to answer, at a moment of its own choice


@dataclass(frozen=True)
class Sought:
    """What answers to a search: the driver that speaks to it, and what is to be SAID of that."""

    model: str
    driver: str
    said: str
    made_up: Mapping[str, object]


TARGETS = {
    "roku:ecp": Sought("roku", "roku", "answers as a Roku", {}),
    "urn:lge-com:service:webos-second-screen:1": Sought(
        "webos", "webos", "answers as a television with webOS; to be paired: vpt pair webos", {}
    ),
    "urn:samsung.com:device:RemoteControlReceiver:1": Sought(
        "samsung-tv", "samsung", "answers as a Samsung; to be paired: vpt pair samsung", {}
    ),
    "urn:schemas-sony-com:service:ScalarWebAPI:1": Sought(
        "bravia", "bravia", "answers as a Bravia; its pre-shared key is made up", {"psk": "0000"}
    ),
}


def televisions(seconds: float, group: tuple[str, int] = GROUP) -> list[Found]:
    """Return those that answer in SECONDS.  Raises OSErrors."""
    answered = {(target, host): TARGETS[target] for target, host in _answers(seconds, group)}
    return [
        Found(f"{sought.model}-{host}", sought.model, sought.driver,
              {"host": host, **sought.made_up}, f"{host} {sought.said}")
        for (_, host), sought in sorted(answered.items(), key=lambda item: item[0])
    ]  # fmt: skip


def search(target: str) -> bytes:
    """Return what asks for every TARGET to answer."""
    lines = (
        "M-SEARCH * HTTP/1.1",
        "HOST: {}:{}".format(*GROUP),
        'MAN: "ssdp:discover"',
        f"MX: {WAIT}",
        f"ST: {target}",
    )
    return "\r\n".join((*lines, "", "")).encode()


def parsed(answer: bytes) -> tuple[str, str] | None:
    """Return the target that an ANSWER is for, and its host; None for anything else."""
    status, _, headers = answer.decode(errors="replace").partition("\r\n")
    told = Parser().parsestr(headers, headersonly=True)
    with suppress(ValueError):
        host = urlsplit(told.get("LOCATION", "")).hostname
        if status.startswith("HTTP/1.1 200") and told.get("ST") in TARGETS and host:
            return told["ST"], host
    return None


def _answers(seconds: float, group: tuple[str, int]) -> Iterator[tuple[str, str]]:
    deadline = time.monotonic() + seconds
    with socket.socket(type=socket.SOCK_DGRAM) as asking:
        asking.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 2)
        for target in TARGETS:
            asking.sendto(search(target), group)
        while (left := deadline - time.monotonic()) > 0:
            asking.settimeout(left)
            with suppress(TimeoutError):
                if told := parsed(asking.recv(2048)):
                    yield told
