"""Devices that announce themselves on the network by mDNS (RFC 6762) and DNS-SD (RFC 6763)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from actors.attached.found import Found

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

LOOK_UP = 1000  # milliseconds for what has announced itself, and not said where it is

Told = Mapping[str, str]


def services(seconds: float, interfaces: Sequence[str] = ()) -> list[Found]:
    """Return the devices that announce what a driver speaks, after listening for SECONDS.

    interfaces: the addresses at which to listen; all by default.  Raises OSErrors.
    """
    from zeroconf import InterfaceChoice, ServiceBrowser, ServiceInfo, Zeroconf

    names: set[tuple[str, str]] = set()

    def note(service_type: str, name: str, **_: object) -> None:
        names.add((service_type, name))

    with Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All) as listening:
        browser = ServiceBrowser(listening, list(SERVICES), handlers=[note])
        time.sleep(seconds)
        browser.cancel()
        infos = [ServiceInfo(kind, name) for kind, name in sorted(names)]
        known = [info for info in infos if _is_known(info, listening)]
    found = (SERVICES[info.type](info, _told(info)) for info in known)
    return [one for one in found if one]


def _is_known(info: ServiceInfo, listening: Zeroconf) -> bool:
    """Tell whether it is known where INFO is, asking for it if need be."""
    there = info.load_from_cache(listening) or info.request(listening, LOOK_UP)
    return there and bool(info.parsed_addresses())


def _told(info: ServiceInfo) -> Told:
    return {key: value or "" for key, value in info.decoded_properties.items()}


def _host(info: ServiceInfo) -> str:
    return info.parsed_addresses()[0]  # IPv4 first


def _called(info: ServiceInfo) -> str:
    return info.name.removesuffix(f".{info.type}")


def _android_tv(info: ServiceInfo, _: Told) -> Found:
    made_up = {"certificate": "client.pem", "key": "client.key"}
    settings = {"host": _host(info), "port": info.port or 0, **made_up}
    said = f"{_called(info)!r} announces itself; to be paired: vpt pair android_tv_remote"
    return Found(_called(info), "android-tv", "android_tv_remote", settings, said)


def _apple_tv(info: ServiceInfo, told: Told) -> Found | None:
    model = told.get("rpMd", "")
    if not model.startswith("AppleTV"):  # Macs and loudspeakers announce the same service
        return None
    said = f"{_called(info)!r} announces itself as {model}; to be paired: vpt pair apple_tv"
    settings = {"host": _host(info), "port": info.port or 0}
    return Found(_called(info), "apple-tv", "apple_tv", settings, said)


def _shelly(info: ServiceInfo, told: Told) -> Found:
    api = "shelly1" if told.get("gen", "1") == "1" else "shelly"
    said = f"{_called(info)!r} announces itself; which device it feeds is for you to say"
    settings = {"host": _host(info), "api": api}
    return Found(_called(info), told.get("app", "plug"), "power_http", settings, said)


def _cast(info: ServiceInfo, told: Told) -> Found:
    called = told.get("fn", _called(info))
    said = f"{called!r} can be cast to; no driver does, but its network can be measured"
    return Found(called, told.get("md", "cast"), "network", {"host": _host(info)}, said)


SERVICES: Mapping[str, Callable[[ServiceInfo, Told], Found | None]] = {
    "_androidtvremote2._tcp.local.": _android_tv,
    "_companion-link._tcp.local.": _apple_tv,
    "_shelly._tcp.local.": _shelly,
    "_googlecast._tcp.local.": _cast,
}
