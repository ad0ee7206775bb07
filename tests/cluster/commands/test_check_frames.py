"""`vpt check --frames` judges a recording: a video with its sound, or a folder of pictures."""

import json

import cv2
import numpy as np
import pytest

from cluster.commands.simulator import DEMO
from tests.actors.clips import heard, pictures
from tests.actors.videos import write_video

SHOWN = "m" * 30 + "s" * 50 + "m" * 20 + "b" * 25 + "m" * 25  # frozen from 1.16 s, black from 4 s
PLAYED = "t" * 50 + "." * 50 + "t" * 50  # silent from 2 s
TV = ["--map", DEMO / "maps" / "launcher.yaml"]


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    return write_video(tmp_path_factory.mktemp("v") / "clip.mp4", pictures(SHOWN), heard(PLAYED))


@pytest.fixture
def judged(vpt):
    def judge(frames, kind, *words):
        ended = vpt("check", "--frames", frames, "--kind", kind, *words, "--json")
        assert ended.err == ""
        return ended.code, json.loads(ended.out)

    return judge


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [("freeze", 1.16, 3.2), ("still", 1.16, 3.2), ("black", 4, 5), ("silence", 2, 4)],
)
def test_what_lasts_is_told_with_its_start_and_end(judged, video, kind, start, end):
    code, told = judged(video, kind)
    assert (code, told["holds"]) == (0, True)
    assert (told["start"], told["end"]) == (
        pytest.approx(start, abs=0.09),
        pytest.approx(end, abs=0.09),
    )
    assert 0 < told["error"] < 0.1


@pytest.mark.parametrize("kind", ["freeze", "black", "silence"])
def test_what_does_not_last_long_enough_does_not_hold(judged, video, kind):
    code, told = judged(video, kind, "--set", "seconds=2.5")
    assert (code, told["holds"]) == (1, False)
    assert (told["start"], told["end"], told["error"]) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "start"),
    [
        (["--until", "holds"], 4),
        (["--until", "stays", "--lasting", "0.5"], 4),
        (["--until", "stable", "--lasting", "0.5"], 4),
        (["--until", "gone", "--set", "distance=30"], 0),
    ],
)
def test_what_is_asked_over_time_may_be_chosen(judged, video, words, start):
    code, told = judged(video, "colour", "--set", "colour=black", *words)
    assert code == 0, told
    assert told["start"] == pytest.approx(start, abs=0.05)


def test_only_what_begins_within_the_time_counts(judged, video):
    assert judged(video, "black", "--within", "3.5")[0] == 1
    assert judged(video, "black", "--within", "4.6")[0] == 0


@pytest.fixture
def shots(tmp_path):
    """Half a second of nothing, and then the word "Home", at 4 pictures a second."""
    home = cv2.imread(str(DEMO / "references" / "home.png"))
    for number in range(9, 14):
        picture = np.full((360, 640, 3), 40, np.uint8)
        if number > 10:
            picture[50 : 50 + home.shape[0], 80 : 80 + home.shape[1]] = home
        cv2.imwrite(str(tmp_path / f"shot-{number}.png"), picture)
    return tmp_path


def test_a_check_of_one_picture_holds_from_the_first_one_on_where_it_does(judged, shots):
    reference = f"reference={DEMO / 'references' / 'home.png'}"
    code, told = judged(shots, "image", "--rate", "4", "--set", reference)
    assert (code, told["start"], told["error"]) == (0, 0.5, 0.25)
    assert told["region"] == [80, 50, 184, 56]


def test_screens_and_sizes_come_from_a_map(judged, refused, shots):
    region = ["--set", "region=[0, 0, 1280, 720]"]
    assert judged(shots, "screen", "--set", "name=home", *TV)[0] in (0, 1)
    assert judged(shots, "colour", "--set", "colour=#282828", *region, *TV)[0] == 0
    assert "no map is known" in refused(
        "check", "--frames", shots, "--kind", "screen", "--set", "name=home"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--kind", "sound"], "the recording has no sound"),
        (["--kind", "black", "--until", "stays"], "'lasting' goes with"),
        (["--kind", "black", "--rate", "0"], "--rate"),
        (["--kind", "black", "--set", "mask=[[0, 0, 640, 360]]"], "the mask leaves nothing"),
        (["--kind", "black", "--set", "seconds=never"], "seconds"),
        (["--kind", "black", "--map", "gone.yaml"], "gone.yaml"),
    ],
)
def test_what_cannot_be_asked_of_a_recording_is_told_in_one_sentence(refused, shots, words, told):
    assert told in refused("check", "--frames", shots, *words)


@pytest.mark.parametrize("kind", ["freeze", "motion", "silence"])
def test_one_picture_tells_nothing_of_what_lasts(refused, shots, kind):
    said = refused("check", "--frame", shots / "shot-9.png", "--kind", kind)
    assert said.endswith(f"one picture does not tell {kind}; --frames takes a recording")


def test_a_frame_and_frames_exclude_each_other(refused, shots):
    one, many = ["--frame", shots / "shot-9.png"], ["--frames", shots]
    assert "one of them" in refused("check", "--kind", "black", *one, *many)
    assert "one of them" in refused("check", "--kind", "black")


@pytest.mark.parametrize("content", [None, b"", b"no video", b"\x00\x00\x00\x18ftypisom"])
def test_a_file_that_is_no_video_is_named(refused, tmp_path, content):
    path = tmp_path / "clip.mp4"
    if content is not None:
        path.write_bytes(content)
    assert "clip.mp4" in refused("check", "--frames", path, "--kind", "black")
