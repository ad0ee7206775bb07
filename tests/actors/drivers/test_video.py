"""The video driver against a sender of H.264 and sound."""

import pickle
import socket
import threading
import time

import numpy as np
import pytest

from actors.drivers.video import Video, VideoSettings
from actors.errors import NotSupported, TookTooLong, Unreachable


@pytest.fixture
def video(sender):
    driver = Video(VideoSettings(url=sender.url, max_age=0.5))
    driver.open()
    yield driver
    driver.close()


def until(holds):
    """Wait for HOLDS, which the test's own time limit ends."""
    while not holds():
        time.sleep(0.01)


def shows(driver, size):
    try:
        return driver.frame().size == size
    except Unreachable:
        return False


def test_shows_what_is_sent(video, sender):
    frame = video.frame()
    assert frame.size == sender.size
    assert abs(float(frame.pixels.mean()) - sender.grey) < 6


def test_the_newest_picture_follows_the_sender(video, sender):
    sender.grey = 200
    until(lambda: video.frame().pixels.mean() > 195)


def test_a_picture_carries_the_time_it_came_and_time_goes_forward(video):
    first = video.frame()
    until(lambda: video.frame().at > first.at)
    assert abs(time.time() - video.frame().at) < 1


def test_one_picture_is_converted_once(video):
    assert any(video.frame() is video.frame() for _ in range(100))


def test_any_thread_may_look(video):
    sizes = []
    lookers = [threading.Thread(target=lambda: sizes.append(video.frame().size)) for _ in range(8)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert sizes == [(320, 180)] * 8


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


def test_a_cable_that_is_out_is_told_with_the_age_of_the_last_picture(video, sender):
    sender.unplug()
    with pytest.raises(Unreachable, match=r"no picture for 0\.\d s: ") as error:
        until(lambda: not video.frame())
    assert pickle.loads(pickle.dumps(error.value)).source == sender.url


def test_a_cable_put_back_shows_fresh_pictures_again(video, sender):
    sender.unplug()
    with pytest.raises(Unreachable):
        until(lambda: not video.frame())
    sender.grey = 200
    sender.plug()
    until(lambda: shows(video, (320, 180)) and video.frame().pixels.mean() > 195)


def test_a_change_of_size_is_followed(video, sender):
    sender.size = (640, 360)
    until(lambda: shows(video, (640, 360)))


def test_a_link_nobody_answers_is_unreachable_in_one_sentence():
    driver = Video(VideoSettings(url="tcp://127.0.0.1:1"))
    with pytest.raises(Unreachable, match=r"^video at tcp://127.0.0.1:1: Connection refused$"):
        driver.open()


def test_a_link_that_stays_silent_took_too_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TookTooLong, match=r"no picture within 0\.3 s"):
            Video(VideoSettings(url=url, timeout=0.3)).open()


def test_a_file_that_is_not_there_is_unreachable(tmp_path):
    with pytest.raises(Unreachable, match="No such file"):
        Video(VideoSettings(url=str(tmp_path / "none.ts"))).open()


def test_a_closed_link_shows_nothing_and_its_thread_ends(video):
    [thread] = [one for one in threading.enumerate() if one.name == "receiver"]
    video.close()
    thread.join()
    with pytest.raises(Unreachable, match="closed"):
        video.frame()


def test_opening_again_after_a_failure_heals(sender):
    sender.unplug()
    driver = Video(VideoSettings(url=sender.url, timeout=1.5))
    with pytest.raises(TookTooLong):
        driver.open()
    sender.plug()
    driver.open()
    assert driver.probe().startswith("picture 320x180")
    driver.close()


def test_a_password_in_the_url_is_not_told():
    driver = Video(VideoSettings(url="rtsp://me:secret@127.0.0.1:1/tv"))
    with pytest.raises(Unreachable) as error:
        driver.open()
    assert error.value.source == "rtsp://127.0.0.1:1/tv"
    assert "secret" not in str(error.value)
