"""Connections to an Apple TV by Companion, as the library pyatv makes them."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, cast

from actors.loop import running

if TYPE_CHECKING:
    import aiohttp
    import pyatv.interface


class Connection:
    """A TV that is connected, until it is lost, as pyatv tells it; WEB is a part of it."""

    def __init__(self, tv: pyatv.interface.AppleTV, web: aiohttp.ClientSession) -> None:
        self.tv, self.web = tv, web
        self.is_lost = False
        tv.listener = cast("pyatv.interface.DeviceListener", self)

    def connection_lost(self, _: Exception) -> None:
        self.is_lost = True

    def connection_closed(self) -> None:
        self.is_lost = True


class KeepingLoop:
    """The loop for pyatv, which leaves the connections open that it has failed with."""

    def __init__(self) -> None:
        self._kept: list[asyncio.BaseTransport] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(running(), name)

    async def create_connection(self, *how: Any, **more: Any) -> Any:
        transport, protocol = await running().create_connection(*how, **more)
        self._kept.append(transport)
        return transport, protocol

    def give_up(self) -> bool:
        """Close what is still open; return whether the other side had closed any."""
        was_closed = any(transport.is_closing() for transport in self._kept)
        for transport in self._kept:
            transport.close()
        return was_closed


async def described(host: str, port: int, credentials: str) -> pyatv.interface.BaseConfig:
    """Return a place as pyatv takes it.  Raises OSError for a host that has no address."""
    from pyatv.conf import AppleTV, ManualService
    from pyatv.const import Protocol

    found = await running().getaddrinfo(host, port, family=socket.AF_INET)
    service = ManualService(host, Protocol.Companion, port, {}, credentials=credentials)
    config = AppleTV(IPv4Address(found[0][4][0]), host)
    config.add_service(service)
    return config
