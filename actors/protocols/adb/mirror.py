"""The newest picture of a device's screen, recorded without end."""

import select
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from actors.backoff import Backoff
from actors.errors import DriverError
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.recording import Recording
from actors.stream.decoder import Shot

QUIET = 0.015  # seconds without a byte after which a picture is taken to be whole
MOST_QUIET = 0.2
OVERLAP = 5.0  # seconds before its end at which the next recording begins
LOOK = 0.1  # seconds between two looks at what else is to be done, while nothing comes
MOST_PAUSE = 0.8  # seconds before a new try


class Mirror:
    """Runs COMMAND, a `screenrecord` of LIMIT seconds, again and again from `start` to `stop`.

    Before one ends the next begins, and takes over with its first picture, so that there is
    no gap.  A device that can record but once at a time has one of about a second.
    patience: seconds that a first picture may take.
    """

    def __init__(self, link: AdbLink, command: str, *, limit: float, patience: float) -> None:
        self.newest: Shot | None = None
        self.live = False  # whether the newest picture is that of a recording that runs
        self.trouble: DriverError | None = None  # why nothing comes, while nothing does
        self._link, self._command, self._patience = link, command, patience
        self._turn = limit - min(OVERLAP, limit / 2)
        self._quiet = QUIET
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)

    def start(self) -> None:
        """Begin to record."""
        self._thread.start()

    def stop(self) -> None:
        """End the recording and the thread."""
        self._stopping.set()
        self._thread.join()

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait for UNTIL, looked at whenever something comes or breaks; tell whether it holds."""
        with self._news:
            return self._news.wait_for(until, seconds)

    def confirm(self, shot: Shot, at: float) -> Shot:
        """Return the newest picture: SHOT, if none followed, was still on the screen AT."""
        with self._news:
            if self.newest is shot and self.live:
                self.newest = replace(shot, at=max(at, shot.at), arrived=time.monotonic())
            return self.newest or shot

    def _run(self) -> None:
        backoff = Backoff(most=MOST_PAUSE)
        while not self._stopping.is_set():
            before, trouble = self.newest, None
            try:
                self._record()
            except DriverError as e:
                trouble = e
            self._lose(trouble)
            if self.newest is not before:
                backoff.worked()
            self._stopping.wait(backoff.failed())

    def _record(self) -> None:
        """Record until all that was begun has ended.  Raises DriverError."""
        runs = [self._begun()]
        try:
            with self._link.explained(self._patience):
                while runs and not self._stopping.is_set():
                    if self._is_due(runs):
                        runs.append(self._begun())
                    _wait_for(runs, self._quiet)
                    for run in tuple(runs):
                        self._take(run, runs)
        finally:
            for run in runs:
                run.wire.close()

    def _begun(self) -> Recording:
        return Recording(self._link.follow(self._command))

    def _is_due(self, runs: list[Recording]) -> bool:
        """Tell whether the next recording is to begin, which each of them sees once."""
        newest = runs[-1]
        if not newest.shows:
            if len(runs) == 1 and newest.age > self._patience:
                raise TimeoutError("no first picture")
            return False
        due = newest.age > self._turn and not newest.followed
        newest.followed = newest.followed or due
        return due

    def _take(self, run: Recording, runs: list[Recording]) -> None:
        """Show what has come of RUN, in the place of the one before it; see whether it is over."""
        for shot in run.pictures(self._quiet):
            while runs[0] is not run:
                runs.pop(0).wire.close()
            self._show(shot)
        if run in runs and (run.ended or run.torn):
            runs.remove(run)
            run.wire.close()
            self._left(run, runs)

    def _left(self, run: Recording, runs: list[Recording]) -> None:
        if run.torn:  # the link stalls for longer than was thought
            self._quiet = min(2 * self._quiet, MOST_QUIET)
        if not any(other.shows for other in runs):
            self._lose(None)
        if not runs and run.ended and not run.shows:
            if not run.said:
                raise ConnectionResetError("the recording ended before its first picture")
            raise self._link.refusal(f"screenrecord shows no picture, but says {run.said!r}")

    def _show(self, shot: Shot) -> None:
        with self._news:
            at = max(shot.at, self.newest.at if self.newest else shot.at)
            self.newest, self.live, self.trouble = replace(shot, at=at), True, None
            self._news.notify_all()

    def _lose(self, trouble: DriverError | None) -> None:
        with self._news:
            self.live, self.trouble = False, trouble or self.trouble
            self._news.notify_all()


def _wait_for(runs: Iterable[Recording], quiet: float) -> None:
    """Return when there is something to be read, or done after QUIET seconds without it."""
    poll = select.poll()
    for run in runs:
        poll.register(run.wire, select.POLLIN)
    seconds = quiet if any(run.waits for run in runs) else LOOK
    poll.poll(seconds * 1000)
