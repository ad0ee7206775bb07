"""The right to act on one device: who holds it, until when, and the token that proves it."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from actors.errors import StaleLease


@dataclass(frozen=True)
class Lease:
    """OWNER may act on DEVICE with TOKEN until EXPIRES (seconds of the holder's clock)."""

    device: str
    owner: str
    purpose: str
    token: str
    expires: float


class Holder:
    """Grants the lease of one device, to one owner at a time; safe to call from any thread."""

    def __init__(self, device: str, clock: Callable[[], float]) -> None:
        self._device = device
        self._clock = clock
        self._lease: Lease | None = None
        self._lock = threading.Lock()

    def grant(self, owner: str, purpose: str, seconds: float) -> Lease:
        """Return a new lease.  Raises StaleLease, with its holder's name, where one is live."""
        with self._lock:
            if (live := self._live()) is not None:
                raise StaleLease(self._device, live.owner)
            token = secrets.token_hex(8)
            expires = self._clock() + seconds
            self._lease = Lease(self._device, owner, purpose, token, expires)
            return self._lease

    def extend(self, token: str, seconds: float) -> Lease:
        """Return the lease, good for SECONDS from now.  Raises StaleLease."""
        with self._lock:
            self._lease = replace(self._admitted(token), expires=self._clock() + seconds)
            return self._lease

    def admit(self, token: str) -> Lease:
        """Return the lease that TOKEN proves.  Raises StaleLease."""
        with self._lock:
            return self._admitted(token)

    def release(self, token: str) -> None:
        """Give the lease back; harmless with a token that is stale."""
        with self._lock:
            if self._lease and self._lease.token == token:
                self._lease = None

    def lease(self) -> Lease | None:
        """Return the lease that is live."""
        with self._lock:
            return self._live()

    def _live(self) -> Lease | None:
        lease = self._lease
        return lease if lease and lease.expires > self._clock() else None

    def _admitted(self, token: str) -> Lease:
        live = self._live()
        if live is None or live.token != token:
            raise StaleLease(self._device, live.owner if live else None)
        return live
