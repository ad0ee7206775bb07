"""Sound of several channels, and the one of them that is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from av import AudioFrame
    from numpy.typing import NDArray


def channels(sound: AudioFrame) -> NDArray[np.generic]:
    """Return channels x n of what was decoded: signed integers, or floats of -1 to 1."""
    samples: NDArray[np.generic] = sound.to_ndarray()
    if not sound.format.is_planar:
        samples = samples.reshape(-1, len(sound.layout.channels)).T
    if samples.dtype == np.uint8:  # unsigned, 128 being silent
        return (samples.astype(np.int16) - 128) * 256
    return samples


def loudest(samples: NDArray[np.generic]) -> NDArray[np.int16]:
    """Return the loudest channel of SAMPLES, channels x n: mixed ones may cancel out."""
    scaled = samples.astype(np.float64)
    if samples.dtype.kind == "i":
        scaled /= 2.0 ** (8 * samples.itemsize - 1)
    one = scaled[int(np.square(scaled).sum(axis=1).argmax())]
    heard: NDArray[np.int16] = np.clip(np.round(one * 32768), -32768, 32767).astype(np.int16)
    return heard
