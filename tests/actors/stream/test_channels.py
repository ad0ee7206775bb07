"""Which channel of a sound is heard, whatever its samples are made of."""

import av
import numpy as np
import pytest

from actors.stream.channels import channels, loudest

TONE = np.sin(2 * np.pi * 440 * np.arange(4800) / 48_000) / 4
FORMATS = {"u8p": np.uint8, "s16p": np.int16, "s32p": np.int32, "fltp": np.float32}


def written(sound, dtype):
    """Return SOUND, of -1 to 1, as samples of DTYPE."""
    if dtype == np.float32:
        return sound.astype(dtype)
    full = 2 ** (8 * np.dtype(dtype).itemsize - 1)
    return (sound * full + (full if dtype == np.uint8 else 0)).astype(dtype)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("planar", [True, False])
def test_a_tone_whose_channels_cancel_out_is_as_loud_as_one_of_them(format, planar):
    samples = written(np.stack([TONE, -TONE]), FORMATS[format])
    samples = samples if planar else samples.T.reshape(1, -1)
    name = format if planar else format[:-1]
    sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format=name, layout="stereo")
    heard = loudest(channels(sound))
    assert heard.dtype == np.int16
    assert np.abs(abs(heard) - abs(TONE * 32768)).max() <= 256


def test_the_loudest_of_several_channels_is_heard():
    heard = loudest(np.stack([TONE / 9, TONE, 0 * TONE]))
    assert np.array_equal(heard, np.round(TONE * 32768))


def test_what_is_too_loud_is_cut():
    assert loudest(np.array([[1.5, -1.5]])).tolist() == [32767, -32768]
