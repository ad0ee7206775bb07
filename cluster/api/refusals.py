"""Errors as answers: a status, and one sentence as `{"detail": …}`."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, WebSocketRequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from actors.errors import ConfigError, DeviceError
from cluster.artifacts import ArtifactError, BadKey, MissingArtifact
from cluster.errors import ClusterError, Unknown
from cluster.store import StoreError

_log = logging.getLogger(__name__)

_STATUS: dict[type[Exception], int] = {
    Unknown: 404,
    MissingArtifact: 404,
    BadKey: 404,
    ConfigError: 422,
    DeviceError: 503,
    ClusterError: 503,
    StoreError: 503,
    ArtifactError: 503,
}


class Refusal(BaseModel):
    """Why a request was not answered, in one sentence."""

    detail: str


def explain_errors(app: FastAPI) -> None:
    """Make APP answer each error that it knows with its status and its sentence."""
    for kind, status in _STATUS.items():
        app.add_exception_handler(kind, _answer_with(status))
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(RequestValidationError, _explain_request)
    app.add_exception_handler(WebSocketRequestValidationError, _explain_socket)
    app.add_exception_handler(Exception, _explain_unknown)  # the boundary: nobody is above us


def _answer_with(status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_: Request, error: Exception) -> Response:
        return JSONResponse({"detail": str(error)}, status)

    return answer


async def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    plain = error.detail == HTTPStatus(error.status_code).phrase
    reason = f"{request.method} {request.url.path}: {error.detail}" if plain else error.detail
    return JSONResponse({"detail": reason}, error.status_code, error.headers)


async def _explain_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"detail": _first_fault(error.errors())}, 422)


async def _explain_socket(socket: WebSocket, error: Exception) -> None:
    assert isinstance(error, WebSocketRequestValidationError)
    await socket.send_denial_response(JSONResponse({"detail": _first_fault(error.errors())}, 422))


async def _explain_unknown(request: Request, error: Exception) -> Response:
    _log.error("%s %s", request.method, request.url.path, exc_info=error)
    return JSONResponse({"detail": "this is a fault of the API itself; its log has more"}, 500)


def _first_fault(faults: Sequence[Mapping[str, Any]]) -> str:
    place = " ".join(map(str, faults[0]["loc"]))
    return f"{place}: {faults[0]['msg']}"
