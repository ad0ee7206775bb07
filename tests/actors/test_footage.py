"""What was recorded in a folder of pictures, or a video file with its sound."""

import cv2
import numpy as np
import pytest

from actors.errors import CannotJudge, ConfigError
from actors.footage import footage, read_frame
from tests.actors.clips import heard, pictures
from tests.actors.videos import write_video


@pytest.fixture
def video(tmp_path):
    return write_video(tmp_path / "clip.mp4", pictures("m" * 50), heard("t" * 25 + "." * 25))


def test_a_video_has_its_pictures_with_their_times(video):
    seen = footage(video, rate=1)
    frames = list(seen.frames(0))
    assert [frame.at for frame in frames] == pytest.approx([n / 25 for n in range(50)])
    assert np.abs(frames[9].pixels.astype(int) - pictures("m" * 50)[9].pixels).mean() < 4
    assert seen.frame().at == frames[-1].at


def test_it_can_be_gone_through_again(video):
    seen = footage(video, rate=1)
    assert len(list(seen.frames(0))) == len(list(seen.frames(0))) == 50


def test_a_video_has_its_sound_with_its_times(video):
    sounds = list(footage(video, rate=1).sounds(0))
    loud = [sound.at for sound in sounds if np.abs(sound.samples.astype(int)).max() > 3000]
    assert (loud[0], loud[-1]) == (pytest.approx(0, abs=0.1), pytest.approx(1, abs=0.1))
    assert sounds[-1].end == pytest.approx(2, abs=0.1)


def test_only_the_first_seconds_count_where_that_is_said(video):
    seen = footage(video, rate=1, counting=0.5)
    assert len(list(seen.frames(0))) == 13
    assert all(sound.at <= 0.6 for sound in seen.sounds(0))


def test_a_video_without_a_sound_track_has_no_sound(tmp_path):
    seen = footage(write_video(tmp_path / "mute.mkv", pictures("mm")), rate=1)
    with pytest.raises(CannotJudge, match="no sound"):
        seen.sounds(0)


def test_the_pictures_of_a_folder_come_in_the_order_of_their_numbers(tmp_path):
    for number in (10, 9, 100, 1):
        cv2.imwrite(str(tmp_path / f"shot{number}.png"), np.full((4, 6, 3), number, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    frames = list(footage(tmp_path, rate=5).frames(0))
    assert [int(frame.pixels[0, 0, 0]) for frame in frames] == [1, 9, 10, 100]
    assert [frame.at for frame in frames] == [0, 0.2, 0.4, 0.6]


def test_a_folder_without_pictures_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="there is no picture in it"):
        footage(tmp_path, rate=25)


def test_a_broken_picture_of_a_folder_is_named(tmp_path):
    cv2.imwrite(str(tmp_path / "1.png"), np.zeros((4, 4, 3), np.uint8))
    (tmp_path / "2.png").write_bytes(b"no picture")
    with pytest.raises(ConfigError, match=r"2\.png: not a picture"):
        list(footage(tmp_path, rate=25).frames(0))


@pytest.mark.parametrize(
    ("name", "told"), [("a.mp4", "not a video that can be read"), ("a.mkv", "it breaks off after")]
)
def test_a_truncated_video_is_refused(tmp_path, name, told):
    path = write_video(tmp_path / name, pictures("m" * 50))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ConfigError, match=told):
        footage(path, rate=25)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    for read in (lambda path: footage(path, rate=25), lambda path: read_frame(path, 0.0)):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / "gone.mp4")
