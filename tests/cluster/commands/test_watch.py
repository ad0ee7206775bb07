"""`vpt watch` lists the incidents in a video file, and is told what is no video."""

import json
from fractions import Fraction

import av
import numpy as np
import pytest


@pytest.fixture
def video(tmp_path):
    """A video that is grey, still and bright for a second, and then black for one."""
    path = tmp_path / "video.mkv"
    with av.open(path, "w") as target:
        stream = target.add_stream("libx264", rate=25)
        stream.width, stream.height = 64, 48
        for number in range(50):
            picture = np.full((48, 64, 3), 120 if number < 25 else 0, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return path


def test_the_incidents_are_one_json_document(vpt, video):
    ended = vpt("watch", video, "--json")
    assert (ended.code, ended.err) == (0, "")
    freeze, black = ({"kind": "freeze", "start": 0.0, "end": 1.0},
                     {"kind": "black", "start": 1.0, "end": 2.0})  # fmt: skip
    assert json.loads(ended.out) == {"events": [freeze, black]}


def test_without_json_they_are_a_table(vpt, video):
    ended = vpt("watch", video)
    assert ended.code == 0
    assert "freeze" in ended.out
    assert "1.00 s" in ended.out


@pytest.mark.parametrize(("mask", "why"), [("1,2,3", "left,top,width,height"), ("a", "expected"),
                                           ("0,0,0,4", "nothing in it"), ("90,0,4,4", "outside"),
                                           ("0,0,64,48", "leaves nothing")])  # fmt: skip
def test_a_mask_that_does_not_fit_is_refused(vpt, video, mask, why):
    ended = vpt("watch", video, "--mask", mask, "--json")
    assert (ended.code, ended.out) == (2, "")
    assert why in ended.err


def test_what_is_no_video_is_refused(vpt, tmp_path):
    (tmp_path / "x.mp4").write_bytes(b"")
    for path in (tmp_path / "x.mp4", tmp_path / "nowhere.mp4", tmp_path):
        ended = vpt("watch", path, "--json")
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(f"vpt: {path}")
