"""A thread of its own for calls that would wait for ever."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Worker:
    """Does one thing at a time; who asks waits no longer than it wants to.

    Its thread is no reason for the process to stay: one of an executor would be.
    """

    def __init__(self, name: str) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def run(self, task: Callable[[], T], seconds: float) -> T:
        """Return what TASK returns.

        Raises TimeoutError after SECONDS, when a TASK that has not begun never will, and
        whatever TASK raises.
        """
        future: Future[T] = Future()
        self._tasks.put((future, task))
        try:
            return future.result(seconds)
        finally:
            future.cancel()

    def end(self) -> None:
        """Let the thread end after what it was given."""
        self._tasks.put(None)

    def _work(self) -> None:
        while todo := self._tasks.get():
            future, task = todo
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as e:  # noqa: BLE001 - the one who asked raises it
                future.set_exception(e)
