"""A device that is watched day and night, by what judges recordings."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from actors.errors import DeviceError
from actors.interface import Picture
from actors.monitor.ear import Ear, Onlooked
from actors.monitor.incidents import Incidents, Ledger
from actors.monitor.luma import Luma, of_frame, of_pixels
from actors.monitor.masked import masked
from actors.monitor.watch import Watch
from actors.stream.decoder import Shots
from actors.vision.region import part_of

if TYPE_CHECKING:
    from actors.monitor.settings import Monitoring
    from actors.monitor.spans import Span
    from actors.verdict import Region
    from actors.vision.region import Size

POLL = 0.02  # seconds between two looks at a stream: half a picture at 25 Hz
EVERY = 1.0  # seconds between two pictures of a device that takes each one when it is asked
GAP = 5.0  # seconds without a picture over which nothing is concluded
AGAIN = 2.0  # seconds until a device that was lost is looked for again
STOP = 2.0  # seconds for the thread to end

log = logging.getLogger(__name__)


class Live:
    """Watches DEVICE from `start` to `stop`, in a thread of its own.

    A stream is watched always, picture by picture.  A device that has to take each picture
    when it is asked is watched while no test uses it, as the test would have to wait.
    What cannot be seen is no incident: while the device is out of reach there is none.
    """

    def __init__(self, device: Onlooked, wanted: Monitoring) -> None:
        self._device = device
        self._wanted = wanted
        self._ledger = Ledger(wanted.kinds, wanted.seconds)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="monitor", daemon=True)

    @property
    def incidents(self) -> Incidents:
        """What is known up to now; any thread may ask."""
        return self._ledger.told

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; a driver that hangs is not waited for."""
        self._stopping.set()
        self._thread.join(STOP)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._watch()
            except DeviceError as e:
                self._ledger.lose(str(e))
            except Exception as e:  # a thread that ended unseen would never tell of anything again
                log.exception("the monitor of %s begins anew", self._device.name)
                self._ledger.lose(f"{type(e).__name__}: {e}")
            self._stopping.wait(AGAIN)

    def _watch(self) -> None:
        """Watch as long as picture follows on picture."""
        watch, ear, last = Watch(), Ear(self._device), None
        try:
            for luma, at in self._pictures():
                if last is not None and not 0 < at - last < GAP:
                    return
                last = at
                self._note([*watch.picture(luma, at), *_heard(ear, watch)], watch, at)
        finally:
            if last is not None:
                self._ledger.note([*watch.unheard(), *watch.end(last)], {}, last)

    def _note(self, over: list[Span], watch: Watch, at: float) -> None:
        self._ledger.note(over, watch.lasting, at)

    def _pictures(self) -> Iterator[tuple[Luma, float]]:
        return self._shots() if self._device.has(Shots) else self._frames()

    def _shots(self) -> Iterator[tuple[Luma, float]]:
        last = None
        while not self._stopping.wait(POLL):
            shot = self._device.look(Shots).shot()  # type: ignore[type-abstract]
            if shot is not last:
                decoded, last = shot.decoded, shot
                size = decoded.width, decoded.height
                yield masked(of_frame(decoded), self._boxes(size)), shot.at

    def _frames(self) -> Iterator[tuple[Luma, float]]:
        pause = 0.0
        while not self._stopping.wait(pause) and not self._device.running.locked():
            began = time.monotonic()
            frame = self._device.look(Picture).frame()  # type: ignore[type-abstract]
            yield masked(of_pixels(frame.pixels), self._boxes(frame.size)), frame.at
            pause = max(EVERY, time.monotonic() - began)

    def _boxes(self, size: Size) -> list[Region]:
        """Return what is masked of a picture of SIZE."""
        return [part_of(size, box, self._wanted.size) for box in self._wanted.mask]


def _heard(ear: Ear, watch: Watch) -> list[Span]:
    """Let WATCH take in what EAR hears; what it missed is no silence."""
    piece = ear.piece()
    over = watch.unheard() if ear.missed else []
    return [*over, *watch.sound(piece.samples, piece.rate, piece.at)] if piece else over
