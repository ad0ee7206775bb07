"""Ctrl-C and SIGTERM: an end in order, and never in the middle of one."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def raise_interrupt(_number: int, _frame: FrameType | None) -> None:
    """Be the handler under which SIGTERM unwinds the program as Ctrl-C does."""
    raise KeyboardInterrupt


def unwind_on_sigterm() -> None:
    """Let SIGTERM run every `finally`; to be called again after ray.init, which takes it away."""
    if _is_main():
        signal.signal(signal.SIGTERM, raise_interrupt)


@contextlib.contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Turn the first Ctrl-C or SIGTERM inside into STOP, and only a second one into an end."""
    if not _is_main():
        yield
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def heeded() -> Iterator[None]:
    """Interrupt after what is inside where a Ctrl-C in it was swallowed, as in a callback."""
    if not _is_main():
        yield
        return
    told = threading.Event()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        told.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if told.is_set():
        raise KeyboardInterrupt


@contextlib.contextmanager
def held_off() -> Iterator[None]:
    """Let nothing interrupt what is inside: a clean-up that would leave processes behind."""
    if not _is_main():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
