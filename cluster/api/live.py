"""GET /api/live (WebSocket): events as they happen."""

import logging
from contextlib import aclosing
from typing import Annotated

from anyio import CancelScope, create_task_group
from fastapi import APIRouter, Query, WebSocket
from starlette.websockets import WebSocketDisconnect

from cluster.api.hub import Hub
from cluster.api.needs import Live
from cluster.store import StoreError

_log = logging.getLogger(__name__)
router = APIRouter()

TOO_SLOW = 1013  # RFC 6455's registry: "try again later"
BROKEN = 1011


@router.websocket("/api/live")
async def live(
    socket: WebSocket, hub: Live, since: Annotated[int | None, Query(ge=0)] = None
) -> None:
    """Send each event after the id SINCE, or from now on, as JSON with its id.

    A client that does not read fast enough is dropped with close code 1013;
    it goes on without a gap by asking again, since the last id it has seen.
    """
    await socket.accept()
    async with create_task_group() as tasks:
        tasks.start_soon(_cancel_at_end, socket, tasks.cancel_scope)
        await _send(socket, hub, since)
        tasks.cancel_scope.cancel()


async def _cancel_at_end(socket: WebSocket, scope: CancelScope) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass  # what a client says is of no interest, only that it leaves
    scope.cancel()


async def _send(socket: WebSocket, hub: Hub, since: int | None) -> None:
    with CancelScope() as scope:
        try:
            async with aclosing(hub.follow(since, drop=scope.cancel)) as messages:
                async for message in messages:
                    await socket.send_text(message)
        except WebSocketDisconnect:
            return
        except StoreError as e:
            _log.warning("a follower is sent away: %s", e)
            await socket.close(BROKEN, "the store does not answer")
    if scope.cancelled_caught:
        await socket.close(TOO_SLOW, "events came faster than you read them")
