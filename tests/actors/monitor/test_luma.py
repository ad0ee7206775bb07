"""The small plane of brightness, from pixels and from decoded pictures of every format."""

import numpy as np
import pytest
from av import VideoFrame

from actors.monitor.luma import of_frame, of_pixels

FORMATS = ("yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p12le", "nv12",
           "gray", "yuyv422", "bgr24", "gbrp", "p010le", "yuva420p")  # fmt: skip


def steps(width=1296, height=720):
    """Grey columns from black to white; the width is no multiple of what planes are aligned to."""
    levels = np.linspace(0, 255, 9).astype(np.uint8)
    row = np.repeat(levels, width // 9)[:width]
    return np.repeat(np.repeat(row[None, :, None], 3, axis=2), height, axis=0)


def middles(luma):
    width = luma.plane.shape[1]
    return luma.plane[luma.plane.shape[0] // 2, (np.arange(9) * 2 + 1) * width // 18]


@pytest.mark.parametrize("kind", FORMATS)
def test_black_is_0_and_white_255_in_every_format(kind):
    decoded = VideoFrame.from_ndarray(steps(), format="bgr24").reformat(format=kind)
    assert middles(of_frame(decoded)) == pytest.approx(np.linspace(0, 255, 9), abs=3)


def test_pixels_and_decoded_pictures_give_the_same():
    decoded = VideoFrame.from_ndarray(steps(), format="bgr24").reformat(format="yuv420p")
    ours, theirs = of_frame(decoded), of_pixels(steps())
    assert ours.shrink == theirs.shrink == 4
    assert np.abs(ours.plane.astype(int) - theirs.plane).max() <= 3


@pytest.mark.parametrize(("height", "shrink"), [(90, 1), (240, 1), (359, 1), (360, 2), (576, 2),
                                                (720, 4), (1080, 4), (2160, 8)])  # fmt: skip
def test_every_size_is_shrunk_to_about_the_same(height, shrink):
    luma = of_pixels(np.zeros((height, height * 16 // 9, 3), np.uint8))
    assert luma.shrink == shrink
    assert luma.plane.shape[0] == height // shrink


def test_a_part_is_shrunk_as_the_whole_picture_is():
    assert of_pixels(np.zeros((3, 7, 3), np.uint8), rows=720).plane.shape == (1, 1)
    assert of_pixels(np.zeros((80, 80, 3), np.uint8), rows=720).plane.shape == (20, 20)


def test_a_box_of_the_plane_is_told_in_pixels_of_the_picture():
    luma = of_pixels(np.zeros((720, 1280, 3), np.uint8))
    assert luma.region((1, 2, 3, 4)) == (4, 8, 12, 16)


def test_blacker_than_black_is_black():
    decoded = VideoFrame.from_ndarray(np.zeros((540, 640), np.uint8), format="yuv420p")
    assert of_frame(decoded).plane.max() == 0
