import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from functools import partial

import pytest

from cluster.api.hub import Hub
from cluster.store import Store, StoreError
from cluster.wire import read_event
from tests.cluster.served import story, tell

SIZE = len(story(1))


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


def has(ids: list[int], number: int) -> bool:
    return len(ids) == number


def never() -> None:
    raise AssertionError("dropped")


@asynccontextmanager
async def following(hub: Hub, since: int | None) -> AsyncIterator[list[int]]:
    """Follow HUB, and give the ids of the events that have come."""
    ids: list[int] = []
    before = hub.followers

    async def collect() -> None:
        async with aclosing(hub.follow(since, drop=never)) as messages:
            async for message in messages:
                ids.append(read_event(message)[0])

    task = asyncio.create_task(collect())
    await until(lambda: hub.followers > before)
    yield ids
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_who_follows_since_an_id_gets_the_rest_then_what_happens(results: Store) -> None:
    async def scenario() -> None:
        tell(results)
        hub = Hub(results)
        async with following(hub, 2) as ids:
            assert ids == list(range(3, SIZE + 1))
            tell(results)
            await hub.poll()
            await until(lambda: ids == list(range(3, 2 * SIZE + 1)))

    asyncio.run(scenario())


def test_who_joins_while_the_hub_lags_behind_misses_and_doubles_nothing(results: Store) -> None:
    async def scenario() -> None:
        hub = Hub(results)
        async with following(hub, 0) as early:
            tell(results)
            async with following(hub, 0) as late:
                await hub.poll()
                tell(results)
                await hub.poll()
                await until(lambda: early == late == list(range(1, 2 * SIZE + 1)))

    asyncio.run(scenario())


@pytest.mark.parametrize("since", [None, 10**9])
def test_without_a_past_id_it_begins_with_what_happens_next(
    results: Store, since: int | None
) -> None:
    async def scenario() -> None:
        tell(results)
        hub = Hub(results)
        async with following(hub, since) as ids:
            tell(results)
            await hub.poll()
            await until(lambda: ids == list(range(SIZE + 1, 2 * SIZE + 1)))

    asyncio.run(scenario())


def test_who_does_not_take_what_waits_is_dropped_and_the_others_are_not(results: Store) -> None:
    async def scenario() -> None:
        hub, dropped = Hub(results, room=SIZE), asyncio.Event()
        async with following(hub, 0) as quick, aclosing(hub.follow(0, drop=dropped.set)) as slow:
            first = asyncio.ensure_future(anext(slow))
            await until(lambda: hub.followers == 2)
            for turn in (1, 2):
                tell(results)
                await hub.poll()
                await until(partial(has, quick, turn * SIZE))
                assert dropped.is_set() is (turn == 2)
            assert read_event(await first)[0] == 1
            assert hub.followers == 1

    asyncio.run(scenario())


def test_a_store_that_fails_once_costs_nothing(
    results: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: int, *, limit: int) -> list[object]:
        raise StoreError("sqlite", f"no {limit} events")

    async def scenario() -> None:
        hub = Hub(results)
        async with following(hub, None) as ids:
            tell(results)
            with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
                patch.setattr(results, "events_since", fails)
                await hub.poll()
            await hub.poll()
            await until(lambda: ids == list(range(1, SIZE + 1)))

    asyncio.run(scenario())
    assert "followers wait: store sqlite: no" in caplog.text
