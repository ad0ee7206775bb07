"""Video files, whole and broken, as the detectors get them."""

import contextlib
from fractions import Fraction

import av
import numpy as np
import pytest

from actors.errors import ConfigError
from actors.monitor.recording import Ended, Heard, Shown, play, refuse_what_breaks_off

FIRST = {"movflags": "faststart"}  # what the file holds is told at its beginning


def write(path, pictures=50, *, sound=False, options=None):
    """Write a video of a texture that goes by, a picture every 40 ms, with sound or without."""
    texture = np.random.default_rng(1).integers(60, 200, (90, 400, 3), np.uint8)
    with av.open(path, "w", options=options or {}) as target:
        stream = target.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        heard = target.add_stream("aac", rate=8000, layout="mono") if sound else None
        for number in range(pictures):
            part = np.ascontiguousarray(texture[:, number : number + 160])
            frame = av.VideoFrame.from_ndarray(part, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
        if heard is not None:
            samples = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
            samples.sample_rate, samples.pts = 8000, 0
            target.mux(heard.encode(samples))
            target.mux(heard.encode())
    return path


def cut(path, part):
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    return path


def test_pictures_sound_and_the_end_come_with_their_times(tmp_path):
    parts = list(play(write(tmp_path / "a.mkv", sound=True)))
    shown = [part.at for part in parts if isinstance(part, Shown)]
    assert shown == pytest.approx([number / 25 for number in range(50)])
    assert parts[-1] == Ended(pytest.approx(2.0))
    assert any(isinstance(part, Heard) and part.rate == 8000 for part in parts)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.mp4", b"", "the file is empty"),
        ("a.mp4", b"no video", "not a video that can be read"),
        ("a.mkv", bytes(range(256)) * 40, "not a video that can be read"),
        ("notes.txt", b"one line after another\n" * 50, "not a video"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:4,\nother.ts\n#EXT-X-ENDLIST\n", "not a video"),
    ],
)
def test_what_is_no_video_is_refused_in_one_sentence(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    for read in (refuse_what_breaks_off, lambda path: list(play(path))):
        with pytest.raises(ConfigError, match=told) as caught:
            read(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)


def test_a_file_of_sound_alone_is_refused(tmp_path):
    path = tmp_path / "a.m4a"
    with av.open(path, "w") as target:
        stream = target.add_stream("aac", rate=8000, layout="mono")
        part = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), "fltp", "mono")
        part.sample_rate, part.pts = 8000, 0
        target.mux(stream.encode(part))
        target.mux(stream.encode())
    with pytest.raises(ConfigError, match="there is no picture in it"):
        list(play(path))


@pytest.mark.parametrize("name", ["nowhere.mp4", "."])
def test_what_cannot_be_opened_is_an_error_of_the_system_that_names_it(tmp_path, name):
    with pytest.raises(OSError) as caught:
        list(play(tmp_path / name))
    assert caught.value.filename == str(tmp_path / name)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
@pytest.mark.parametrize(("name", "options"), [("a.mp4", FIRST), ("a.mkv", None)])
def test_what_breaks_off_before_its_time_is_refused(tmp_path, name, options, part):
    path = write(tmp_path / name, options=options)
    refuse_what_breaks_off(path)
    with pytest.raises(ConfigError, match=r"it breaks off after .+ s of 2\.0 s"):
        refuse_what_breaks_off(cut(path, part))


def test_half_of_an_mp4_whose_table_comes_last_is_no_video(tmp_path):
    with pytest.raises(ConfigError, match="not a video that can be read"):
        refuse_what_breaks_off(cut(write(tmp_path / "a.mp4"), 0.6))


def test_a_stream_that_promises_no_time_is_played_as_far_as_it_goes(tmp_path):
    path = cut(write(tmp_path / "a.ts"), 0.6)
    refuse_what_breaks_off(path)
    assert 0.5 < list(play(path))[-1].at < 2.0


def test_damaged_bytes_are_passed_over_or_refused(tmp_path):
    whole = write(tmp_path / "a.mkv", sound=True).read_bytes()
    random, ends = np.random.default_rng(4), 0
    for _ in range(25):
        broken = bytearray(whole)
        for place in random.integers(0, len(whole), 20):
            broken[place] = random.integers(0, 256)
        (tmp_path / "b.mkv").write_bytes(broken)
        with contextlib.suppress(ConfigError):
            ends += isinstance(list(play(tmp_path / "b.mkv"))[-1], Ended)
    assert ends >= 10
