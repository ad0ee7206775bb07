"""Keeps what happens in an execution: pictures among the artifacts, events in the store.

A thread of its own does it, in batches, so that no device waits for a disk.
"""

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from cluster.artifacts import ArtifactError, Artifacts
from cluster.events import AnyEvent
from cluster.store import Store, StoreError

AGAIN = 1.0  # seconds until a store that was down is tried again
BATCH = 500  # events in one transaction, at most
GATHER = 0.1  # seconds for which events are gathered, as each transaction has its price
WAITING = 20_000  # events that may wait for a store that is down

Kept = tuple[str, bytes]  # a key among the artifacts, and what is kept under it


@dataclass(frozen=True)
class Entry:
    """An event, and the pictures that it names."""

    event: AnyEvent
    pictures: tuple[Kept, ...] = ()


class Recorder:
    """Writes entries in the order in which they were given; `close` waits until all are kept."""

    def __init__(
        self, store: Store, artifacts: Artifacts, *, complain: Callable[[str], None]
    ) -> None:
        self._store = store
        self._artifacts = artifacts
        self._complain = complain
        self._entries: queue.Queue[Entry | None] = queue.Queue(WAITING)
        self._closing = threading.Event()
        self._give_up = threading.Event()
        self._all_kept = threading.Event()
        self._thread = threading.Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()

    def record(self, entry: Entry) -> None:
        """Take ENTRY; waits only where thousands before it could not be kept yet."""
        self._entries.put(entry)

    def close(self, *, patience: float = 30.0) -> bool:
        """Return whether all was kept, waiting PATIENCE seconds for a store that is down."""
        deadline = time.monotonic() + patience
        self._closing.set()
        with contextlib.suppress(queue.Full):
            self._entries.put(None, timeout=patience)
            self._thread.join(max(0.0, deadline - time.monotonic()))
        self._give_up.set()
        return self._all_kept.is_set()

    def _work(self) -> None:
        while (entry := self._entries.get()) is not None:
            batch, is_last = self._batch(entry)
            self._keep(batch)
            if is_last:
                break
        if not self._give_up.is_set():
            self._all_kept.set()

    def _batch(self, first: Entry) -> tuple[list[Entry], bool]:
        batch = [first]
        self._closing.wait(GATHER)
        while len(batch) < BATCH:
            try:
                entry = self._entries.get_nowait()
            except queue.Empty:
                break
            if entry is None:
                return batch, True
            batch.append(entry)
        return batch, False

    def _keep(self, batch: list[Entry]) -> None:
        pictures = [picture for entry in batch for picture in entry.pictures]
        while not self._give_up.is_set():
            try:
                while pictures:
                    self._artifacts.put(*pictures[-1])
                    pictures.pop()
                self._store.record([entry.event for entry in batch])
                return
            except (StoreError, ArtifactError) as e:
                self._complain(f"{e}; trying again")
                self._give_up.wait(AGAIN)
