"""The video driver against a sender of H.264 and sound."""

import socket
import threading

import numpy as np
import pytest

from actors.drivers.video import Video, VideoSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, PictureSuite, SoundSuite
from tests.actors.drivers.watching import failure, grey, opened
from tests.served import wait_until


@pytest.fixture
def video(sender):
    driver = Video(VideoSettings(url=sender.url, max_age=0.5))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def driver(video):
    return video


class TestLink(LinkSuite):
    pass


class TestNetwork(NetworkSuite):
    @pytest.fixture(params=["tcp://127.0.0.1:{}", "rtsp://127.0.0.1:{}/tv", "http://127.0.0.1:{}/"])
    def at(self, request):
        return lambda port: Video(VideoSettings(url=request.param.format(port), timeout=0.3))


class TestPicture(PictureSuite):
    pass


class TestSound(SoundSuite):
    pass


def test_shows_what_is_sent(video, sender):
    frame = video.frame()
    assert frame.size == sender.size
    assert abs(grey(frame) - sender.grey) < 6


def test_the_newest_picture_follows_the_sender(video, sender):
    sender.grey = 200
    wait_until(lambda: grey(video.frame()) > 195)


def test_one_picture_is_converted_once(video):
    assert any(video.frame() is video.frame() for _ in range(100))


def test_hears_the_tone_that_is_sent(video):
    heard = video.sound(0.5)
    spectrum = np.abs(np.fft.rfft(heard.samples))
    found = heard.samples.dtype, heard.samples.shape, heard.rate
    assert found == (np.int16, (24_000,), 48_000)
    assert abs(np.argmax(spectrum) / 0.5 - 440) <= 2


def test_a_tone_whose_channels_cancel_out_is_heard(sender):
    sender.second = -1
    driver = Video(VideoSettings(url=sender.url))
    driver.open()
    assert np.abs(driver.sound(0.5).samples.astype(int)).max() > 6000
    driver.close()


def test_a_stream_without_sound_is_no_fault_of_the_lab(sender):
    sender.sound = False
    driver = Video(VideoSettings(url=sender.url))
    driver.open()
    with pytest.raises(NotSupported, match="sound"):
        driver.sound(1)
    driver.close()


def test_keeps_ten_seconds_of_sound_and_no_more(video):
    with pytest.raises(NotSupported, match="11 s of sound"):
        video.sound(11)


def test_a_link_nobody_answers_is_unreachable_in_one_sentence():
    driver = Video(VideoSettings(url="tcp://127.0.0.1:1"))
    with pytest.raises(Unreachable, match=r"^video at tcp://127.0.0.1:1: Connection refused$"):
        driver.open()


def test_a_link_that_stays_silent_took_too_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TookTooLong, match=r"no answer within 0\.3 s"):
            Video(VideoSettings(url=url, timeout=0.3)).open()


def test_a_stream_without_a_picture_is_refused(tmp_path):
    (tmp_path / "text").write_text("no picture")
    with pytest.raises(Refused, match="no picture"):
        Video(VideoSettings(url=str(tmp_path / "text"))).open()


def test_looking_while_another_thread_is_opening_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        driver = Video(VideoSettings(url=f"tcp://127.0.0.1:{silent.getsockname()[1]}", timeout=1))
        opening = threading.Thread(target=opened, args=(driver,))
        opening.start()
        wait_until(lambda: "no picture yet" in str(failure(driver)))
        opening.join()


def test_a_file_that_is_not_there_is_unreachable(tmp_path):
    with pytest.raises(Unreachable, match="No such file"):
        Video(VideoSettings(url=str(tmp_path / "none.ts"))).open()


def test_a_closed_link_shows_nothing_and_its_thread_ends(video):
    [thread] = [one for one in threading.enumerate() if one.name == "receiver"]
    video.close()
    thread.join()
    with pytest.raises(Unreachable, match="closed"):
        video.frame()


def test_a_password_in_the_url_is_not_told():
    driver = Video(VideoSettings(url="rtsp://me:secret@127.0.0.1:1/tv"))
    with pytest.raises(Unreachable) as error:
        driver.open()
    assert error.value.source == "rtsp://127.0.0.1:1/tv"
    assert "secret" not in str(error.value)
