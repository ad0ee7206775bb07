"""The moving picture of simulated Android devices, through the real adb server."""

import asyncio
import threading
import time
from itertools import count, pairwise

import pytest
from pydantic import ValidationError

from actors.drivers.adb import Adb, AdbSettings
from actors.drivers.adb_video import AdbVideo, AdbVideoSettings
from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.server import AdbServer, address
from actors.simulator.adbd.stream import Stream
from actors.simulator.android import recorder
from actors.simulator.film import Film
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, PictureSuite, failure
from tests.faulty import hangs_up
from tests.numbered import number_in, numbered
from tests.served import wait_until

LIVE = "tv.simulated.live"
A_SECOND = 25  # the pictures of one


@pytest.fixture
def build(android, server):
    """Opens drivers to the device, which are closed after the test."""
    drivers = []

    def open_one(**settings):
        drivers.append(AdbVideo(AdbVideoSettings(serial=android.serial, server=server, **settings)))
        drivers[-1].open()
        return drivers[-1]

    yield open_one
    for driver in drivers:
        driver.close()


@pytest.fixture
def video(build):
    return build()


@pytest.fixture
def driver(video):
    return video


@pytest.fixture
def counting(android):
    """The television, on which something moves, with the 25th of a second in each picture."""
    television = android.television
    television.launch(LIVE)
    television.picture = numbered(television.picture, lambda: int(time.time() * A_SECOND) & 0xFFFF)
    return television


class TestLink(LinkSuite):
    pass


class TestNetwork(NetworkSuite):
    @pytest.fixture
    def at(self, server):
        serials = []

        def closed(port):
            serials.append(f"127.0.0.1:{port}")
            return AdbVideo(AdbVideoSettings(serial=serials[-1], server=server, timeout=0.8))

        yield closed
        for serial in serials:
            AdbServer(address(server)).disconnect(serial, time.monotonic() + 5)

    def test_a_host_that_hangs_up_is_told_as_such(self, at, faulty):
        # the adb server tries it again for 10 s before it says so
        assert type(failure(at(faulty(hangs_up).port))) in (Unreachable, TookTooLong)


class TestPicture(PictureSuite):
    pass


def seen(driver, enough):
    """Return the distinct pictures that DRIVER shows until they are ENOUGH."""
    shots = [driver.shot()]

    def another():
        if (shot := driver.shot()) is not shots[-1]:
            shots.append(shot)
        return enough(shots)

    wait_until(another)
    return shots


def steps(shots):
    """By how many pictures each of SHOTS is later than the one before."""
    numbers = [number_in(shot.frame.pixels) for shot in shots]
    return [after - before for before, after in pairwise(numbers)]


def test_shows_what_the_television_does(video, android):
    android.television.faults.set(freeze=True)
    wanted = android.television.picture().astype(int)
    wait_until(lambda: abs(video.frame().pixels - wanted).mean() < 3)


def test_what_the_device_draws_is_seen(android, build):
    television, drawn = android.television, count()
    television.launch(LIVE)
    television.picture = numbered(television.picture, lambda: next(drawn))
    each = steps(seen(build(), lambda shots: len(shots) > 3 * A_SECOND))
    assert sum(each) / len(each) < 25 / 20  # this thread may miss some, on a machine however busy


def test_the_next_recording_takes_over_without_a_gap(counting, build, monkeypatch):
    class SlowToBegin(Film):
        def develop(self, at):
            if self._last is None:
                time.sleep(1.2)
            return super().develop(at)

    monkeypatch.setattr(recorder, "Film", SlowToBegin)
    begun = recordings(monkeypatch)
    shots = seen(build(limit=4), lambda _: len(begun) >= 3)
    assert max(steps(shots)) < A_SECOND
    assert [shot.at for shot in shots] == sorted(shot.at for shot in shots)


def recordings(monkeypatch):
    """Return the list of those that are begun from now on."""
    begun, follow = [], AdbLink.follow
    monkeypatch.setattr(
        AdbLink, "follow", lambda link, line: begun.append(line) or follow(link, line)
    )
    return begun


def test_a_picture_that_stalls_on_its_way_costs_a_recording_and_no_more(
    counting, build, monkeypatch
):
    begun, stalls, write = recordings(monkeypatch), [1, 1], Stream.write

    async def stalling(stream, data):
        half = len(data) // 2 if len(data) > 2000 and stalls and stalls.pop() else 0
        await write(stream, data[:half])
        await asyncio.sleep(0.4 if half else 0)  # long beside what a busy machine takes
        await write(stream, data[half:])

    monkeypatch.setattr(Stream, "write", stalling)
    assert len(seen(build(), lambda shots: len(shots) > A_SECOND)) > A_SECOND
    assert len(begun) == 3


def test_a_screen_that_stands_still_stays_the_newest_picture(video, android):
    android.television.faults.set(freeze=True)
    wait_until(lambda: video.shot().age() > 0.4)
    still = video.frame()
    wait_until(lambda: video.frame().at > still.at + 1)
    assert (video.frame().pixels == still.pixels).all()
    assert time.time() - video.frame().at < 2


def test_a_change_after_a_long_rest_is_seen(video, android):
    android.television.faults.set(freeze=True)
    wait_until(lambda: video.shot().age() > 0.4)
    android.television.faults.set(freeze=False)
    before = video.frame().pixels.astype(int)
    android.television.press("DOWN")
    wait_until(lambda: abs(video.frame().pixels - before).mean() > 0.5)


def test_a_device_that_goes_offline_is_told_and_shows_fresh_pictures_when_it_is_back(
    counting, build
):
    driver = build(timeout=1.0)
    counting.faults.set(offline=True)
    wait_until(lambda: not shows(driver))
    with pytest.raises(DriverError):
        driver.frame()
    counting.faults.set(offline=False)
    wait_until(lambda: shows(driver))
    assert time.time() - driver.frame().at < 2


def shows(driver):
    try:
        return bool(driver.frame())
    except DriverError:
        return False


def test_a_device_that_began_anew_shows_fresh_pictures(android, build):
    driver = build(timeout=1.0)
    before = driver.frame().at
    android.restart()
    wait_until(lambda: shows(driver) and driver.frame().at > before + 1)


def test_the_size_may_be_chosen(build):
    assert build(size=(640, 360)).frame().size == (640, 360)


def test_a_device_that_cannot_record_says_why(android, server, monkeypatch):
    monkeypatch.delitem(recorder.COMMANDS, "screenrecord", raising=True)
    monkeypatch.delitem(shell_commands(), "screenrecord")
    driver = AdbVideo(AdbVideoSettings(serial=android.serial, server=server))
    with pytest.raises(Refused, match="screenrecord: inaccessible or not found"):
        driver.open()


def shell_commands():
    from actors.simulator.android.shell import COMMANDS

    return COMMANDS


def test_keys_are_pressed_while_the_picture_runs(video, android, server):
    adb = Adb(AdbSettings(serial=android.serial, server=server))
    adb.open()
    before = video.frame().pixels.astype(int)
    adb.press("DOWN")
    wait_until(lambda: abs(video.frame().pixels - before).mean() > 0.5)
    adb.close()


def test_a_closed_link_shows_nothing_and_its_thread_ends(video):
    video.close()
    assert "mirror" not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(Unreachable, match="closed"):
        video.frame()


def test_a_closed_link_leaves_no_recording_on_the_device(android, build, monkeypatch):
    drawn, draw = [], android.television.picture
    monkeypatch.setattr(android.television, "picture", lambda: drawn.append(1) or draw())
    driver = build()
    wait_until(lambda: len(drawn) > 3)
    driver.close()

    def rests():
        before = len(drawn)
        time.sleep(0.2)
        return len(drawn) == before

    wait_until(rests)


@pytest.mark.parametrize("wrong", [{"limit": 181}, {"bit_rate": 1}, {"serial": ""}])
def test_what_screenrecord_does_not_take_is_refused_in_the_lab_file(wrong):
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        AdbVideoSettings(**({"serial": "tv"} | wrong))
