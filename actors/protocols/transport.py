"""HTTP connections on which every wait of a request counts against one deadline.

httpx bounds each wait by itself, so that a server which lets its answer drip is waited for as long
as it likes.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from ssl import SSLContext
from threading import local
from typing import Any

import httpcore
import httpx


class _Deadline(local):
    at = inf  # of the request that this thread makes, by the monotonic clock


_deadline = _Deadline()


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Let what this thread asks for meanwhile be over SECONDS from now, with a TimeoutException."""
    _deadline.at = time.monotonic() + seconds
    try:
        yield
    finally:
        _deadline.at = inf


class Transport(httpx.BaseTransport):
    """Connections that are kept open, with SECURE for those of https."""

    def __init__(self, secure: SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=secure, keepalive_expiry=None, network_backend=_Backend()
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to REQUEST, whose body is still to be read."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _told():
            answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """End the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _told():
            yield from self._stream

    def close(self) -> None:
        self._stream.close()


@contextmanager
def _told() -> Iterator[None]:
    """Tell an error of httpcore as the one of httpx that has its name."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as e:
        raise getattr(httpx, type(e).__name__)(str(e)) from e


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._sockets.connect_tcp(host, port, left, local_address, socket_options))


def _left(timeout: float | None, late: type[Exception]) -> float:
    left = _deadline.at - time.monotonic()
    if left <= 0:
        raise late("the time of the request is over")
    return left if timeout is None else min(timeout, left)
