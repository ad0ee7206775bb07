"""Incidents in small generated videos, and files that are none."""

from fractions import Fraction

import av
import cv2
import numpy as np
import pytest

from actors.errors import ConfigError
from actors.monitor.recorded import incidents
from tests.bench import clips_dark, clips_films, clips_pages, clips_restless
from tests.bench.clip import Coding, Setting
from tests.bench.clips import clips
from tests.bench.encoding import write
from tests.bench.scoring import Score

SIZE = (320, 180)


RECIPES = (
    clips_films.film,
    clips_films.slow_pan,
    clips_films.few_pictures,
    clips_pages.spinner_stops,
    clips_pages.clock_on_page,
    clips_pages.still_photograph,
    clips_dark.blacks,
    clips_restless.dark_pan_fast,
)


def test_what_is_found_in_videos_is_true_and_what_is_true_is_found(tmp_path):
    scores = {"freeze": Score(), "black": Score(), "silence": Score()}
    for clip in clips(5, SIZE, seconds=5.0, recipes=RECIPES):
        path, truth = write(clip, tmp_path, seed=5)
        found = incidents(path)
        for kind, true in truth.items():
            scores[kind].add([(s.start, s.end) for s in found if s.kind == kind], true)
    for kind, score in scores.items():
        assert score.true > 1
        assert min(score.precision, score.recall) >= 0.85, kind


@pytest.fixture
def video(tmp_path):
    """Write a video of still, black and moving pictures, and return its file."""

    def make(*, codec="libx264", pixels="yuv420p", start=0.0, sound=None, suffix=".mkv"):
        path = tmp_path / f"video{suffix}"
        with av.open(path, "w") as target:
            stream = target.add_stream(codec, rate=25)
            stream.width, stream.height, stream.pix_fmt = 320, 180, pixels
            heard = (
                target.add_stream("aac", rate=8000, layout="mono") if sound is not None else None
            )
            for number in range(100):
                frame = av.VideoFrame.from_ndarray(_picture(number), format="bgr24")
                frame.pts, frame.time_base = number + round(start * 25), Fraction(1, 25)
                target.mux(stream.encode(frame))
            target.mux(stream.encode())
            if heard is not None:
                part = av.AudioFrame.from_ndarray(sound[None], "fltp", "mono")
                part.sample_rate, part.pts = 8000, round(start * 8000)
                target.mux(heard.encode(part))
                target.mux(heard.encode())
        return path

    return make


def _picture(number):
    """Move for a second, stand still for one, be black for one, and move again."""
    texture = np.random.default_rng(1).integers(60, 200, (180, 400), np.uint8)
    if 50 <= number < 75:
        return np.zeros((180, 320, 3), np.uint8)
    left = min(number, 25) if number < 50 else number - 50
    return np.repeat(texture[:, left : left + 320, None], 3, axis=2)


EXPECTED = [("freeze", 1.0, 2.0), ("black", 2.0, 3.0)]


def told(spans):
    """Spans by their kind and the nearest fifth of a second."""
    return [(span.kind, round(span.start * 5) / 5, round(span.end * 5) / 5) for span in spans]


@pytest.mark.parametrize(("codec", "pixels"), [("libx264", "yuv420p"), ("libx264", "yuv422p10le"),
                                               ("mjpeg", "yuvj444p"), ("libvpx-vp9", "yuv420p"),
                                               ("ffv1", "bgr0"), ("ffv1", "gray")])  # fmt: skip
def test_every_codec_and_format_is_watched(video, codec, pixels):
    assert told(incidents(video(codec=codec, pixels=pixels))) == EXPECTED


def test_times_are_those_since_the_first_picture(video):
    assert told(incidents(video(start=7.0, suffix=".ts"))) == EXPECTED


def test_a_sound_track_that_ends_is_silent_from_there_on(video):
    sound = (0.1 * np.sin(np.arange(16_000))).astype(np.float32)
    found = [span for span in incidents(video(sound=sound)) if span.kind == "silence"]
    ((start, end),) = [(span.start, span.end) for span in found]
    assert (start, end) == (pytest.approx(2.0, abs=0.2), pytest.approx(4.0, abs=0.1))


def test_what_is_masked_does_not_move(video):
    ((kind, start, end), *_) = told(incidents(video(), [(0, 0, 320, 178)]))
    assert (kind, start) == ("black", 0.0)  # what is left is the banner's part of the picture
    assert end == 4.0


def test_a_mask_that_leaves_nothing_or_lies_outside_is_refused(video):
    path = video()
    with pytest.raises(ConfigError, match="leaves nothing"):
        incidents(path, [(0, 0, 320, 180)])
    with pytest.raises(ConfigError, match="lies outside"):
        incidents(path, [(400, 0, 10, 10)])


def test_a_video_that_breaks_off_is_refused(video):
    path = video()
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(ConfigError, match=r"video\.mkv: it breaks off after"):
        incidents(path)


def test_one_picture_is_no_recording(tmp_path):
    path = tmp_path / "picture.png"
    cv2.imwrite(str(path), _picture(0))
    with pytest.raises(ConfigError, match=r"picture\.png: one picture, not a recording"):
        incidents(path)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        incidents(tmp_path / "nowhere.mp4")


def test_the_same_seed_draws_the_same_clips():
    one, other = (Setting(np.random.default_rng(3), SIZE, 25.0, 0.0, Coding()) for _ in range(2))
    pictures = [RECIPES[0](setting).draw(1.0) for setting in (one, other)]
    assert np.array_equal(*pictures)
