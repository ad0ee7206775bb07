"""Clips written as video files."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np

from tests.bench.clip import Clip, Coding, Span, is_dark
from tests.bench.soundtrack import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.bench.scenery import Picture

MARGIN = 128  # pixels
CHUNK = 1024  # samples


def write(clip: Clip, folder: Path, *, seed: int = 0) -> tuple[Path, dict[str, list[Span]]]:
    """Draw CLIP, add its noise, encode it with its sound into FOLDER; return file and truth."""
    dark = []
    path = folder / f"{clip.name.replace(' ', '-')}{clip.coding.suffix}"
    with av.open(path, "w") as target:
        first = clip.draw(clip.times[0])
        video = _video(target, clip.coding, first.shape[1], first.shape[0])
        sound = (
            target.add_stream("aac", rate=RATE, layout="mono") if clip.sound is not None else None
        )
        grain = _Grain(np.random.default_rng(seed), clip.noise, first.shape)
        for at in clip.times[:-1]:
            picture = clip.draw(at)
            dark.append(is_dark(picture))
            target.mux(video.encode(_frame(grain.over(picture), at, clip.coding)))
        target.mux(video.encode())
        if sound is not None:
            _play(target, sound, clip.sound)
    return path, clip.truth(dark)


def _video(target: av.container.OutputContainer, coding: Coding, width: int, height: int):
    video = target.add_stream(
        coding.codec,
        rate=Fraction(coding.ticks if coding.ticks < 100 else 25),
        options=dict(coding.options),
    )
    video.width, video.height, video.pix_fmt = width, height, coding.pixels
    video.bit_rate = coding.bits
    video.gop_size = coding.key
    video.time_base = video.codec_context.time_base = Fraction(1, coding.ticks)
    video.thread_count = 1
    return video


def _frame(picture: Picture, at: float, coding: Coding) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(format=coding.pixels)
    frame.pts, frame.time_base = round(at * coding.ticks), Fraction(1, coding.ticks)
    return frame


def _play(target: av.container.OutputContainer, stream, samples: NDArray[np.float32]) -> None:
    for begin in range(0, len(samples), CHUNK):
        part = av.AudioFrame.from_ndarray(samples[None, begin : begin + CHUNK], "fltp", "mono")
        part.sample_rate, part.pts, part.time_base = RATE, begin, Fraction(1, RATE)
        target.mux(stream.encode(part))
    target.mux(stream.encode())


class _Grain:
    """The noise of a sensor, cut from a larger plane of it at places taken by chance."""

    def __init__(self, random: np.random.Generator, sigma: float, shape: tuple[int, ...]) -> None:
        self._random, self._sigma = random, sigma
        height, width = shape[:2]
        grain = random.normal(0, sigma, (height + MARGIN, width + MARGIN, 1))
        self._grain = np.repeat(np.rint(grain).astype(np.int16), 3, axis=2)

    def over(self, picture: Picture) -> Picture:
        """Return PICTURE with noise on it."""
        if not self._sigma:
            return picture
        top, left = self._random.integers(0, MARGIN, 2)
        height, width = picture.shape[:2]
        grain = np.ascontiguousarray(self._grain[top : top + height, left : left + width])
        return np.asarray(cv2.add(picture.astype(np.int16), grain, dtype=cv2.CV_8U))
