"""A connection to an X11 display: what it shows, and keys and pointers as if by hand (XTEST)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from actors.protocols.keysyms import CAPS_LOCK, SHIFT
from actors.protocols.seat import Act, Key, Point
from actors.protocols.x11.layout import NONE, Layout

if TYPE_CHECKING:
    from actors.interface import Pixels

# XTEST's kinds of input are those of core events (X Window System Protocol, appendix B).
KEY_DOWN, KEY_UP, BUTTON_DOWN, BUTTON_UP, MOTION = 2, 3, 4, 5, 6
FIRST_BUTTON: Final = 1
LOCK, GROUP = 2, 13  # of the state of a keyboard: the bit of Caps Lock, and where the group is
# Seconds that programs have to look up keys that they were sent, before those are other keys:
# X11 does not tell when they have.
READING: Final = 0.5


class Display:
    """Sees the display NAME, and acts on it; for one thread, and without any timeout.

    Methods raise ConnectionError where there is no X server, or it will not have us.
    """

    def __init__(self, name: str) -> None:
        import xcffib
        import xcffib.xproto
        import xcffib.xtest

        self._name = name
        self._camera: Any = None
        self._seen = (0, 0)  # the size of screen that the camera has memory for
        with _explained():
            self._x = xcffib.connect(display=name)
            setup = self._x.get_setup()
            self._root = setup.roots[self._x.pref_screen].root
            self._xtest = self._x(xcffib.xtest.key)
            self._keycodes = range(setup.min_keycode, setup.max_keycode + 1)
            self._group = self._state() >> GROUP & 3
            self._layout = self._read_layout()
        self._clicked = False
        self._acted = 0.0  # when, by the monotonic clock

    def close(self) -> None:
        """Give back the keys that were lent, and end the connections."""
        for give_up in (self._take_back, self._put_away):
            with suppress(ConnectionError), _explained():  # a display that is gone has it all
                give_up()
        self._x.disconnect()

    def size(self) -> tuple[int, int]:
        """Return the width and height of the screen."""
        with _explained():
            root = self._x.core.GetGeometry(self._root).reply()
        return root.width, root.height

    def picture(self) -> Pixels:
        """Return what is on the screen, blue-green-red, without the pointer."""
        import cv2
        import numpy as np

        width, height = size = self.size()
        with _explained():
            shot = self._camera_of(size).grab((0, 0, width, height))
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(height, width, 4)
        return cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR)

    def is_alive(self) -> bool:
        """Tell whether the X server answers."""
        try:
            self.size()
        except ConnectionError:
            return False
        return True

    def portions(self, acts: Sequence[Act]) -> list[list[Act]]:
        """Return ACTS in portions, for each of which the spare keys suffice."""
        return list(_portions(acts, self._layout))

    def perform(self, acts: Sequence[Act]) -> None:
        """Do a portion of ACTS one after another; the server has taken all of them in the end."""
        with _explained():
            self._prepare(_keysyms(acts))
            for act in acts:
                self._do(act)
            self._settle()
        self._acted = time.monotonic()

    def _do(self, act: Act) -> None:
        if isinstance(act, Key):
            self._key(act)
        else:
            self._point(act)

    def _key(self, key: Key) -> None:
        keycode, shifted = self._layout.place(key.keysym)
        steps = [(keycode, key.down)]
        if shifted:
            shift = self._layout.place(SHIFT)[0], key.down
            steps = [shift, *steps] if key.down else [*steps, shift]
        for code, down in steps:
            self._fake(KEY_DOWN if down else KEY_UP, code)

    def _point(self, point: Point) -> None:
        self._fake(MOTION, 0, point.x, point.y)
        if point.down != self._clicked:
            self._fake(BUTTON_DOWN if point.down else BUTTON_UP, FIRST_BUTTON)
            self._clicked = point.down

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        self._xtest.FakeInput(kind, detail, 0, self._root, x, y, 0)

    def _prepare(self, keysyms: Sequence[int]) -> None:
        """See to it that keys give KEYSYMS, whatever was done to the keyboard meanwhile."""
        state = self._state()
        if self._is_changed() or state >> GROUP & 3 != self._group:
            self._group = state >> GROUP & 3
            self._layout = self._read_layout(self._layout.lent)
        if state & LOCK and CAPS_LOCK not in keysyms:
            for down in (True, False):
                self._key(Key(CAPS_LOCK, down))
        self._lend(keysyms)

    def _state(self) -> int:
        """Return what is locked, and which group is switched on."""
        return int(self._x.core.QueryPointer(self._root).reply().mask)

    def _is_changed(self) -> bool:
        """Tell whether others changed the keys since this was asked."""
        events = list(iter(self._x.poll_for_event, None))
        return any(type(event).__name__ == "MappingNotifyEvent" for event in events)

    def _lend(self, keysyms: Sequence[int]) -> None:
        """Give spare keys to those of KEYSYMS that have none."""
        wanted = self._layout.lacks(keysyms)
        if not wanted:
            return
        if len(wanted) > self._layout.free:
            self._let_read()
        lent = self._layout.lend(wanted, keysyms)
        self._bind({keycode: keysym for keysym, keycode in lent.items()})
        self._is_changed()  # by ourselves

    def _let_read(self) -> None:
        time.sleep(max(0.0, self._acted + READING - time.monotonic()))

    def _bind(self, keys: dict[int, int]) -> None:
        for keycode, keysym in keys.items():
            self._x.core.ChangeKeyboardMapping(1, keycode, 2, [keysym, keysym])
        self._settle()

    def _settle(self) -> None:
        self._x.core.GetInputFocus().reply()  # the server answers in the order of asking

    def _read_layout(self, lent: Mapping[int, int] | None = None) -> Layout:
        first = self._keycodes[0]
        reply = self._x.core.GetKeyboardMapping(first, len(self._keycodes)).reply()
        keysyms, per = list(reply.keysyms), reply.keysyms_per_keycode
        rows = [keysyms[at : at + per] for at in range(0, len(keysyms), per)]
        return Layout(first, rows, group=self._group, lent=lent)

    def _take_back(self) -> None:
        if self._layout.lent:
            self._let_read()
            self._bind(dict.fromkeys(self._layout.lent.values(), NONE))

    def _camera_of(self, size: tuple[int, int]) -> Any:
        """Return what takes pictures of a screen of SIZE; its memory is of one size."""
        import mss

        if self._camera is None or self._seen != size:
            self._put_away()
            self._camera, self._seen = mss.MSS(display=self._name), size
        return self._camera

    def _put_away(self) -> None:
        camera, self._camera = self._camera, None
        if camera:
            camera.close()


def _keysyms(acts: Sequence[Act]) -> list[int]:
    return [act.keysym for act in acts if isinstance(act, Key)]


def _portions(acts: Sequence[Act], layout: Layout) -> Iterator[list[Act]]:
    """Split ACTS so that each portion lacks no more keys than can be lent at once."""
    portion: list[Act] = []
    borrowed: set[int] = set()
    for act in acts:
        together = borrowed.union(filter(layout.borrows, _keysyms([act])))
        if len(together) > layout.room:
            yield portion
            portion, together = [], together - borrowed
        portion.append(act)
        borrowed = together
    yield portion


@contextmanager
def _explained() -> Iterator[None]:
    import mss.exception
    import xcffib

    try:
        yield
    except (xcffib.XcffibException, mss.exception.ScreenShotError, AssertionError) as e:
        # mss asserts that there is an answer
        raise ConnectionError(f"the X server is gone, or does not let us in: {e}") from e
