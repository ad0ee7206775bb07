"""A server of HTTP and WebSockets that can be switched off, on and off again, for peers."""

import asyncio
import ssl
from typing import Any

from aiohttp import web

from tests.served import Background, free_port


class Served:
    """Serves the routes of `routes`, on a port that stays the same, on a loop of its own."""

    def __init__(self, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.host, self.port = host, free_port()
        self.requests: list[str] = []  # method and path of each
        self._tls = tls
        self._background = Background()
        self._runner: web.AppRunner | None = None
        self._connections: set[asyncio.Transport] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self.start()

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    def start(self) -> None:
        self._background.run(self._start())

    def stop(self) -> None:
        """Leave the network: end all connections, refuse new ones."""
        self._background.run(self._stop())

    def cut(self) -> None:
        """End the WebSockets that there are, as a television that restarts does."""
        self._background.run(self._cut())

    def end(self) -> None:
        self.stop()
        self._background.end()

    async def _start(self) -> None:
        application = web.Application(middlewares=[self._noted])
        application.add_routes(self.routes())
        self._runner = web.AppRunner(application, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port, ssl_context=self._tls)
        await site.start()

    async def _stop(self) -> None:
        if self._runner:
            await next(iter(self._runner.sites)).stop()
            for connection in self._connections:
                connection.abort()
            self._connections.clear()
            await self._runner.cleanup()
            self._runner = None

    async def _cut(self) -> None:
        for socket in self._sockets:
            await socket.close()
        self._sockets.clear()

    async def _accepted(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        return socket

    @web.middleware
    async def _noted(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.requests.append(f"{request.method} {request.path}")
        if request.transport:
            self._connections.add(request.transport)
        return await handler(request)
