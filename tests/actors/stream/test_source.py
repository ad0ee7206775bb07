"""What a url of the lab file means to FFmpeg."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.stream.source import Source, source

SIGNS = st.text(st.characters(codec="ascii", exclude_categories=["C", "Z"], exclude_characters="?"))


@pytest.mark.parametrize(
    ("written", "url", "format"),
    [
        ("/dev/video0", "/dev/video0", "v4l2"),
        ("v4l2:/dev/v4l/by-id/usb-cam", "/dev/v4l/by-id/usb-cam", "v4l2"),
        (":1.0", ":1.0", "x11grab"),
        ("x11grab::1.0+10,20", ":1.0+10,20", "x11grab"),
        ("lavfi:testsrc2", "testsrc2", "lavfi"),
        ("rtsp://10.0.0.1/tv", "rtsp://10.0.0.1/tv", None),
        ("/films/video0.mp4", "/films/video0.mp4", None),
    ],
)
def test_devices_are_known_by_their_names(written, url, format):
    assert source(written) == Source(url, format)


def test_a_format_that_is_given_counts_more_than_the_name():
    assert source("/dev/video0", "rawvideo").format == "rawvideo"


@pytest.mark.parametrize(
    ("written", "is_paced"),
    [
        ("film.mp4", True),
        ("file:///films/film.mp4", True),
        ("lavfi:testsrc2", True),
        ("http://10.0.0.1/tv.m3u8?token=1", True),
        ("http://10.0.0.1/tv.mjpeg", False),
        ("udp://239.1.1.1:5000", False),
        ("/dev/video0", False),
        (":1.0", False),
    ],
)
def test_what_can_be_read_faster_than_it_plays_is_held_back(written, is_paced):
    assert source(written).is_paced is is_paced


def test_segments_may_be_far_apart():
    assert source("http://10.0.0.1/tv.m3u8").patience(1.0) > 5
    assert source("http://10.0.0.1/tv.mjpeg").patience(1.0) == 1.0


def test_the_user_and_the_query_are_not_shown():
    shown = source("http://me:se@cret@10.0.0.1:80/tv?password=secret").shown
    assert shown == "http://10.0.0.1:80/tv"


@given(SIGNS, SIGNS)
def test_no_password_is_shown_whatever_its_signs(before, after):
    url = f"rtsp://{before}:s3cr3t{after}@10.0.0.1/tv"
    assert source(url).shown == "rtsp://10.0.0.1/tv"
