"""The step sleep."""

import pytest
from pydantic import ValidationError

from actors.errors import Stopped
from actors.steps.sleep import Sleep
from tests.actors.devices import simulated


def test_it_waits_as_long_as_told(monkeypatch):
    device, waits = simulated(), []
    monkeypatch.setattr(device, "wait", waits.append)
    assert Sleep(seconds=2.5).run(device).reason == "slept 2.5 s"
    assert waits == [2.5]


def test_a_stop_ends_it_at_once():
    device = simulated()
    device.stopping.set()
    with pytest.raises(Stopped):
        Sleep(seconds=3600).run(device)


def test_a_negative_time_is_refused():
    with pytest.raises(ValidationError, match="seconds"):
        Sleep(seconds=-1)


def test_it_says_what_it_does_and_needs_nothing():
    assert (str(Sleep(seconds=2)), Sleep(seconds=2).needs()) == ("sleep 2 s", frozenset())
