"""The step press."""

import pytest
from pydantic import ValidationError

from actors.device import Device
from actors.errors import NotSupported, Stopped
from actors.interface import Remote
from actors.steps.press import Press
from tests.actors.devices import simulated, spec, television


def keys(device):
    return [line.split("key ")[1] for line in television(device).log]


def test_keys_are_pressed_in_order_as_often_as_told():
    device = simulated()
    verdict = Press(keys=("UP", "OK"), times=2, gap=0).run(device)
    assert verdict
    assert keys(device) == ["UP", "OK", "UP", "OK"]
    assert verdict.reason == "pressed UP, OK, UP, OK"


def test_there_is_a_gap_between_two_keys_but_not_after_the_last(monkeypatch):
    device, waits = simulated(), []
    monkeypatch.setattr(device, "wait", waits.append)
    Press(keys=("UP", "OK", "UP"), gap=0.3).run(device)
    assert waits == [0.3, 0.3]


def test_each_key_is_held_as_long_as_told(scripts):
    scripts["a"] = lambda _: None
    device = Device(spec({"scripted": "a"}))
    press = Press(keys=("UP", "OK"), gap=0, hold=1.5)
    press.run(device)
    assert device.need(Remote).held == [1.5, 1.5]
    assert str(press) == "press UP, OK, each for 1.5 s"


def test_one_key_needs_no_list():
    assert Press(keys="OK").keys == ("OK",)


@pytest.mark.parametrize(
    "bad",
    [
        {"keys": []},
        {"keys": "OK", "times": 0},
        {"keys": "OK", "gap": -1},
        {"keys": "OK", "hold": 61},
    ],
)
def test_what_cannot_be_pressed_is_refused(bad):
    with pytest.raises(ValidationError):
        Press(**bad)


def test_a_key_that_the_remote_lacks_is_not_supported():
    with pytest.raises(NotSupported, match="EJECT"):
        Press(keys="EJECT").run(simulated())


def test_once_stopped_no_further_key_is_pressed():
    device = simulated()
    device.stopping.set()
    with pytest.raises(Stopped):
        Press(keys="OK").run(device)
    assert keys(device) == []


def test_it_says_what_it_does():
    assert str(Press(keys=("UP", "OK"), times=2)) == "press UP, OK 2 times"
    assert (str(Press(keys="OK")), Press(keys="OK").needs()) == ("press OK", {"remote"})
