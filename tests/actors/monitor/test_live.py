"""A device is watched by one that only looks, picture by picture, and told of in time."""

import threading
import time

import numpy as np
import pytest

from actors.device import Device
from actors.errors import Unreachable
from actors.interface import Frame, Picture, Samples, Sound
from actors.monitor import live as live_module
from actors.monitor.live import Live
from actors.monitor.settings import Monitoring
from actors.monitor.silence import loudness
from actors.simulator.stream import Broadcast
from actors.simulator.television import Television
from actors.stream.decoder import Shot
from tests.actors.devices import spec

QUICK = Monitoring(seconds=1.0)
GREY = np.full((180, 320, 3), 128, np.uint8)
DARK = np.zeros((180, 320, 3), np.uint8)
HERTZ = 1000


class Shown(Picture):
    """A device that shows PICTURES one after the other, each at its time, and then hangs.

    What is an exception is raised.
    """

    name = "tv-1"
    busy = 0  # how often it says that a test runs

    def __init__(self, pictures):
        self._pictures = iter(pictures)
        self.asked = 0
        self.done = threading.Event()

    @property
    def running(self):
        return self

    def locked(self):
        self.asked += 1
        return self.asked <= self.busy

    def has(self, face):
        return face is Picture

    def look(self, face):
        return self

    def frame(self):
        shown = next(self._pictures, None)
        if shown is None:
            self.done.set()
            raise Unreachable("shown", self.name, "all was shown")
        if isinstance(shown, Exception):
            raise shown
        return Frame(*shown)


@pytest.fixture
def watched(monkeypatch):
    """Show pictures to a monitor that never waits; return what it tells when all are shown."""
    monkeypatch.setattr(live_module, "EVERY", 0.0)
    monkeypatch.setattr(live_module, "AGAIN", 0.0)

    def watch(*pictures, **wanted):
        device = Shown(pictures)
        live = Live(device, Monitoring(**wanted))
        live.start()
        device.done.wait()
        live.stop()
        return live.incidents

    return watch


def shown(pixels, start, end, step=0.5):
    return [(pixels, float(at)) for at in np.arange(start, end, step)]


def moving(start, end, step=0.5):
    noise = np.random.default_rng(1)
    return [(noise.integers(60, 256, GREY.shape, np.uint8), float(at))
            for at in np.arange(start, end, step)]  # fmt: skip


def told(incidents):
    return [(one.kind, one.since, one.until) for one in incidents.recent]


def test_black_and_freeze_are_told_with_both_ends(watched):
    found = watched(*moving(0, 5), *shown(DARK, 5, 9), *moving(9, 12), *shown(GREY, 12, 16),
                    *moving(16, 18))  # fmt: skip
    assert told(found) == [("black", 5.0, 9.0), ("freeze", 12.0, 16.0)]
    assert found.counts == {"freeze": 1, "black": 1, "silence": 0}


def test_a_device_out_of_reach_ends_what_lasts_and_is_no_incident(watched, caplog):
    gone = Unreachable("shown", "tv-1", "unplugged")
    found = watched(*shown(DARK, 0, 4), gone, gone, gone, *moving(60, 63))
    assert told(found) == [("black", 0.0, 3.5)]
    assert caplog.text == ""
    assert found.blind == "shown at tv-1: all was shown"


def test_nothing_is_concluded_over_a_gap_without_pictures(watched):
    assert told(watched(*shown(GREY, 0, 1.5), *shown(GREY, 60, 61.5))) == []


def test_a_clock_that_is_set_back_is_begun_anew(watched):
    found = watched(*moving(1000, 1002), *shown(DARK, 5, 9), *moving(9, 10))
    assert [(kind, end) for kind, _, end in told(found)] == [("black", 9.0)]


def test_what_nobody_expected_is_logged_and_not_the_end(watched, caplog):
    found = watched(*moving(0, 2), ZeroDivisionError("a bug"), *shown(DARK, 5, 9), *moving(9, 10))
    assert [kind for kind, *_ in told(found)] == ["black"]
    assert "the monitor of tv-1 begins anew" in caplog.text


def test_what_is_masked_does_not_matter(watched):
    lamp = DARK.copy()
    lamp[10:20, 10:30] = 255
    pictures = *shown(lamp, 0, 4), *moving(4, 6)
    assert [kind for kind, *_ in told(watched(*pictures))] == ["freeze"]
    half = {"mask": [(20, 20, 40, 20)], "size": (640, 360)}  # of a picture twice as large
    assert [kind for kind, *_ in told(watched(*pictures, **half))] == ["black"]


def test_a_mask_that_fits_no_picture_is_told_and_does_not_pass_for_peace(monkeypatch, until):
    monkeypatch.setattr(live_module, "AGAIN", 0.01)
    live = Live(Shown(moving(0, 20)), Monitoring(mask=((320, 0, 9, 9),)))
    live.start()
    until(lambda: "lies outside the picture of 320x180" in live.incidents.blind)
    live.stop()


def test_only_the_kinds_that_are_wanted_are_told(watched):
    pictures = *shown(DARK, 0, 4), *moving(4, 5), *shown(GREY, 5, 9), *moving(9, 10)
    assert [kind for kind, *_ in told(watched(*pictures, kinds=("black",)))] == ["black"]


def test_a_test_that_runs_does_not_wait_for_a_picture_of_the_monitor(watched, monkeypatch):
    monkeypatch.setattr(Shown, "busy", 5)  # times that it is asked
    seen = []
    frame = Shown.frame
    monkeypatch.setattr(Shown, "frame", lambda self: seen.append(self.asked) or frame(self))
    watched(*moving(0, 2))
    assert seen[0] == 6


class Playing(Shown):
    """A device that also plays what LEVEL says for each time, and is the clock of the ear."""

    at = 0.0

    def __init__(self, pictures, level):
        super().__init__(pictures)
        self._level = level

    def has(self, face):
        return face in (Picture, Sound)

    def frame(self):
        frame = super().frame()
        self.at = frame.at
        return frame

    def time(self):
        return self.at

    monotonic = time

    def sound(self, seconds):
        ends = round(self.at * HERTZ)
        times = np.arange(ends - round(seconds * HERTZ), ends) / HERTZ
        levels = [self._level(self.at, at) for at in times]
        return Samples(np.array(levels, np.int16), HERTZ, times[0])


@pytest.fixture
def heard(monkeypatch, watched):
    """Like WATCHED, on a device that plays what a function tells of now and each time."""

    def watch(level, until):
        device = Playing(moving(0, until, 0.1), level)
        monkeypatch.setattr("actors.monitor.ear.time", device)
        live = Live(device, Monitoring())
        live.start()
        device.done.wait()
        live.stop()
        return live.incidents

    return watch


def hiccup(now):
    """Break the driver at 10 s, once."""
    if 9.95 < now < 10.25:
        raise Unreachable("video", "tv-1", "hiccup")


@pytest.mark.parametrize("until", [30, 60])  # while it is left alone, and long after that
def test_a_hiccup_of_the_sound_is_no_silence(heard, until):
    found = heard(lambda now, _: hiccup(now) or 9000, until)
    assert (found.counts["silence"], found.lasting) == (0, ())


def test_a_silence_before_and_after_a_hiccup_is_told_as_far_as_it_was_heard(heard):
    found = heard(lambda now, at: hiccup(now) or (0 if 5 < at < 45 else 9000), 60)
    (first, end), (again, last) = [(one.since, one.until) for one in found.recent]
    assert (first, end) == (pytest.approx(5, abs=0.1), pytest.approx(9.8, abs=0.2))
    assert (again, last) == (pytest.approx(35, abs=1), pytest.approx(45, abs=0.1))


@pytest.fixture
def box():
    return Television("box-1", size=(640, 360))


@pytest.fixture
def url(background, box):
    broadcast = Broadcast(box)
    background.run(broadcast.start())
    yield f"tcp://127.0.0.1:{broadcast.port}"
    background.run(broadcast.close())


@pytest.fixture
def device(url):
    device = Device(spec({"video": {"url": url, "max_age": 0.5}}, monitor=QUICK))
    yield device
    device.close()


@pytest.fixture
def live(device):
    live = Live(device, QUICK)
    live.start()
    yield live
    live.stop()


def lasts(live):
    return {incident.kind for incident in live.incidents.lasting}


@pytest.mark.parametrize("kind", ["freeze", "black", "silence"])
def test_a_fault_of_a_box_is_told_while_it_lasts_and_then_no_more(live, device, box, until, kind):
    box.press("OK")  # live television, which moves and plays
    until(lambda: loudness(device.look(Sound).sound(0.5).samples) > -30 and not lasts(live))
    box.faults.set(**{kind: True})
    began = time.time()
    until(lambda: lasts(live) == {kind})
    assert abs(live.incidents.lasting[0].since - began) < 0.7
    box.faults.set(**{kind: False})
    ended = time.time()
    until(lambda: not lasts(live))
    assert abs(live.incidents.recent[-1].until - ended) < 0.7


def test_a_cable_that_is_out_is_no_incident_and_watching_goes_on_when_it_is_back(live, box, until):
    box.faults.set(black=True)
    until(lambda: "black" in lasts(live))
    box.faults.set(cable_out=True)
    until(lambda: not lasts(live))
    box.faults.set(cable_out=False)
    until(lambda: "black" in lasts(live))
    assert live.incidents.counts["black"] == 2


def test_a_test_that_is_told_to_stop_does_not_stop_the_monitor(live, device, box, until):
    device.stopping.set()
    device.allowed = lambda: False
    box.faults.set(black=True)
    until(lambda: "black" in lasts(live))


def test_a_stream_is_watched_while_a_test_runs(live, device, box, until):
    with device.running:
        box.faults.set(black=True)
        until(lambda: "black" in lasts(live))


def test_a_stream_is_watched_without_making_colours_of_it(live, box, until, monkeypatch):
    monkeypatch.setattr(Shot, "frame", property(lambda _: pytest.fail("it was converted")))
    box.faults.set(black=True)
    until(lambda: "black" in lasts(live))


def test_it_ends_when_it_is_stopped(device):
    live = Live(device, QUICK)
    live.start()
    live.stop()
    assert not live._thread.is_alive()
