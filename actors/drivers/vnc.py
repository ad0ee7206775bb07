"""The screen, keyboard and mouse of a computer that runs a VNC server."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from actors.driver import Driver, Secret, Settings
from actors.errors import DriverError
from actors.interface import Frame, Picture
from actors.protocols.keysyms import OwnChords
from actors.protocols.seat import Perform, Seat

if TYPE_CHECKING:
    from actors.protocols.rfb.viewer import Viewer


class VncSettings(Settings):
    """host and port: where the server listens; display :1 is port 5901.

    password: of VNC's own authentication, of which 8 bytes count; empty where there is none.
    keys: those that differ, as X11 names them, such as SEARCH: Control_L+f.
    signs: those beyond ASCII that the computer's keyboard layout has, such as "äöüß"; servers
    find keys for some others and drop the rest without a word, so that none is tried.
    encoding: tight saves bytes on the way, raw saves time at both ends of a fast network.
    """

    main: ClassVar[str] = "host"

    host: str = Field(min_length=1)
    port: int = Field(default=5900, ge=1, le=65535)
    password: Secret = ""
    keys: OwnChords
    signs: str = ""
    encoding: Literal["tight", "raw"] = "tight"
    timeout: float = Field(default=5.0, gt=0)  # seconds
    max_age: float = Field(default=2.0, gt=0)  # seconds that a picture counts as the newest


class Vnc(Driver[VncSettings], Seat, Picture):
    """Follows the screen all the time while it is open, so that the newest picture is at hand.

    A screen that stands still is asked for a sign of life, and its picture is as old as that.
    What acts returns when the server has answered after it.
    """

    Settings = VncSettings
    packages = ("cryptography",)

    def __init__(self, settings: VncSettings) -> None:
        super().__init__(settings)
        self._viewer: Viewer | None = None

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    @property
    def own_keys(self) -> Mapping[str, str]:
        return self.settings.keys

    def open(self) -> None:
        """Follow the screen, and wait for its first picture."""
        from actors.protocols.rfb.session import Place
        from actors.protocols.rfb.viewer import Viewer

        self.close()
        s = self.settings
        self._viewer = Viewer(Place(s.host, s.port, s.password, s.encoding), s.timeout)
        self._viewer.start()
        try:
            self.frame()
        except DriverError:
            self.close()
            raise

    def close(self) -> None:
        viewer, self._viewer = self._viewer, None
        if viewer:
            viewer.stop()

    def probe(self) -> str:
        began = time.perf_counter()
        with self._following() as viewer:
            viewer.settle(viewer.session())
        answer = (time.perf_counter() - began) * 1000
        width, height = self.frame().size
        return f"picture {width}x{height}, the server answers in {answer:.1f} ms"

    def type(self, text: str) -> None:
        signs = sorted(sign for sign in set(text) - set(self.settings.signs) if not sign.isascii())
        if signs:
            raise self.missing(f"typing {', '.join(signs)} (its `signs` name what it can)")
        super().type(text)

    def screen_size(self) -> tuple[int, int]:
        with self._following() as viewer:
            return viewer.size()

    def frame(self) -> Frame:
        """Return what the screen shows.  Raises TookTooLong where it may be old by now."""
        with self._following() as viewer:
            frame = viewer.frame()
        if viewer.age() > self.settings.max_age:
            raise self.late(self.settings.max_age)
        return frame

    @contextmanager
    def acting(self) -> Iterator[Perform]:
        from actors.protocols.rfb.session import message

        with self._following() as viewer:
            session = viewer.session()
            yield lambda acts: viewer.send(session, b"".join(map(message, acts)))
            viewer.settle(session)

    @contextmanager
    def _following(self) -> Iterator[Viewer]:
        from actors.protocols.rfb.wire import Refusal

        if self._viewer is None:
            raise self.unreachable("the link is closed")
        with self.explained(self.settings.timeout):
            try:
                yield self._viewer
            except Refusal as e:
                raise self.refused(str(e)) from e
