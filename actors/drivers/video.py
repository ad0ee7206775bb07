"""The picture and sound of a capture device or a network stream: whatever FFmpeg can open."""

from __future__ import annotations

import time
from typing import ClassVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.interface import Frame, Picture, Samples, Sound
from actors.stream.decoder import Shot, Shots
from actors.stream.receiver import KEPT, Receiver


class VideoSettings(Settings):
    """url: as FFmpeg takes it, such as rtsp://10.0.0.31/tv-1 or tcp://10.0.0.31:9000."""

    main: ClassVar[str] = "url"

    url: str = Field(min_length=1)
    timeout: float = Field(default=5.0, gt=0)  # seconds to the first picture
    max_age: float = Field(default=2.0, gt=0)  # seconds that a picture counts as the newest
    options: dict[str, str] = Field(default={})  # of FFmpeg, such as rtsp_transport: tcp


class Video(Driver[VideoSettings], Picture, Sound, Shots):
    """Receives all the time while it is open, so that the newest picture is at hand."""

    Settings = VideoSettings

    def __init__(self, settings: VideoSettings) -> None:
        super().__init__(settings)
        self._receiver: Receiver | None = None

    @property
    def source(self) -> str:
        before, at, host = self.settings.url.rpartition("@")
        return before.partition("://")[0] + "://" + host if at else host

    def open(self) -> None:
        """Receive, and wait for the first picture; a link that is refused is not waited for."""
        self.close()
        s = self.settings
        receiver = Receiver(s.url, s.options, s.timeout)
        receiver.start()
        receiver.wait(lambda: bool(receiver.newest or receiver.refused()), s.timeout)
        if receiver.newest:
            self._receiver = receiver
            return
        receiver.stop()
        if receiver.refused():
            raise self.unreachable(receiver.trouble)
        raise self.late(s.timeout)

    def close(self) -> None:
        receiver, self._receiver = self._receiver, None
        if receiver:
            receiver.stop()

    def probe(self) -> str:
        frame, receiver = self.frame(), self._live()
        width, height = frame.size
        sound = "with sound" if receiver.has_sound else "no sound"
        return f"picture {width}x{height}, {time.time() - frame.at:.2f} s old, {sound}"

    def frame(self) -> Frame:
        return self.shot().frame

    def shot(self) -> Shot:
        """Return the newest picture.  Raises Unreachable where it is older than `max_age`."""
        receiver = self._live()
        newest = receiver.newest
        assert newest is not None  # `open` waited for it
        if newest.age() > self.settings.max_age:
            why = receiver.trouble or "the stream stands still"
            raise self.unreachable(f"no picture for {newest.age():.1f} s: {why}")
        return newest

    def sound(self, seconds: float) -> Samples:
        """Return the newest SECONDS, 10 at most, and wait for those that have yet to come."""
        receiver, s = self._live(), self.settings
        if not receiver.has_sound or seconds > KEPT:
            what = f"{seconds:g} s of sound, but {KEPT:g} s" if receiver.has_sound else "sound"
            raise self.missing(what)
        receiver.wait(
            lambda: bool(receiver.heard(seconds) or receiver.trouble), seconds + s.timeout
        )
        if heard := receiver.heard(seconds):
            return heard
        raise self.unreachable(f"no sound: {receiver.trouble or 'the stream stands still'}")

    def _live(self) -> Receiver:
        if self._receiver is None:
            raise self.unreachable("the link is closed")
        return self._receiver
