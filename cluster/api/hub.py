"""The store's event log, read once and handed to everybody who follows it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from cluster.store import Store, StoreError
from cluster.wire import write_event

_log = logging.getLogger(__name__)

PAGE = 1000  # events that are read at once
ROOM = 4000  # messages that wait for a follower before it counts as too slow
PAUSE = 0.2  # seconds between two looks at the log

Numbered = tuple[int, str]  # the id of an event, and its message


@dataclass(frozen=True, eq=False)
class _Follower:
    at: int
    waiting: asyncio.Queue[Numbered]
    drop: Callable[[], None]


class Hub:
    """Followers of the event log of STORE, of which one poller reads for all."""

    def __init__(self, store: Store, *, room: int = ROOM, pause: float = PAUSE) -> None:
        self._store, self._room, self._pause = store, room, pause
        self._at = 0  # the last event that was handed out
        self._followers: set[_Follower] = set()

    @property
    def followers(self) -> int:
        """How many have read all of the past and wait for what happens."""
        return len(self._followers)

    async def run(self) -> None:
        """Hand out what happens, until cancelled."""
        while True:
            await asyncio.sleep(self._pause)
            if self._followers:
                await self.poll()

    async def poll(self) -> None:
        """Hand out what has happened since the last time; a follower without room is dropped."""
        try:
            page = await self._read(self._at)
        except StoreError as e:
            _log.warning("followers wait: %s", e)
            return
        for numbered in page:
            self._hand_out(numbered)

    async def follow(
        self, since: int | None, *, drop: Callable[[], None]
    ) -> AsyncGenerator[str, None]:
        """Yield the messages of all events after the id SINCE, or from now on, without a gap.

        DROP is called, and nothing more comes, when they are not taken fast
        enough.  Raises StoreError.
        """
        last = await run_in_threadpool(self._store.last_event_id)
        at = last if since is None else min(since, last)
        while (page := await self._read(at)) or (self._followers and at < self._at):
            for at, message in page:  # noqa: B007 - where the next page begins
                yield message
        # No await from the last read to the joining, or an event could slip between.
        follower = self._join(at, drop)
        try:
            while True:
                _, message = await follower.waiting.get()
                yield message
        finally:
            self._followers.discard(follower)

    def _join(self, at: int, drop: Callable[[], None]) -> _Follower:
        if not self._followers:
            self._at = at
        follower = _Follower(at, asyncio.Queue(self._room), drop)
        self._followers.add(follower)
        return follower

    def _hand_out(self, numbered: Numbered) -> None:
        self._at = numbered[0]
        for follower in tuple(self._followers):
            if follower.at >= self._at:
                continue
            if follower.waiting.full():
                self._followers.discard(follower)
                follower.drop()
            else:
                follower.waiting.put_nowait(numbered)

    async def _read(self, since: int) -> list[Numbered]:
        events = await run_in_threadpool(self._store.events_since, since, limit=PAGE)
        return [(id, write_event(id, event)) for id, event in events]
