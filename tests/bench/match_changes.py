"""What happens to a picture on its way, and what makes another picture of it."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np

if TYPE_CHECKING:
    from actors.interface import Pixels


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """Return PIXELS after coding at QUALITY, 0 to 100."""
    coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


def h264(pixels: Pixels, crf: int, frames: int = 4) -> Pixels:
    """Return the last of FRAMES that show PIXELS, coded at a constant rate factor CRF."""
    height, width = pixels.shape[:2]
    stream = io.BytesIO()
    with av.open(stream, "w", "mpegts") as sink:
        video = sink.add_stream("libx264", Fraction(25))
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
        for _ in range(frames):
            sink.mux(video.encode(av.VideoFrame.from_ndarray(pixels, "bgr24")))
        sink.mux(video.encode())
    with av.open(io.BytesIO(stream.getvalue())) as source:
        return [shown.to_ndarray(format="bgr24") for shown in source.decode(video=0)][-1]


def brighter(pixels: Pixels, levels: int) -> Pixels:
    """Return PIXELS with LEVELS more, or less where it is negative."""
    return np.clip(pixels.astype(np.int16) + levels, 0, 255).astype(np.uint8)


def noisy(pixels: Pixels, sigma: float, *, seed: int) -> Pixels:
    """Return PIXELS with sensor noise of SIGMA grey levels."""
    noise = np.random.default_rng(seed).normal(0, sigma, pixels.shape)
    return np.clip(np.rint(pixels + noise), 0, 255).astype(np.uint8)


def moved(pixels: Pixels, across: float, down: float) -> Pixels:
    """Return PIXELS moved by parts of a pixel."""
    by = np.array([[1, 0, across], [0, 1, down]], np.float32)
    size = pixels.shape[1::-1]
    return cv2.warpAffine(pixels, by, size, borderMode=cv2.BORDER_REPLICATE)


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Return PIXELS blurred by SIGMA pixels."""
    return cv2.GaussianBlur(pixels, (0, 0), sigma)


def gamma(pixels: Pixels, power: float) -> Pixels:
    """Return PIXELS with another tone curve."""
    return cv2.LUT(pixels, np.round(255 * (np.arange(256) / 255) ** power).astype(np.uint8))


def dimmed(pixels: Pixels, part: float) -> Pixels:
    """Return PIXELS with PART of their brightness."""
    return cv2.convertScaleAbs(pixels, alpha=part)


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """Return PIXELS with their hue turned by DEGREES."""
    hsv = cv2.cvtColor(pixels, cv2.COLOR_BGR2HSV_FULL)
    hsv[:, :, 0] += np.uint8(round(degrees / 360 * 256) % 256)  # wraps around at a whole turn
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR_FULL)
