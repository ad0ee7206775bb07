"""The video driver against what sends each kind of stream: ffmpeg, and a GStreamer server."""

import functools
import time

import numpy as np
import pytest

from actors.drivers.video import Video, VideoSettings
from actors.errors import Refused, TookTooLong
from tests.actors.drivers.senders import mpegts, rtsp
from tests.actors.drivers.watching import pictures, shown
from tests.served import free_port, wait_until


@pytest.fixture
def links(run):
    """Starts a sender of each kind; gives what it is received by, and the sender."""

    def udp():
        port = free_port()
        url = f"udp://127.0.0.1:{port}"
        return {"url": url}, run(mpegts(f"{url}?pkt_size=1316"))

    def multicast():
        port = free_port()
        url = f"udp://239.255.7.7:{port}?localaddr=127.0.0.1"
        return {"url": url}, run(mpegts(f"{url}&pkt_size=1316&ttl=0"))

    def tcp():
        url = f"tcp://127.0.0.1:{free_port()}"
        return {"url": url}, run(mpegts(f"{url}?listen=1"))

    def served(*protocol):
        server = run(rtsp(*protocol))
        return {"url": f"rtsp://127.0.0.1:{server.line()}/tv"}, server

    return {
        "udp": udp,
        "multicast": multicast,
        "tcp": tcp,
        "rtsp": served,
        "rtsp over tcp": functools.partial(served, "tcp"),
        "rtsp over udp": functools.partial(served, "udp"),
    }


@pytest.mark.parametrize("kind", ["udp", "multicast", "tcp", "rtsp over tcp", "rtsp over udp"])
def test_every_picture_and_the_sound_come_through(links, watch, kind):
    driver = watch(**links[kind]()[0])
    assert driver.probe().startswith("picture 320x180")
    heard = driver.sound(0.5)
    spectrum = np.abs(np.fft.rfft(heard.samples))
    assert abs(np.argmax(spectrum) / 0.5 - 440) <= 2
    assert 15 <= pictures(driver, 1)[0] <= 35


@pytest.mark.parametrize("kind", ["udp", "rtsp"])
def test_a_cable_put_back_shows_fresh_pictures_again(links, watch, kind):
    settings, sender = links[kind]()
    driver = watch(**settings, max_age=1.0)
    sender.hold()
    wait_until(lambda: not shown(driver))
    sender.go_on()
    plugged = time.monotonic()
    wait_until(lambda: (shot := shown(driver)) and shot.arrived > plugged)


def test_a_server_that_was_started_anew_is_found_again(run, watch):
    port = free_port()
    command = mpegts(f"tcp://127.0.0.1:{port}?listen=1")
    first = run(command)
    driver = watch(f"tcp://127.0.0.1:{port}", max_age=1.0)
    first.end()
    wait_until(lambda: not shown(driver))
    run(command)
    wait_until(lambda: shown(driver))


def test_a_burst_after_a_pause_leaves_nothing_behind(links, watch):
    settings, sender = links["tcp"]()
    driver = watch(**settings)
    sender.hold()
    time.sleep(0.8)  # no stall yet: what was not sent meanwhile comes at once
    sender.go_on()
    assert pictures(driver, 1)[0] > 15
    assert time.time() - driver.frame().at < 0.5


@pytest.mark.parametrize("login", ["", "me:wrong@"])
def test_a_wrong_password_is_refused_and_not_told(run, login):
    port = run(rtsp("any", "me", "secret")).line()
    driver = Video(VideoSettings(url=f"rtsp://{login}127.0.0.1:{port}/tv"))
    with pytest.raises(Refused, match="another user or password") as error:
        driver.open()
    assert "wrong" not in str(error.value)


def test_the_right_password_opens(run, watch):
    port = run(rtsp("any", "me", "secret")).line()
    assert watch(f"rtsp://me:secret@127.0.0.1:{port}/tv").frame().size == (320, 180)


def test_a_path_that_a_server_does_not_have_is_refused(run):
    port = run(rtsp()).line()
    with pytest.raises(Refused, match="no such path"):
        Video(VideoSettings(url=f"rtsp://127.0.0.1:{port}/none")).open()


def test_a_group_that_nobody_sends_to_took_too_long():
    url = f"udp://239.255.7.8:{free_port()}?localaddr=127.0.0.1"
    with pytest.raises(TookTooLong, match=r"udp://239\.255\.7\.8:\d+: no answer within 0\.3 s"):
        Video(VideoSettings(url=url, timeout=0.3)).open()
