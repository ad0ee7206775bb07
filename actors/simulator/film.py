"""What a television shows as raw H.264, a picture for each change."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from actors.simulator.television import Television

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FPS: Final = 25  # at most
CLOCK: Final = 90_000  # Hz, of the time stamps
BETWEEN_KEYS: Final = 250  # pictures; as of Android's screenrecord, ten seconds of them
# A picture leaves as soon as it is there; one thread, for a lab of many devices.
OPTIONS: Final = {"preset": "ultrafast", "tune": "zerolatency", "threads": "1"}


class Film:
    """Encodes the pictures of TELEVISION at SIZE (width, height), in BITS a second."""

    def __init__(self, television: Television, size: tuple[int, int], bits: int) -> None:
        import av

        self._television, self._size = television, size
        self._encoder = av.VideoCodecContext.create("libx264", "w")
        self._encoder.width, self._encoder.height = size
        self._encoder.pix_fmt = "yuv420p"
        self._encoder.bit_rate = bits
        self._encoder.gop_size = BETWEEN_KEYS
        self._encoder.framerate, self._encoder.time_base = Fraction(FPS), Fraction(1, CLOCK)
        self._encoder.options = OPTIONS
        self._last: NDArray[np.uint8] | None = None

    def develop(self, at: float) -> bytes:
        """Return the bytes of the picture that shows now, AT seconds of the film.

        There are none where it shows what it did before.
        """
        import av
        import cv2
        import numpy as np

        picture = self._television.picture()
        if self._last is not None and np.array_equal(picture, self._last):
            return b""
        self._last = picture
        scaled = cv2.resize(picture, self._size) if self._size != self._television.size else picture
        planar = np.asarray(cv2.cvtColor(scaled, cv2.COLOR_BGR2YUV_I420), np.uint8)
        frame = av.VideoFrame.from_ndarray(planar, format="yuv420p")
        frame.pts, frame.time_base = round(at * CLOCK), Fraction(1, CLOCK)
        return b"".join(bytes(packet) for packet in self._encoder.encode(frame))
