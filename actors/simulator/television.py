"""A simulated television: it is told keys, and shows pictures and plays sound."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from actors.simulator import moves
from actors.simulator.elements import Element, describe
from actors.simulator.faults import Faults
from actors.simulator.history import History, Look
from actors.simulator.interface import App, Interface
from actors.simulator.keys import KEYS, UnknownKey
from actors.simulator.layout import HEIGHT, POPUP_BUTTONS, WIDTH
from actors.simulator.pages import BUILT_IN
from actors.simulator.scene import Scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TAP_DISTANCE = 20  # pixels of 1280 x 720; a shorter swipe is a tap
LOG_LINES = 2000


class Television:
    """A television with an interface of its own; all that it shows follows from keys and clock.

    Nothing runs and nothing is drawn until somebody asks.  Every method may be
    called from any thread.

    size: width and height of its pictures.
    latency: seconds from a key until the picture begins to show its effect.
    """

    def __init__(
        self,
        name: str,
        *,
        interface: Interface = BUILT_IN,
        size: tuple[int, int] = (WIDTH, HEIGHT),
        seed: int = 0,
        latency: float = 0.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.name, self.size, self.latency = name, size, latency
        self.faults = Faults(seed=seed, clock=clock)
        self.log: deque[str] = deque(maxlen=LOG_LINES)
        self.interface = interface
        self._clock = clock
        self._lock = threading.RLock()
        self._history = History(Scene.first(name, interface))
        self._later = False  # which button of the popup has the focus

    @property
    def apps(self) -> tuple[App, ...]:
        """The apps that are installed."""
        return self.interface.apps

    @property
    def foreground(self) -> str:
        """The package of the app in front."""
        return self._look().scene.spec.package

    @property
    def page(self) -> str | None:
        """The name of the page that is seen; None where it is off, starting, or behind a popup."""
        look = self._look()
        covered = look.popup or look.black or look.starting or not look.scene.on
        return None if covered else look.scene.page

    @property
    def awake(self) -> bool:
        """Whether it is on, and not in standby."""
        with self._lock:
            return self._settled().on

    def press(self, key: str, hold: float = 0.0) -> None:
        """Press KEY, which acts at once, to be let go after HOLD seconds.  Raises UnknownKey."""
        if key not in KEYS:
            raise UnknownKey(key)
        with self._lock:
            fate = self.faults.fate()
            held = f" held for {hold:g} s" if hold else ""
            self.note("InputDispatcher", f"key {key}{held}")
            for _ in range(fate.arrivals):
                self._arrived(key)
            self.faults.strike(fate)

    def tap(self, x: int, y: int) -> None:
        """Touch a point, in pixels of its own size."""
        with self._lock:
            self.note("InputDispatcher", f"tap {x} {y}")
            place = self._reference(x, y)
            if self.faults.settings.popup:
                self._tap_popup(*place)
            else:
                self._change(lambda scene, now: moves.tap(scene, *place, now))

    def swipe(self, x1: int, y1: int, x2: int, y2: int, seconds: float) -> None:
        """Draw a finger from one point to another; it moves the focus the other way."""
        with self._lock:
            self.note("InputDispatcher", f"swipe {x1} {y1} {x2} {y2} in {seconds:g} s")
            (left, top), (right, bottom) = self._reference(x1, y1), self._reference(x2, y2)
            across, down = right - left, bottom - top
            if max(abs(across), abs(down)) < TAP_DISTANCE:
                self.tap(x1, y1)
            elif abs(across) > abs(down):
                self._arrived("LEFT" if across > 0 else "RIGHT")
            else:
                self._arrived("UP" if down > 0 else "DOWN")

    def type(self, text: str) -> None:
        """Type TEXT into the field in front; without one it is lost."""
        with self._lock:
            self.note("InputMethod", f"text {text!r}")
            if not self.faults.settings.popup:
                self._change(lambda scene, _: moves.write(scene, text))

    def launch(self, package: str) -> bool:
        """Bring an app to the front; False where it is not installed."""
        with self._lock:
            self.note("ActivityManager", f"start {package}")
            page = next((app.page for app in self.apps if app.package == package), None)
            if page is None:
                return False
            self._change(lambda scene, now: scene.entered(page, now))
            return True

    def stop(self, package: str) -> None:
        """End an app; the launcher is in front after the one that was."""
        with self._lock:
            self.note("ActivityManager", f"force-stop {package}")
            if self._settled().spec.package == package:
                self._change(lambda scene, now: scene.entered("home", now))

    def reboot(self) -> None:
        """Start up again, which takes BOOT_SECONDS and cures a freeze."""
        with self._lock:
            self.note("PowerManager", "reboot")
            self.faults.set(freeze=False, popup=False)
            self._change(moves.restart)

    def note(self, tag: str, text: str) -> None:
        """Write TEXT into the log, as from TAG."""
        now = self._clock()
        stamp = time.strftime("%m-%d %H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}"
        self.log.append(f"{stamp}  1000  1000 I {tag}: {text}")

    def picture(self) -> NDArray[np.uint8]:
        """Draw what it shows now: height x width x 3, blue-green-red."""
        from actors.simulator.paint.picture import paint

        return paint(self._look(), self.size)

    def sound(self, start: float, samples: int, rate: int) -> NDArray[np.int16]:
        """Return what it plays from START on: mono, RATE samples a second."""
        from actors.simulator.sound import play

        with self._lock:
            self._settled()
            heard = self._history.copy()
        return play(heard.at, start=start, samples=samples, rate=rate,
                    silent=self.faults.settings.silence)  # fmt: skip

    def elements(self) -> list[Element]:
        """Return what the interface consists of now, the outermost first."""
        return describe(self._look(), self.size)

    def _look(self) -> Look:
        with self._lock:
            self._settled()
            frozen, now = self.faults.frozen_at, self._clock()
            settings = self.faults.settings
            look = self._history.look(now if frozen is None else frozen)
            return replace(look, popup=settings.popup, later=self._later, black=settings.black)

    def _arrived(self, key: str) -> None:
        if self.faults.settings.popup and key != "POWER" and self._settled().on:
            self._press_popup(key)
        else:
            self._change(lambda scene, now: moves.press(scene, key, now))

    def _press_popup(self, key: str) -> None:
        if key in ("LEFT", "RIGHT"):
            self._later = key == "RIGHT"
        elif key in ("OK", "BACK"):
            self._later = False
            self.faults.set(popup=False)

    def _tap_popup(self, x: float, y: float) -> None:
        if any(box.holds(x, y) for box in POPUP_BUTTONS):
            self._press_popup("OK")

    def _change(self, move: Callable[[Scene, float], Scene]) -> None:
        """Let MOVE make the next scene, which shows after the latency."""
        if self.faults.settings.freeze:
            return
        before = self._settled()
        at = self._clock() + self.latency + self.faults.settings.slow
        after = move(before, at)
        if after != before:
            self._history.add(at, after)

    def _settled(self) -> Scene:
        """Return the newest scene, with what was due by itself done."""
        now = self._clock()
        if self.faults.take("standby") and self._history.newest.on:
            self.note("PowerManager", "going to sleep")
            self._history.add(now, moves.sleep(self._history.newest))
        if self.faults.take("crash"):
            self.note("ActivityManager", f"{self._history.newest.spec.package} has died")
            self._history.add(now, moves.crash(self._history.newest, now))
        newest = self._history.newest
        if (due := newest.due()) is not None and now >= due:
            self._history.add(due, newest.tuned_to(int(newest.digits), due))
        return self._history.newest

    def _reference(self, x: int, y: int) -> tuple[float, float]:
        width, height = self.size
        return x * WIDTH / width, y * HEIGHT / height
