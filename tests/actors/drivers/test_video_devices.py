"""The video driver before an X screen, a sound server, and capture devices that are not there."""

import re
import subprocess
import time

import numpy as np
import pytest
from pydantic import ValidationError

from actors.drivers.video import Video, VideoSettings
from actors.errors import Refused, Unreachable
from tests.actors.drivers.senders import Program
from tests.actors.drivers.watching import pictures, shown
from tests.desk import xvfb
from tests.served import wait_until

TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000")


@pytest.fixture(scope="module")
def screen():
    """The display of an X server of 640x360."""
    desk = xvfb(size=(640, 360))
    yield desk.display
    desk.end()


@pytest.fixture
def video():
    """Opens drivers, and closes them after the test."""
    drivers = []

    def open(**settings):
        drivers.append(Video(VideoSettings(**settings)))
        drivers[-1].open()
        return drivers[-1]

    yield open
    for driver in drivers:
        driver.close()


def test_a_screen_is_shown(video, screen):
    driver = video(url=screen)
    assert driver.frame().size == (640, 360)
    assert driver.probe().startswith("picture 640x360")


def test_a_part_of_a_screen_is_shown_as_often_as_it_is_asked_for(video, screen):
    driver = video(url=f"x11grab:{screen}+10,20", size=(320, 180), fps=10)
    assert driver.frame().size == (320, 180)
    assert 4 <= pictures(driver, 1)[0] <= 14


def test_a_screen_that_is_not_there_is_unreachable():
    with pytest.raises(Unreachable, match="video at :4711: it is not there"):
        Video(VideoSettings(url=":4711")).open()


@pytest.fixture(scope="module")
def speaker(tmp_path_factory):
    """A PulseAudio server whose one output nobody hears; give its environment."""
    home = tmp_path_factory.mktemp("pulse")
    place = home / "socket"
    modules = ("module-null-sink sink_name=tv rate=48000",
               f"module-native-protocol-unix auth-anonymous=1 socket={place}")  # fmt: skip
    loads = [word for module in modules for word in ("-L", module)]
    quiet = ("--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes")
    with pytest.MonkeyPatch.context() as patch:
        (home / "asoundrc").write_text("pcm.tv { type pulse device tv.monitor }\n")
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        patch.setenv("PULSE_SERVER", f"unix:{place}")
        patch.setenv("ALSA_CONFIG_PATH", f"/usr/share/alsa/alsa.conf:{home / 'asoundrc'}")
        server = Program("pulseaudio", "-n", *quiet, *loads)
        wait_until(has_sink)
        yield
        server.end()


def has_sink():
    listed = subprocess.run(["pactl", "list", "short"], capture_output=True, text=True, check=False)
    return "tv.monitor" in listed.stdout


@pytest.fixture
def tone(speaker):
    """A tone of 440 Hz that the output plays."""
    player = Program("ffmpeg", "-loglevel", "quiet", "-re", *TONE, "-f", "pulse", "tone")
    yield player
    player.end()


def is_tone(heard):
    spectrum = np.abs(np.fft.rfft(heard.samples))
    loud = np.abs(heard.samples.astype(int)).max() > 1000
    return loud and abs(np.argmax(spectrum) / (len(heard.samples) / heard.rate) - 440) <= 4


@pytest.mark.parametrize("sound", ["pulse:tv.monitor", "alsa:tv"])
def test_sound_is_heard_beside_the_picture(video, screen, tone, sound):
    driver = video(url=screen, sound=sound)
    wait_until(lambda: is_tone(driver.sound(0.5)))
    assert driver.probe().endswith("sound at 48000 Hz")


def test_sound_tells_when_it_was_played(video, screen, tone):
    driver = video(url=screen, sound="pulse:tv.monitor")
    wait_until(lambda: is_tone(driver.sound(0.2)))
    before = time.time()
    tone.end()
    wait_until(lambda: np.abs(driver.sound(0.1).samples.astype(int)).max() < 10)
    heard = driver.sound(2)
    last = heard.at + np.flatnonzero(np.abs(heard.samples.astype(int)) > 500)[-1] / heard.rate
    assert before - 1 < last < time.time()


def test_a_sound_source_that_is_not_there_is_told_with_what_the_program_says(video, screen, tone):
    driver = video(url=screen, sound="pulse:none", timeout=1)
    with pytest.raises(Unreachable, match=r"no sound: .*No such entity"):
        driver.probe()
    assert driver.frame().size == (640, 360)


def test_a_sound_card_that_is_not_there_is_told_so(video, screen, tone):
    driver = video(url=screen, sound="alsa:hw:7,0", timeout=1)
    with pytest.raises(Unreachable, match=r"no sound: .*No such file or directory"):
        driver.probe()


def test_a_program_that_is_missing_is_named(video, screen, monkeypatch):
    monkeypatch.setenv("PATH", "/none")
    driver = video(url=screen, sound="alsa:hw:7,0", timeout=1)
    with pytest.raises(Unreachable, match="no sound: the program arecord is missing"):
        driver.probe()


def test_the_programs_end_with_the_driver(video, screen, tone):
    driver = video(url=screen, sound="pulse:tv.monitor")
    driver.probe()
    assert recorders()
    driver.close()
    wait_until(lambda: not recorders())


def recorders():
    listed = subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True, check=True)
    return re.findall(r"^parec .*tv\.monitor", listed.stdout, re.MULTILINE)


def test_sound_from_another_stream_is_heard(video, screen, tmp_path):
    path = tmp_path / "tone.wav"
    subprocess.run(["ffmpeg", "-loglevel", "quiet", *TONE, "-t", "3", path], check=True)
    driver = video(url=screen, sound=str(path))
    assert is_tone(driver.sound(1))


def test_a_capture_device_that_is_not_there_is_unreachable():
    with pytest.raises(Unreachable, match=r"^video at /dev/video63: No such file or directory$"):
        Video(VideoSettings(url="/dev/video63", size=(1280, 720), fps=25)).open()


def test_what_is_no_capture_device_is_unreachable():
    with pytest.raises((Unreachable, Refused), match="video at /dev/null: "):
        Video(VideoSettings(url="v4l2:/dev/null")).open()


def test_a_capture_device_is_asked_for_a_size_a_rate_and_a_form():
    written = {"url": "/dev/video0", "size": [1280, 720], "fps": 25, "input_format": "mjpeg"}
    asked = VideoSettings.model_validate(written).picture_source()
    assert (asked.url, asked.format) == ("/dev/video0", "v4l2")
    assert asked.options == {
        "video_size": "1280x720",
        "framerate": "25",
        "input_format": "mjpeg",
    }


def test_options_come_before_what_the_other_settings_say():
    settings = VideoSettings(url="/dev/video0", fps=25, options={"framerate": "50"})
    assert settings.picture_source().options == {"framerate": "50"}


def test_a_stream_cannot_be_asked_for_a_size():
    with pytest.raises(ValidationError, match="video_size: only a capture device or a screen"):
        VideoSettings(url="rtsp://10.0.0.1/tv", size=(1280, 720))


def test_settings_do_not_print_a_password():
    settings = VideoSettings(url="rtsp://me:secret@10.0.0.1/tv", sound="rtsp://me:secret@x/tv")
    assert "secret" not in repr(settings)


def test_a_format_that_is_none_is_refused():
    with pytest.raises(Refused, match="no container format 'films'"):
        Video(VideoSettings(url="tcp://127.0.0.1:1", format="films")).open()


def test_a_screen_that_is_started_anew_is_shown_again(video):
    desk = xvfb(size=(640, 360))
    driver = video(url=desk.display, max_age=0.5)
    desk.end()
    wait_until(lambda: not shown(driver))
    desk = xvfb(desk.display, size=(320, 180))
    wait_until(lambda: (shot := shown(driver)) and shot.frame.size == (320, 180))
    desk.end()
