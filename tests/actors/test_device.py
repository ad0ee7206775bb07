"""A device: its drivers behind one face, opened when needed, stopped when told."""

import threading
import time

import pytest
from pydantic import ValidationError

from actors.checks.text import Text
from actors.device import Device
from actors.drivers.simulated import Simulated
from actors.errors import NotAllowed, NotSupported, Stopped, Unreachable
from actors.interface import Picture, Power, Remote, Shell
from actors.until import Patience, answer
from actors.verdict import Verdict
from navigation.sighting import Looks
from tests.actors.devices import app, simulated, spec, television
from tests.actors.plugins.scripted import Scripted


class Counting(Text):
    """Holds from the HOLDS_AT-th time on that it is asked; 0 for never."""

    expected: str = "x"
    holds_at: int = 1
    asked: list[int]

    def judge(self, seen):
        self.asked.append(1)
        return Verdict(len(self.asked) == self.holds_at, 0.0, f"asked {len(self.asked)} times")


@pytest.mark.parametrize("name", ["", "-a", "a b", "a/b", "tv-1\n", "ü"])
def test_a_name_that_ray_and_addresses_could_not_carry_is_refused(name):
    with pytest.raises(ValidationError, match="name"):
        spec(name=name)


def test_a_device_without_a_driver_is_refused():
    with pytest.raises(ValidationError, match="drivers"):
        spec().model_validate({**spec().model_dump(), "drivers": []})


def test_it_gives_what_its_drivers_give_and_the_lab_file_allows(scripts):
    assert spec({"scripted": "a"}).capabilities() == {"remote", "picture"}
    assert {"touch", "keyboard", "apps"} <= spec({"scripted": "a"}, "simulated").capabilities()
    adb = {"adb": {"serial": "127.0.0.1:5555"}}
    assert "shell" not in spec(adb).capabilities()
    assert "shell" in spec(adb, shell=True).capabilities()


def test_a_driver_that_takes_its_time_to_open_hinders_no_other(scripts, monkeypatch):
    opening, go_on, opened = threading.Event(), threading.Event(), threading.Event()

    def slowly(_):
        opening.set()
        go_on.wait(5)
        opened.set()

    monkeypatch.setattr(Scripted, "open", slowly)
    device = Device(spec("simulated", {"scripted": "a"}))
    slow = threading.Thread(target=lambda: device.look(Scripted))
    slow.start()
    opening.wait()
    assert device.look(Simulated)
    assert not opened.is_set()
    go_on.set()
    slow.join()


def test_what_no_driver_gives_is_not_supported():
    device = simulated()
    with pytest.raises(NotSupported, match="tv-1 has no driver that gives power"):
        device.need(Power)
    assert (device.has(Power), device.has(Picture)) == (False, True)


def test_a_shell_is_not_given_unless_the_lab_file_allows_it():
    with pytest.raises(NotAllowed, match=r"shell is off on tv-1; .*'shell: true'"):
        simulated().need(Shell)
    with pytest.raises(NotSupported, match="shell"):
        Device(spec(shell=True)).need(Shell)


def test_the_first_driver_that_gives_it_is_taken_and_opened_once(scripts):
    device = Device(spec({"scripted": "a"}, "simulated"))
    first = device.need(Remote)
    assert first is device.need(Picture)
    assert isinstance(first, Scripted)
    assert first.opened == 1


def test_a_lost_driver_is_closed_and_opened_again_and_no_other(scripts):
    device = Device(spec({"scripted": "a"}, "simulated"))
    driver = device.need(Scripted)
    device.lose(Unreachable("simulated", "x", "gone"))
    assert driver.closed == 0
    device.lose(Unreachable("scripted", "x", "gone"))
    assert device.need(Scripted) is driver
    assert (driver.opened, driver.closed) == (2, 1)


def test_after_close_the_next_use_opens_it_anew(scripts):
    device = Device(spec({"scripted": "a"}))
    driver = device.need(Scripted)
    device.close()
    assert (driver.opened, driver.closed) == (1, 1)
    assert device.need(Scripted).opened == 2


def test_a_probe_tells_what_proved_each_link(scripts):
    device = Device(spec({"scripted": "a"}, {"simulated": {"size": (320, 180)}}))
    said = [(link.kind, link.source, link.works, link.said) for link in device.probe()]
    assert said == [
        ("scripted", "a", True, "scripted"),
        ("simulated", "simulated", True, "picture 320x180"),
    ]


def test_a_probe_of_what_is_unplugged_says_so():
    [link] = simulated(faults="offline").probe()
    assert not link.works
    assert link.said == "offline, as its faults say"


def test_a_stop_ends_every_wait_and_every_use_but_no_look():
    device = simulated()
    device.stopping.set()
    for use in (lambda: device.wait(3600), lambda: device.need(Remote), device.frame):
        with pytest.raises(Stopped, match="tv-1"):
            use()
    assert device.look(Picture).frame().size == (320, 180)


def test_a_stop_ends_a_wait_that_has_begun():
    device = simulated()
    waiting = threading.Timer(0.05, device.stopping.set)
    waiting.start()
    with pytest.raises(Stopped):
        answer(Counting(holds_at=0, asked=[]), device, patience=Patience(3600))
    waiting.join()


@pytest.mark.parametrize("within", [0.0, 0.1])
def test_what_does_not_come_is_looked_for_as_long_as_told(within):
    check = Counting(holds_at=0, asked=[])
    assert not answer(check, simulated(), patience=Patience(within))
    assert (len(check.asked) == 1) == (within == 0)


def test_looking_ends_as_soon_as_it_holds():
    check = Counting(holds_at=3, asked=[])
    verdict = answer(check, simulated(), patience=Patience(3600))
    assert (verdict.holds, verdict.reason) == (True, "asked 3 times")


def test_what_came_while_a_slow_check_judged_is_still_seen():
    class Slow(Counting):
        def judge(self, seen):
            time.sleep(0.02)
            return super().judge(seen)

    assert answer(Slow(holds_at=2, asked=[]), simulated(), patience=Patience(0.01))


def test_frames_are_distinct_and_in_order_of_time():
    times = [frame.at for frame in simulated().frames(0.1)]
    assert len(times) > 1
    assert sorted(set(times)) == times


def shows(device, *checks, within=0.0, match="all"):
    return device.shows([Looks("it", checks, match)], within, 0.0)


def test_a_screen_shows_only_when_all_its_checks_hold():
    device = simulated()
    holds, never = Counting(asked=[]), Counting(holds_at=0, asked=[])
    assert shows(device, holds).screen == "it"
    assert not shows(device, Counting(asked=[]), never)
    assert not shows(device, never, Counting(asked=[]))


def test_of_a_screen_for_which_any_check_will_do_one_has_to_hold():
    never = Counting(holds_at=0, asked=[])
    assert shows(simulated(), never, Counting(asked=[]), match="any")
    assert not shows(simulated(), never, never, match="any")


def test_a_screen_may_take_its_time_to_show():
    assert shows(simulated(), Counting(holds_at=3, asked=[]), within=3600)


def test_checks_that_hold_one_after_the_other_are_no_screen():
    early, late = Counting(holds_at=1, asked=[]), Counting(holds_at=2, asked=[])
    assert not shows(simulated(), early, late, within=0.1)


def test_where_it_was_seen_is_forgotten_once_anything_is_done_with_it():
    device = simulated()
    device.here = "home"
    device.frame()
    assert device.here == "home"
    device.need(Remote)
    assert device.here is None


def test_edges_can_depend_on_model_and_labels_and_what_was_read():
    device = Device(spec("simulated", labels={"os": "14"}))
    device.variables["about.version"] = "9"
    assert device.facts == {"model": "tv", "os": "14", "about.version": "9"}


def test_regions_refer_to_the_size_of_its_map():
    assert simulated().size is None
    assert simulated(app(home={"text": "x"})).size == (1280, 720)


def test_what_an_edge_does_reaches_the_television():
    from actors.steps.press import Press

    device = simulated()
    device.perform(Press(keys=("DOWN", "UP"), gap=0))
    assert [line.split(": ")[1] for line in television(device).log] == ["key DOWN", "key UP"]
