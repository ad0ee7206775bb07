"""Devices that announce themselves, by real announcements on the loopback interface."""

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from pydantic import TypeAdapter
from zeroconf import ServiceInfo, Zeroconf

from actors.attached.announced import services
from actors.parse import AnyDriver
from tests.served import wait_until

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def found():
    """What is found while several devices announce themselves, by its kind."""
    told = [
        announcement("_androidtvremote2", "Living room", 6466),
        announcement("_companion-link", "Bedroom", 49153, rpMd="AppleTV14,1"),
        announcement("_companion-link", "Desk", 49154, rpMd="MacBookPro18,3"),
        announcement("_shelly", "shellyplus1-a1", 80, gen="2", app="Plus1"),
        announcement("_googlecast", "cast-1", 8009, fn="Küche", md="Chromecast"),
        announcement("_ipp", "printer", 631),
    ]
    with Zeroconf(interfaces=[HERE]) as network:
        with ThreadPoolExecutor() as pool:  # each takes a while to see that its name is free
            list(pool.map(partial(network.register_service, strict=False), told))
        seen = {}
        wait_until(lambda: seen.update(heard()) or len(seen) >= 4)  # an announcement may be lost
        return seen


def heard():
    return {one.kind: one for one in services(1.5, [HERE])}


def announcement(service, name, port, **told):
    kind = f"{service}._tcp.local."
    where = {"addresses": [socket.inet_aton("10.9.8.7")], "port": port, "server": f"{port}.local."}
    return ServiceInfo(kind, f"{name}.{kind}", properties=told, **where)


def test_each_is_found_with_the_driver_that_speaks_to_it(found):
    assert sorted(found) == ["android_tv_remote", "apple_tv", "network", "power_http"]


def test_they_are_proposed_at_their_own_addresses(found):
    assert {one.settings["host"] for one in found.values()} == {"10.9.8.7"}
    assert found["apple_tv"].settings["port"] == 49153


def test_what_is_proposed_is_what_the_drivers_take(found):
    for one in found.values():
        assert TypeAdapter(AnyDriver).validate_python({one.kind: dict(one.settings)})


def test_they_are_called_what_they_call_themselves(found):
    assert found["apple_tv"].name == "bedroom"
    assert (found["network"].called, found["network"].model) == ("Küche", "Chromecast")


def test_a_plug_tells_its_generation(found):
    assert found["power_http"].settings["api"] == "shelly"
