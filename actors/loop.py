"""The one event loop of this process, for drivers whose libraries speak asyncio."""

import asyncio
import logging
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_loop: asyncio.AbstractEventLoop | None = None
_starting = threading.Lock()


def run(work: Coroutine[Any, Any, T], seconds: float) -> T:
    """Return what WORK returns; it runs on the loop's own thread while this one waits.

    Raises TimeoutError after SECONDS, when WORK is cancelled, and whatever WORK raises.
    """
    return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, seconds), running()).result()


def running() -> asyncio.AbstractEventLoop:
    """Return the loop, which runs from now on as long as the process."""
    global _loop  # noqa: PLW0603 - the process has one
    with _starting:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            _loop.set_exception_handler(_noted)
            threading.Thread(target=_loop.run_forever, name="asyncio", daemon=True).start()
        return _loop


def _noted(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # of tasks that libraries have forgotten; whoever waited for an answer has been told
    logging.getLogger(__name__).debug("%s: %r", context["message"], context.get("exception"))
