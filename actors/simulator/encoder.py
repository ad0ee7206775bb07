"""Pictures and sound as H.264 and MP2 in an MPEG transport stream."""

import io
from fractions import Fraction
from typing import Final

import av
import cv2
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

RATE: Final = 48_000  # Hz
CLOCK: Final = 90_000  # Hz, of the time stamps
SECONDS_BETWEEN_KEYS: Final = 1
# One thread, for a lab of many viewers.
VIDEO: Final = {"preset": "ultrafast", "tune": "zerolatency", "threads": "1", "forced-idr": "1"}
# Every packet leaves as soon as it is there, and says how long it is: a reader would
# else know only from the next one, a frame later.
MUXER: Final = {
    "mpegts_flags": "pat_pmt_at_frames",
    "flush_packets": "1",
    "max_delay": "0",
    "omit_video_pes_length": "0",
}


class Encoder:
    """Encodes pictures of SIZE (width, height), about FPS a second, and the sound between them."""

    def __init__(self, size: tuple[int, int], fps: int) -> None:
        self._sink = _Sink()
        self._container = av.open(self._sink, "w", format="mpegts", options=MUXER)
        self._video = self._container.add_stream("libx264", fps, options=VIDEO)
        self._video.width, self._video.height = size
        self._video.pix_fmt = "yuv420p"
        self._video.gop_size = fps * SECONDS_BETWEEN_KEYS
        self._video.codec_context.time_base = Fraction(1, CLOCK)
        self._audio = self._container.add_stream("mp2", RATE, layout="mono")
        self._heard = 0  # samples

    def encode(
        self, picture: NDArray[np.uint8], sound: NDArray[np.int16], *, at: float, key: bool
    ) -> bytes:
        """Return the stream's bytes for PICTURE (BGR), and for the SOUND (mono) that goes on.

        at: seconds from the start of the stream to the picture.
        key: whether a viewer may begin with this picture.
        """
        planar = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8)
        frame = av.VideoFrame.from_ndarray(planar, format="yuv420p")
        frame.pts, frame.time_base = round(at * CLOCK), Fraction(1, CLOCK)
        frame.pict_type = PictureType.I if key else PictureType.NONE
        played = av.AudioFrame.from_ndarray(sound[None], format="s16", layout="mono")
        played.pts, played.sample_rate, played.time_base = self._heard, RATE, Fraction(1, RATE)
        self._heard += len(sound)
        self._container.mux(self._audio.encode(played))
        self._container.mux(self._video.encode(frame))
        return self._sink.take()

    def close(self) -> None:
        """End the stream."""
        self._container.close()


class _Sink(io.RawIOBase):
    """Collects what the muxer writes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(memoryview(data))  # type: ignore[arg-type]
        self._parts.append(part)
        return len(part)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken
