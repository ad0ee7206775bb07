"""A thread that receives a stream, and keeps its newest picture and its last sound."""

import threading
import time
from collections.abc import Callable, Iterable

from actors.backoff import Backoff
from actors.interface import Samples
from actors.stream.decoder import Shot
from actors.stream.feed import Feed
from actors.stream.recent import RecentSound
from actors.stream.trouble import Trouble, trouble

MOST_PAUSE = 0.5  # seconds before a new try
KEPT = 10.0  # seconds of sound
DARK = 2.0  # seconds
STOP = 1.0  # seconds for the thread to end


class Receiver:
    """Receives FEED from `start` to `stop`, and makes the link anew whenever it breaks.

    first: seconds of packets to the first picture; None where sound alone is received.
    dark: seconds of packets without another one, as of a sender that took another codec.  After
    either the link is made anew.  once: when the stream ends, that is all.
    """

    def __init__(
        self, feed: Feed, *, first: float | None = None, dark: float = DARK, once: bool = False
    ) -> None:
        self.newest: Shot | None = None
        self.trouble: Trouble | None = None  # why nothing comes, while nothing does
        self._feed, self._first, self._dark, self._once = feed, first, dark, once
        self._sound: RecentSound | None = None
        self.heard_at = self.seen = float("-inf")  # when the last of each came, monotonic
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="receiver", daemon=True)

    @property
    def has_sound(self) -> bool:
        """Whether sound is in what is received."""
        return self._feed.has_sound

    def start(self) -> None:
        """Begin to receive."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, which may take it as long as it waits for the other side."""
        self._stopping.set()
        self._thread.join(STOP)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait for UNTIL, looked at whenever something comes or breaks; tell whether it holds."""
        with self._news:
            return self._news.wait_for(until, seconds)

    def failed(self) -> bool:
        """Tell whether the other side is not there or refused, rather than silent."""
        return self.trouble is not None and self.trouble.kind != "silent"

    def is_gone(self, age: float) -> bool:
        """Tell whether the link is broken, and nothing came since AGE seconds ago."""
        quiet = time.monotonic() - max(self.seen, self.heard_at)
        return self.trouble is not None and quiet > age

    def heard(self, seconds: float, age: float) -> Samples | None:
        """Return the newest SECONDS of sound; None where that much did not come, up to AGE ago."""
        with self._news:
            stopped = time.monotonic() - self.heard_at > age
            if stopped or self._sound is None or not self._sound.holds(seconds):
                return None
            return self._sound.newest(seconds)

    def _run(self) -> None:
        from av import FFmpegError

        backoff = Backoff(most=MOST_PAUSE)
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._receive(began)
                self._lost(Trouble("the stream ended"))
                if self._once:
                    return
            except (FFmpegError, OSError, ValueError) as e:
                self._lost(trouble(e))
            if max(self.seen, self.heard_at) > began:
                backoff.worked()
            self._stopping.wait(backoff.failed())

    def _receive(self, began: float) -> None:
        for parts in self._feed.packets():
            if self._stopping.is_set():
                return
            self._take(parts)
            if self._is_dark(began):
                raise TimeoutError("what comes holds no picture")

    def _is_dark(self, began: float) -> bool:
        if self._first is None:
            return False
        limit = self._dark if self.seen > began else self._first
        return time.monotonic() - max(began, self.seen) > limit

    def _take(self, parts: Iterable[Shot | Samples]) -> None:
        for part in parts:
            with self._news:
                if isinstance(part, Shot):
                    self.newest, self.trouble, self.seen = part, None, part.arrived
                else:
                    self._hear(part)
                self._news.notify_all()

    def _hear(self, part: Samples) -> None:
        if self._sound is None or self._sound.rate != part.rate:
            self._sound = RecentSound(part.rate, KEPT)
        self._sound.add(part)
        self.heard_at = time.monotonic()
        if self._first is None:
            self.trouble = None

    def _lost(self, trouble: Trouble) -> None:
        with self._news:
            self.trouble = trouble
            self._sound = None  # what comes later does not join on
            self._news.notify_all()
