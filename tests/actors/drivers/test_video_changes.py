"""The video driver while its sender changes, falls silent, or sends faster than it decodes."""

import pickle
import time

import pytest

from actors.drivers.video import Video, VideoSettings
from actors.errors import TookTooLong, Unreachable
from actors.stream.decoder import Decoder
from tests.actors.drivers.watching import grey, hears, shown
from tests.served import wait_until


@pytest.fixture
def video(sender):
    driver = Video(VideoSettings(url=sender.url, max_age=0.5, timeout=2))
    driver.open()
    yield driver
    driver.close()


def is_bright(driver):
    shot = shown(driver)
    return shot and grey(shot.frame) > 195


def test_a_cable_that_is_out_is_told_with_the_age_of_the_last_picture(video, sender):
    sender.unplug()
    with pytest.raises(Unreachable, match=r"no picture for 0\.\d s: ") as error:
        wait_until(lambda: not video.frame())
    assert pickle.loads(pickle.dumps(error.value)).source == sender.url


def test_a_cable_put_back_shows_fresh_pictures_again(video, sender):
    sender.unplug()
    with pytest.raises(Unreachable):
        wait_until(lambda: not video.frame())
    sender.grey = 200
    sender.plug()
    wait_until(lambda: is_bright(video))


def test_a_change_of_size_is_followed(video, sender):
    sender.size = (640, 360)
    wait_until(lambda: (shot := shown(video)) and shot.frame.size == (640, 360))


def test_a_change_of_the_sample_rate_is_followed(video, sender):
    sender.rate = 44_100
    wait_until(lambda: hears(video) == 44_100)


def test_a_change_of_the_codec_is_followed(video, sender):
    sender.codec, sender.grey = "mpeg2video", 200
    wait_until(lambda: is_bright(video))


def test_sound_that_has_stopped_is_told_while_the_picture_goes_on(sender):
    driver = Video(VideoSettings(url=sender.url, max_age=0.5, timeout=1))
    driver.open()
    wait_until(lambda: hears(driver))
    sender.sound = False
    with pytest.raises(Unreachable, match="no sound: nothing new comes"):
        wait_until(lambda: not driver.sound(0.1))
    wait_until(lambda: shown(driver))
    driver.close()


def test_sound_that_was_not_there_is_heard_once_the_link_is_made_anew(sender):
    sender.sound = False
    driver = Video(VideoSettings(url=sender.url, max_age=0.5))
    driver.open()
    assert not hears(driver)
    sender.sound = True
    sender.cut()
    wait_until(lambda: hears(driver))
    driver.close()


def test_a_connection_cut_within_a_picture_is_made_anew(video, sender):
    sender.cut()
    sender.grey = 200
    wait_until(lambda: is_bright(video))


def test_the_probe_waits_for_a_picture_newer_than_the_question(video, sender):
    newest = video.shot()
    video.probe()
    assert video.shot().arrived > newest.arrived
    sender.unplug()
    wait_until(lambda: video.shot().age() > 0.2)
    with pytest.raises((TookTooLong, Unreachable)):
        video.probe()


def test_a_decoder_slower_than_the_stream_drops_pictures_and_stays_near(sender, monkeypatch):
    decode = Decoder.decode

    def slowly(self, packet):
        time.sleep(0.12 if packet.stream.type == "video" else 0)  # of the 0.04 there are
        return decode(self, packet)

    monkeypatch.setattr(Decoder, "decode", slowly)
    driver = Video(VideoSettings(url=sender.url))
    driver.open()
    late = [late_by(driver, sender) for _ in range(100)]
    driver.close()
    assert 0.3 < max(late) < 1.8  # without dropping, it would be 2.6 s at the end


def late_by(driver, sender):
    """Return how many seconds ago the newest picture was sent, after a while."""
    time.sleep(0.04)
    return (sender.number - sender.number_in(driver.frame())) / 25


def test_opening_again_after_a_failure_heals(sender):
    sender.unplug()
    driver = Video(VideoSettings(url=sender.url, timeout=1.5))
    with pytest.raises(TookTooLong):
        driver.open()
    sender.plug()
    driver.open()
    assert driver.probe().startswith("picture 320x180")
    driver.close()
