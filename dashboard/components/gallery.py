"""The newest picture of each device, fetched once for all who look."""

import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from cluster.client import ApiError, Client
from dashboard.connection import client

WIDTH = 400  # pixels
_FRESH = 0.8  # seconds that a picture serves every reader
_PATIENCE = 0.7  # seconds that the wall waits; a device that is slower comes with the next look
_AT_ONCE = 12


@dataclass(frozen=True)
class Shot:
    """A JPEG and when it was TAKEN, in Unix seconds."""

    jpeg: bytes
    taken: float


class Gallery:
    """Keeps the last picture of each device; several threads may share it."""

    def __init__(self, source: Client) -> None:
        self._source = source
        self._shots: dict[str, Shot] = {}
        self._coming: dict[str, Future[None]] = {}
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="pictures")

    def look(self, names: Iterable[str]) -> None:
        """Fetch the pictures of the devices of these NAMES that have grown old.

        A device that gives none, or not in time, keeps its last one, which then shows its age.
        """
        with self._lock:
            coming = [self._ask(name) for name in names if self._is_old(name)]
        wait(coming, timeout=_PATIENCE)

    def last(self, name: str) -> Shot | None:
        return self._shots.get(name)

    def _is_old(self, name: str) -> bool:
        shot = self._shots.get(name)
        return shot is None or shot.taken < time.time() - _FRESH

    def _ask(self, name: str) -> "Future[None]":
        coming = self._coming.get(name)
        if coming is None or coming.done():
            coming = self._coming[name] = self._pool.submit(self._fetch, name)
        return coming

    def _fetch(self, name: str) -> None:
        try:
            self._shots[name] = Shot(self._source.picture(name, WIDTH), time.time())
        except ApiError:
            return  # its state tells why


def gallery() -> Gallery:
    return _gallery(client())


@st.cache_resource(hash_funcs={Client: lambda c: c.url})
def _gallery(source: Client) -> Gallery:
    return Gallery(source)
