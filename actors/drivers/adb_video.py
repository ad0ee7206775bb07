"""The moving picture of an Android device, recorded by the device itself and sent through adb."""

from __future__ import annotations

import threading
import time
from copy import copy
from typing import ClassVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.interface import Frame, Picture
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.mirror import Mirror
from actors.protocols.adb.server import address
from actors.stream.decoder import Shot, Shots

STILL = 0.5  # seconds without a new picture until the device is asked whether it is there


class AdbVideoSettings(Settings):
    """serial: an address such as 10.0.0.21:5555, or the serial number of a device on USB.

    server: host:port of the adb server; else as adb's own variables say.
    size: width and height of the recording, which the device else takes from its screen.
    bit_rate: bits a second, at most, of what it sends.
    limit: seconds after which the recording is begun anew; Android ends it after 180.
    timeout: seconds that the first picture, and any answer, may take.
    """

    main: ClassVar[str] = "serial"

    serial: str = Field(min_length=1, pattern=r"^\S+$")
    server: str | None = Field(default=None, pattern=r"^\S+:\d{1,5}$")
    size: tuple[int, int] | None = None
    bit_rate: int = Field(default=8_000_000, ge=100_000, le=200_000_000)
    limit: int = Field(default=180, ge=2, le=180)
    timeout: float = Field(default=5.0, gt=0)


class AdbVideo(Driver[AdbVideoSettings], Picture, Shots):
    """Shows what Android's `screenrecord` sends, up to the device's own pictures a second.

    It sends a picture when the screen changes.  One that stood still for a while is the
    newest as long as the device answers, and carries the time of that answer.  It shows no
    sound, and black where an application protects its picture from being recorded.
    """

    Settings = AdbVideoSettings
    packages = ("adbutils", "av")

    def __init__(self, settings: AdbVideoSettings) -> None:
        super().__init__(settings)
        s = settings
        self._link = AdbLink(s.serial, address(s.server), s.timeout, kind=s.kind)
        self._mirror: Mirror | None = None
        self._asking = threading.Lock()

    @property
    def source(self) -> str:
        return self.settings.serial

    def open(self) -> None:
        """Reach the device, and wait for the first picture."""
        self.close()
        s = self.settings
        self._link.open()
        mirror = Mirror(self._link, self._command(), limit=s.limit, patience=s.timeout)
        mirror.start()
        mirror.wait(lambda: bool(mirror.newest or mirror.trouble), s.timeout)
        if mirror.newest:
            self._mirror = mirror
            return
        mirror.stop()
        raise mirror.trouble or self.late(s.timeout)

    def close(self) -> None:
        mirror, self._mirror = self._mirror, None
        if mirror:
            mirror.stop()
        self._link.close()

    def probe(self) -> str:
        began = time.perf_counter()
        self._link.shell("true")
        echo = (time.perf_counter() - began) * 1000
        shot = self.shot()
        size = f"{shot.decoded.width}x{shot.decoded.height}"
        return f"picture {size}, {shot.age():.2f} s old, shell answers in {echo:.1f} ms"

    def frame(self) -> Frame:
        return self.shot().frame

    def shot(self) -> Shot:
        """Return the newest picture.  Raises DriverError where nothing says that it still is."""
        mirror = self._mirror  # which another thread may close meanwhile
        if mirror is None:
            raise self.unreachable("the link is closed")
        newest = mirror.newest
        assert newest is not None  # `open` waited for it
        return newest if newest.age() < STILL else self._confirmed(mirror)

    def _confirmed(self, mirror: Mirror) -> Shot:
        """Return the newest picture once the device has answered, or sent another."""
        with self._asking:
            mirror.wait(lambda: bool(mirror.live or mirror.trouble), self.settings.timeout)
            if mirror.trouble:
                raise copy(mirror.trouble)  # its traceback would grow from time to time
            newest = mirror.newest
            if newest is None or not mirror.live:
                raise self.late(self.settings.timeout)
            if newest.age() < STILL:
                return newest
            asked = time.time()
            self._link.shell("true")
            return mirror.confirm(newest, asked)

    def _command(self) -> str:
        s = self.settings
        size = f" --size {s.size[0]}x{s.size[1]}" if s.size else ""
        limits = f"--time-limit {s.limit} --bit-rate {s.bit_rate}"
        return f"screenrecord --output-format=h264 {limits}{size} -"
