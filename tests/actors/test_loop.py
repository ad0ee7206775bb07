"""The one event loop: work of any thread is done on it, within its time."""

import asyncio
import threading

import pytest

from actors import loop


async def here():
    return threading.current_thread().name


def test_work_is_done_on_a_thread_of_its_own_always_the_same():
    names = {loop.run(here(), 5) for _ in range(3)}
    assert len(names) == 1
    assert threading.current_thread().name not in names


def test_threads_that_ask_first_at_the_same_time_get_the_same_loop(monkeypatch):
    monkeypatch.setattr(loop, "_loop", None)
    found = []
    threads = [threading.Thread(target=lambda: found.append(loop.running())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1
    found[0].call_soon_threadsafe(found[0].stop)


def test_what_takes_too_long_is_cancelled():
    ended = threading.Event()

    async def long():
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    with pytest.raises(TimeoutError):
        loop.run(long(), 0.05)
    assert ended.wait(5)


def test_what_the_work_raises_is_raised_to_the_one_who_asked():
    async def wrong():
        raise KeyError("x")

    with pytest.raises(KeyError, match="x"):
        loop.run(wrong(), 5)
