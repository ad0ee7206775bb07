"""A thread that receives a stream, and keeps its newest picture and its last sound."""

import threading
from collections.abc import Callable, Iterable, Mapping

from actors.backoff import Backoff
from actors.interface import Samples
from actors.stream.decoder import Decoder, Shot
from actors.stream.recent import RecentSound

# Little is looked at in advance, and none of it thrown away (as "nobuffer" would): a viewer
# is given a key frame to begin with, and the next one may be seconds away.
OPTIONS = {"probesize": "500000", "analyzeduration": "300000"}  # bytes, microseconds
STALL = 1.0  # seconds without a byte until the link is made anew
MOST_PAUSE = 0.8  # seconds before a new try
KEPT = 10.0  # seconds of sound
SILENCE = "nothing comes from there"


class Receiver:
    """Receives URL from `start` to `stop`, and makes the link anew whenever it breaks.

    timeout: seconds that making the link may take.
    """

    def __init__(self, url: str, options: Mapping[str, str], timeout: float) -> None:
        self.newest: Shot | None = None
        self.has_sound = False
        self.trouble = ""  # why nothing comes, while nothing does
        self._url = url
        self._options = {**OPTIONS, **options}
        self._timeout = timeout
        self._sound: RecentSound | None = None
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="receiver", daemon=True)

    def start(self) -> None:
        """Begin to receive."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, which may take it as long as it waits for the other side."""
        self._stopping.set()
        self._thread.join(STALL)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait for UNTIL, looked at whenever something comes or breaks; tell whether it holds."""
        with self._news:
            return self._news.wait_for(until, seconds)

    def refused(self) -> bool:
        """Tell whether the other side is not there, rather than silent."""
        return self.trouble not in ("", SILENCE)

    def heard(self, seconds: float) -> Samples | None:
        """Return the newest SECONDS of sound, or None where less than that has come."""
        with self._news:
            if self._sound is None or not self._sound.holds(seconds):
                return None
            return self._sound.newest(seconds)

    def _run(self) -> None:
        import av

        backoff = Backoff(most=MOST_PAUSE)
        while not self._stopping.is_set():
            before = self.newest
            try:
                self._receive()
                self._lost("the stream ended")
            except (av.FFmpegError, OSError, ValueError) as e:
                self._lost(_reason(e))
            if self.newest is not before:
                backoff.worked()
            self._stopping.wait(backoff.failed())

    def _receive(self) -> None:
        import av

        with av.open(self._url, options=self._options, timeout=(self._timeout, STALL)) as source:
            decoder = Decoder(source)
            self.has_sound = decoder.has_sound
            for packet in source.demux(decoder.streams):
                if self._stopping.is_set():
                    return
                self._take(decoder.decode(packet))

    def _take(self, parts: Iterable[Shot | Samples]) -> None:
        for part in parts:
            with self._news:
                if isinstance(part, Shot):
                    self.newest, self.trouble = part, ""
                else:
                    self._hear(part)
                self._news.notify_all()

    def _hear(self, part: Samples) -> None:
        if self._sound is None or self._sound.rate != part.rate:
            self._sound = RecentSound(part.rate, KEPT)
        self._sound.add(part)

    def _lost(self, reason: str) -> None:
        with self._news:
            self.trouble = reason
            self._sound = None  # what comes later does not join on
            self._news.notify_all()


def _reason(error: Exception) -> str:
    from av.error import EOFError, ExitError, InvalidDataError

    if isinstance(error, ExitError):  # the time given to av.open is over
        return SILENCE
    if isinstance(error, EOFError | InvalidDataError):
        return "what comes from there is no picture"
    return str(getattr(error, "strerror", None) or error)
