"""A thread that follows a screen, and makes the link anew whenever it breaks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing

from actors.backoff import Backoff
from actors.interface import Frame
from actors.protocols.rfb.canvas import Area, Canvas, Resize
from actors.protocols.rfb.session import Place, Session
from actors.protocols.rfb.wire import Refusal

BEAT = 0.1  # seconds without an update, after which the server is asked for a sign of life
MOST_PAUSE = 0.8  # seconds before a new try
PIXEL = Area(0, 0, 1, 1)
NOTHING = 1, 1  # the size of a screen of which nothing is known
HUNG_UP = "the server hung up"


class Viewer:
    """Follows the screen of the server at PLACE from `start` to `stop`.

    timeout: seconds that the link, and then each answer, may take.  Methods raise what broke
    the link: Refusal, TimeoutError and other OSErrors.
    """

    def __init__(self, place: Place, timeout: float) -> None:
        self._place, self._timeout = place, timeout
        self._news = threading.Condition()
        self._session: Session | None = None
        self._canvas = Canvas(NOTHING)
        self._picture: Frame | None = None  # of the canvas as it is now, once somebody looked
        self._seen = (0.0, 0.0)  # Unix time, and monotonic time, of the last update
        self._trouble: Exception | None = None
        self._tries = 0
        self._hurry = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="viewer", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """End the link, and the thread unless it is about to make one."""
        self._stopping.set()
        self._hurry.set()
        with self._news:
            if self._session:
                self._session.close()
        self._thread.join(1.0)

    def size(self) -> tuple[int, int]:
        """Return the width and height of the screen."""
        with self._news:
            return self._whole().size

    def frame(self) -> Frame:
        """Return what the screen shows, and when the server last said so."""
        with self._news:
            canvas = self._whole()
            if self._picture is None:
                self._picture = Frame(canvas.picture(), self._seen[0])
            elif self._picture.at != self._seen[0]:
                self._picture = Frame(self._picture.pixels, self._seen[0])
            return self._picture

    def age(self) -> float:
        """Return how many seconds ago the server last said what the screen shows."""
        return time.monotonic() - self._seen[1]

    def session(self) -> Session:
        """Return the link, which may be made for it, to send keys and pointers over."""
        with self._news:
            self._whole()
            assert self._session is not None  # who paints is linked
            return self._session

    def send(self, session: Session, messages: bytes) -> None:
        """Send MESSAGES of keys and pointers, if SESSION is still the link."""
        self._check(session)
        session.send(messages)

    def settle(self, session: Session) -> None:
        """Wait until the server has taken all that was sent: it answers in the order of asking."""
        asked = time.monotonic()
        self._check(session)
        session.request(PIXEL, changes=False)
        with self._news:
            self._wait(lambda: self._seen[1] >= asked or self._session is not session)
        self._check(session)

    def _check(self, session: Session) -> None:
        if self._session is not session:
            raise self._trouble or ConnectionResetError(HUNG_UP)

    def _whole(self) -> Canvas:
        """Return the canvas when all of it is painted; wait for that, and for one new try."""
        tries = self._tries
        if self._session is None:
            self._hurry.set()
        self._wait(lambda: self._canvas.whole or self._tries > tries)
        if not self._canvas.whole:
            raise self._trouble or ConnectionResetError(HUNG_UP)
        return self._canvas

    def _wait(self, until: Callable[[], object]) -> None:
        if not self._news.wait_for(until, self._timeout):
            raise TimeoutError

    def _run(self) -> None:
        backoff = Backoff(most=MOST_PAUSE)
        while not self._stopping.is_set():
            try:
                with closing(Session(self._place, self._timeout)) as session:
                    self._begin(session)
                    self._follow(session, backoff)
            except (OSError, Refusal) as e:
                self._lost(e)
            # who was refused would be refused again, until somebody asks for it
            self._hurry.wait(None if isinstance(self._trouble, Refusal) else backoff.failed())
            self._hurry.clear()

    def _begin(self, session: Session) -> None:
        with self._news:
            self._session = session
            self._canvas, self._picture = Canvas(session.size), None
        session.request(Area(0, 0, *session.size), changes=False)

    def _follow(self, session: Session, backoff: Backoff) -> None:
        heard = time.monotonic()
        while not self._stopping.is_set():
            if session.told(BEAT):
                heard = time.monotonic()
                if session.skip_to_update():
                    self._update(session)
                    backoff.worked()
            elif time.monotonic() - heard > self._timeout:
                raise TimeoutError
            else:
                session.request(PIXEL, changes=False)

    def _update(self, session: Session) -> None:
        """Read an update, paint it when all of it is there, and ask for the next one."""
        seen = time.time(), time.monotonic()
        changes = list(session.changes())
        is_resized = any(isinstance(change, Resize) for change in changes)
        session.request(Area(0, 0, *session.size), changes=not is_resized)
        with self._news:
            for change in changes:
                self._canvas.apply(change)
                self._picture = None
            self._seen, self._trouble = seen, None
            self._news.notify_all()

    def _lost(self, error: Exception) -> None:
        with self._news:
            self._session, self._canvas, self._picture = None, Canvas(NOTHING), None
            self._trouble = error
            self._tries += 1
            self._news.notify_all()
