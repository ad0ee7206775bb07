"""Computers with a screen: X servers, what shows them by VNC, and windows that see what is done."""

import os
import secrets
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import xcffib
import xcffib.xproto as x

from tests.served import free_port, listens, wait_until

SIZE = 640, 400
DISPLAYS = range(1000, 50_000)  # far from those that people use, and wide apart
EVENTS = (
    x.EventMask.KeyPress
    | x.EventMask.KeyRelease
    | x.EventMask.ButtonPress
    | x.EventMask.ButtonRelease
    | x.EventMask.PointerMotion
    | x.EventMask.StructureNotify
)


class Process:
    """A program that runs until it is killed."""

    def __init__(self, *command: str, keep: tuple[int, ...] = (), **environment: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running = subprocess.Popen(
            command, pass_fds=keep, env={**os.environ, **environment}, **quiet
        )

    @property
    def pid(self) -> int:
        return self._running.pid

    def runs(self) -> bool:
        """Tell whether nobody has ended it yet."""
        return self._running.poll() is None

    def end(self) -> None:
        self._running.kill()
        self._running.wait()


class Desk:
    """An X server of one's own; PROGRAM is Xvfb or Xvnc.

    Its number is its own also while it is ended and started again, and it does not begin anew
    when the last client leaves: it would let nobody in meanwhile.
    """

    def __init__(self, *program: str, display: str | None = None) -> None:
        reader, writer = os.pipe()
        self.display = display or f":{secrets.choice(DISPLAYS)}"
        options = ["-noreset", "-displayfd", str(writer)]
        self._server = Process(*program, self.display, *options, keep=(writer,))
        os.close(writer)
        with os.fdopen(reader) as told:
            assert told.readline(), f"{program[0]} does not start at {self.display}"

    @property
    def pid(self) -> int:
        return self._server.pid

    def end(self) -> None:
        self._server.end()


@dataclass(frozen=True)
class Served:
    """A desk whose screen a VNC server shows at PORT."""

    display: str
    port: int


def xvnc(port: int, *options: str, size: tuple[int, int] = SIZE) -> Desk:
    """Start Xvnc, whose own screen it shows at PORT."""
    screen = ["-geometry", f"{size[0]}x{size[1]}", "-depth", "24"]
    desk = Desk("Xvnc", *screen, "-rfbport", str(port), "-localhost", *options)
    wait_until(lambda: listens(port))
    return desk


def xvfb(display: str | None = None, size: tuple[int, int] = SIZE) -> Desk:
    """Start an X server that has no screen but in memory."""
    return Desk("Xvfb", "-screen", "0", f"{size[0]}x{size[1]}x24", display=display)


@contextmanager
def by_xvnc(size: tuple[int, int] = SIZE) -> Iterator[Served]:
    port = free_port()
    desk = xvnc(port, "-SecurityTypes", "None", size=size)
    yield Served(desk.display, port)
    desk.end()


@contextmanager
def by_x11vnc() -> Iterator[Served]:
    desk, port = xvfb(), free_port()
    options = [
        "-localhost",
        "-forever",
        "-shared",
        "-nopw",
        "-quiet",
        "-noipv6",
        "-nolookup",
        "-norc",
    ]
    server = Process("x11vnc", "-display", desk.display, "-rfbport", str(port), *options)
    wait_until(lambda: listens(port))
    yield Served(desk.display, port)
    server.end()
    desk.end()


@dataclass(frozen=True)
class Seen:
    """A window saw KIND happen to a key, by its keysym, or at a place; AT is the server's clock."""

    kind: str
    keysym: int
    place: tuple[int, int]
    at: float


class Window:
    """Covers the whole screen of DISPLAY in one colour, and keeps what is done to it."""

    def __init__(self, display: str) -> None:
        self.seen: list[Seen] = []
        self._x = xcffib.connect(display=display)
        self._screen = self._x.get_setup().roots[0]
        self._window = self._x.generate_id()
        self._x.core.CreateWindow(
            *(self._screen.root_depth, self._window, self._screen.root, 0, 0, 4000, 4000, 0),
            *(x.WindowClass.InputOutput, self._screen.root_visual),
            *(x.CW.OverrideRedirect | x.CW.EventMask, [1, EVENTS]),
        )
        self._x.core.MapWindow(self._window)
        self.paint(0x204060)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def paint(self, colour: int) -> None:
        """Fill the screen with COLOUR, 0xRRGGBB; it is there when this returns."""
        self._x.core.ChangeWindowAttributes(self._window, x.CW.BackPixel, [colour])
        self._x.core.ClearArea(False, self._window, 0, 0, 0, 0)
        self._x.core.GetInputFocus().reply()

    def box(self, colour: int, place: tuple[int, int, int, int]) -> None:
        """Fill one rectangle, l, t, w, h."""
        brush = self._x.generate_id()
        self._x.core.CreateGC(brush, self._window, x.GC.Foreground, [colour])
        self._x.core.PolyFillRectangle(self._window, brush, 1, [x.RECTANGLE.synthetic(*place)])
        self._x.core.FreeGC(brush)
        self._x.core.GetInputFocus().reply()

    def scroll(self, by: int) -> None:
        """Move what it shows down by so many lines."""
        brush = self._x.generate_id()
        self._x.core.CreateGC(brush, self._window, 0, [])
        self._x.core.CopyArea(self._window, self._window, brush, 0, 0, 0, by, *SIZE)
        self._x.core.FreeGC(brush)
        self._x.core.GetInputFocus().reply()

    def of(self, *kinds: str) -> list[Seen]:
        """Return what was seen of KINDS."""
        return [one for one in self.seen if one.kind in kinds]

    def close(self) -> None:
        with suppress(xcffib.XcffibException):  # the server may have gone before
            self._x.core.DestroyWindow(self._window)
            self._x.core.GetInputFocus().reply()
        self._thread.join()
        self._x.disconnect()

    def _watch(self) -> None:
        kinds = {
            x.KeyPressEvent: "key down",
            x.KeyReleaseEvent: "key up",
            x.ButtonPressEvent: "button down",
            x.ButtonReleaseEvent: "button up",
            x.MotionNotifyEvent: "motion",
        }
        with suppress(xcffib.XcffibException):
            while not isinstance(event := self._x.wait_for_event(), x.DestroyNotifyEvent):
                if kind := kinds.get(type(event)):
                    keysym = self._keysym(event) if "key" in kind else 0
                    place = event.event_x, event.event_y
                    self.seen.append(Seen(kind, keysym, place, event.time / 1000))

    def _keysym(self, event: x.KeyPressEvent) -> int:
        row = self._x.core.GetKeyboardMapping(event.detail, 1).reply().keysyms
        return int(row[bool(event.state & x.KeyButMask.Shift)])


class Terminal:
    """An xterm that covers the screen of DISPLAY, and keeps what is typed into it, in FOLDER."""

    def __init__(self, display: str, folder: Path) -> None:
        self._display, self._typed = display, folder / "typed"
        self._start()

    def _start(self) -> None:
        script = 'stty raw -echo; exec cat >>"$0"'
        command = ["xterm", "-u8", "-geometry", "300x80+0+0", "-e", "sh", "-c", script]
        command.append(str(self._typed))
        self._typed.unlink(missing_ok=True)
        self._xterm = Process(*command, DISPLAY=self._display, LC_ALL="C.UTF-8")
        wait_until(self._typed.exists)
        wait_until(lambda: is_covered(self._display))

    def typed(self) -> str:
        assert self._xterm.runs(), "somebody ended the terminal"
        return self._typed.read_text(errors="replace").replace("\r", "\n")

    def clear(self) -> None:
        """Forget what was typed until now; a terminal that somebody ended is started again."""
        if not self._xterm.runs():
            self._start()
        os.truncate(self._typed, 0)

    def end(self) -> None:
        self._xterm.end()


def is_covered(display: str) -> bool:
    """Tell whether a window is where the pointer of DISPLAY is: it gets the keys."""
    connection = xcffib.connect(display=display)
    root = connection.get_setup().roots[0].root
    window = connection.core.QueryPointer(root).reply().child
    connection.disconnect()
    return bool(window)
