"""The picture and sound of a capture device, a screen, a network stream or a file.

Proved against real senders (RTSP by TCP and UDP, MPEG-TS by TCP and UDP, HTTP MJPEG, HLS), an X
server and a PulseAudio server, from which ALSA's own program recorded as well.  No capture card
was at hand: of V4L2, what is proved is how FFmpeg is asked, and what is said of a device that is
not there, busy or forbidden.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import Field, model_validator

from actors.driver import Driver, Settings
from actors.errors import DriverError
from actors.interface import Frame, Picture, Samples, Sound
from actors.stream.decoder import Shot, Shots
from actors.stream.feed import StreamFeed
from actors.stream.receiver import KEPT, Receiver
from actors.stream.recorder import Recorder, is_recorded
from actors.stream.source import Source, source
from actors.stream.trouble import Trouble

STALL = 1.0  # seconds without a byte after which a link is made anew, at least
PROBED = 0.1  # seconds of sound that prove a link


class VideoSettings(Settings):
    """What is received, and how long to wait for it.

    url: as FFmpeg takes it: `rtsp://user:password@10.0.0.31/tv-1`, `udp://239.1.1.1:5000` (a
    group) or `udp://0.0.0.0:5000` (sent to this node), `tcp://10.0.0.31:9000`,
    `http://10.0.0.31/tv.mjpeg`, `http://10.0.0.31/tv.m3u8`, a file; `/dev/video0` for a capture
    device, `lavfi:testsrc2` for a test picture, `:1.0` or `x11grab::1.0+0,0` for an X screen.
    A screen is shown with its pointer: told not to draw it (`draw_mouse`), FFmpeg does not
    notice that the X server has ended.
    format: what `ffmpeg -f` would be given, where neither the url nor what comes tells it.
    size, fps, input_format: what a capture device or a screen is asked for; the last is the
    pixel format or codec of a capture device, such as mjpeg or yuyv422.
    options: more of FFmpeg's options, such as `rtsp_transport: udp`; they come before all else.
    sound: where the sound comes from, if not with the picture: `alsa:plughw:1,0`, recorded by
    arecord; `pulse:SOURCE`, of PulseAudio or PipeWire, by parec; or a url.  Sound that joins
    the picture's own stream while that runs is heard once the link is made anew.
    loop: a file begins anew when it ends, as opposed to being gone then.
    timeout: seconds to the first picture.  max_age: seconds that a picture counts as the newest.
    """

    main: ClassVar[str] = "url"

    url: str = Field(min_length=1, repr=False)
    format: str | None = None
    size: tuple[int, int] | None = None
    fps: float | None = Field(default=None, gt=0)
    input_format: str | None = None
    options: dict[str, str] = Field(default={}, repr=False)
    sound: str | None = Field(default=None, min_length=1, repr=False)
    loop: bool = True
    timeout: float = Field(default=5.0, gt=0)
    max_age: float = Field(default=2.0, gt=0)

    @model_validator(mode="after")
    def _only_a_device_is_asked_for_a_form(self) -> Self:
        if (asked := self._form()) and not source(self.url, self.format).is_device:
            raise ValueError(f"{', '.join(asked)}: only a capture device or a screen takes that")
        return self

    def picture_source(self) -> Source:
        """Return what is opened for the picture."""
        return source(self.url, self.format, {**self._form(), **self.options})

    def _form(self) -> dict[str, str]:
        size = self.size and "{}x{}".format(*self.size)
        fps = self.fps and f"{self.fps:g}"
        asked = {"video_size": size, "framerate": fps, "input_format": self.input_format}
        return {name: value for name, value in asked.items() if value}


class Video(Driver[VideoSettings], Picture, Sound, Shots):
    """Receives all the time while it is open, so that the newest picture is at hand."""

    Settings = VideoSettings
    packages = ("av",)

    def __init__(self, settings: VideoSettings) -> None:
        super().__init__(settings)
        self._receivers: tuple[Receiver, ...] = ()  # of the picture, and of the sound elsewhere

    @property
    def source(self) -> str:
        return self.settings.picture_source().shown

    def open(self) -> None:
        """Receive, and wait for the first picture; a link that is refused is not waited for."""
        self.close()
        s = self.settings
        self._receivers = tuple(self._receive())
        picture = self._receivers[0]
        for receiver in self._receivers:
            receiver.start()
        picture.wait(lambda: bool(picture.newest or picture.failed()), s.timeout)
        if picture.newest is None:
            self.close()
            raise self._failure(picture)

    def close(self) -> None:
        receivers, self._receivers = self._receivers, ()
        for receiver in receivers:
            receiver.stop()

    def probe(self) -> str:
        """Wait for a picture that is newer than the question, and for sound from elsewhere."""
        picture, asked = self._live(), time.monotonic()
        picture.wait(lambda: picture.seen > asked or picture.failed(), self.settings.timeout)
        if picture.seen <= asked:
            raise self._failure(picture)
        shot = self.shot()
        sound = "with sound" if picture.has_sound else "no sound"
        if self.settings.sound:
            sound = f"sound at {self.sound(PROBED).rate} Hz"
        width, height = shot.decoded.width, shot.decoded.height
        return f"picture {width}x{height}, {time.time() - shot.at:.2f} s old, {sound}"

    def frame(self) -> Frame:
        return self.shot().frame

    def shot(self) -> Shot:
        """Return the newest picture.  Raises Unreachable where it is older than `max_age`."""
        picture = self._live()
        newest = picture.newest
        if newest is None:  # another thread is about to open it
            raise self._gone(picture, "no picture yet")
        if newest.age() > self.settings.max_age:
            raise self._gone(picture, f"no picture for {newest.age():.1f} s")
        return newest

    def sound(self, seconds: float) -> Samples:
        """Return the newest SECONDS, 10 at most, and wait for those that have yet to come."""
        self._live()
        receiver, s = self._receivers[-1], self.settings
        if not receiver.has_sound or seconds > KEPT:
            what = f"{seconds:g} s of sound, but {KEPT:g} s" if receiver.has_sound else "sound"
            raise self.missing(what)
        receiver.wait(
            lambda: bool(receiver.heard(seconds, s.max_age)) or receiver.is_gone(s.max_age),
            seconds + s.timeout,
        )
        if heard := receiver.heard(seconds, s.max_age):
            return heard
        raise self._gone(receiver, "no sound")

    def _receive(self) -> Iterator[Receiver]:
        s = self.settings
        stall = max(STALL, s.max_age / 2)
        feed = StreamFeed(s.picture_source(), timeout=s.timeout, stall=stall)
        yield Receiver(feed, first=s.timeout, dark=2 * stall, once=not s.loop)
        if s.sound and is_recorded(s.sound):
            yield Receiver(Recorder(s.sound, stall=s.timeout))
        elif s.sound:
            heard = StreamFeed(source(s.sound), timeout=s.timeout, stall=stall, picture=False)
            yield Receiver(heard, once=not s.loop)

    def _live(self) -> Receiver:
        if not self._receivers:
            raise self.unreachable("the link is closed")
        return self._receivers[0]

    def _failure(self, receiver: Receiver) -> DriverError:
        """Return the error of a link on which nothing came in time."""
        if not receiver.failed():
            return self.late(self.settings.timeout)
        return self._gone(receiver)

    def _gone(self, receiver: Receiver, what: str = "") -> DriverError:
        """Return the error of a link that is broken, or on which nothing comes."""
        trouble = receiver.trouble or Trouble("nothing new comes")
        reason = f"{what}: {trouble.reason}" if what else trouble.reason
        is_refused = trouble.kind == "refused"
        if trouble.kind == "garbled":  # where it made sense before, it is the link
            is_refused = receiver.newest is None
        return self.refused(reason) if is_refused else self.unreachable(reason)
