"""Video files for tests, of pictures and sound that are drawn when they are asked for."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from actors.interface import Frame, Samples


def write_video(path: Path, frames: Iterable[Frame], sounds: Iterable[Samples] = ()) -> Path:
    """Encode FRAMES, 25 a second, and SOUNDS into the file PATH, and return it."""
    frames, sounds = list(frames), list(sounds)
    with av.open(str(path), "w") as target:
        video = target.add_stream("libx264", rate=25, options={"preset": "ultrafast", "crf": "24"})
        video.width, video.height = frames[0].size
        video.pix_fmt = "yuv420p"
        played = target.add_stream("aac", rate=sounds[0].rate, layout="mono") if sounds else None
        for frame in frames:
            target.mux(video.encode(av.VideoFrame.from_ndarray(frame.pixels, format="bgr24")))
        target.mux(video.encode())
        if played:
            samples = np.concatenate([sound.samples for sound in sounds])
            part = av.AudioFrame.from_ndarray(samples[None], "s16", "mono")
            part.sample_rate, part.pts = sounds[0].rate, 0
            part.time_base = Fraction(1, part.sample_rate)
            target.mux(played.encode(part))
            target.mux(played.encode())
    return path
