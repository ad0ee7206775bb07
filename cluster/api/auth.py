"""Who may speak to the API: holders of its key; without a key, programs on this machine."""

import hmac
import ipaddress
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from cluster.api.errors import KeyNeeded

OPEN = "/api/health"  # for those who watch whether the API lives


def check_binding(host: str, key: str | None) -> None:
    """Raise KeyNeeded when others could reach HOST and nobody has to show a KEY."""
    if not key and not _is_loopback(host):
        raise KeyNeeded(host)


class Guard:
    """ASGI middleware that lets only those pass who may.

    The key comes as `Authorization: Bearer KEY` or `X-API-Key: KEY`; one in
    the address is refused, as addresses end up in logs.  Without a key only
    this machine can connect, so a request for another host name, or from a
    page of another origin, is the doing of a foreign web page in a browser here.
    """

    def __init__(self, app: ASGIApp, *, key: str | None) -> None:
        self._app = app
        self._key = key.encode() if key else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["type"] == "lifespan" else self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(refusal)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        if self._key is None:
            return _refuse_foreign_page(headers)
        if "key" in parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True):
            return _refuse(400, "send the key in a header, never in an address")
        if scope["path"] == OPEN or any(_same(key, self._key) for key in _keys(headers)):
            return None
        return _refuse(401, "send the API key as 'Authorization: Bearer KEY' or 'X-API-Key'")


def _keys(headers: Headers) -> Iterator[str]:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield key.strip()
    yield headers.get("x-api-key", "")


def _same(key: str, wanted: bytes) -> bool:
    return hmac.compare_digest(key.encode("latin-1"), wanted)


def _refuse_foreign_page(headers: Headers) -> JSONResponse | None:
    addresses = [f"//{headers.get('host', '')}", headers.get("origin", "//localhost")]
    if all(map(_is_of_this_machine, addresses)):
        return None
    return _refuse(403, "an API without a key answers only as localhost, and no foreign web page")


def _refuse(status: int, reason: str) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"detail": reason}, status, headers)


def _is_of_this_machine(address: str) -> bool:
    try:
        return _is_loopback(urlsplit(address).hostname or "")
    except ValueError:  # brackets that do not hold an IPv6 address
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"
