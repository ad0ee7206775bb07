"""The proof of a supply: it is waited for until it is as it was told."""

import pytest

from actors.driver import Driver, Settings
from actors.errors import Refused
from actors.interface import Power
from actors.power import confirmed


class OwnSettings(Settings):
    @property
    def kind(self):
        return "made_up"


class Plug(Driver[OwnSettings], Power):
    """Is on once it was asked so many times."""

    Settings = OwnSettings
    source = "10.0.0.1"
    open = close = probe = None

    def __init__(self, answers):
        super().__init__(OwnSettings())
        self._answers = iter(answers)

    def switch(self, on):
        raise AssertionError("it is not switched again")

    def is_on(self):
        return next(self._answers)


def switched(plug, on, seconds):
    with confirmed(plug, on, seconds):
        pass  # it is told so


def test_it_waits_until_the_state_is_as_told():
    switched(Plug([False, False, True]), on=True, seconds=5)


def test_a_state_that_does_not_change_is_told():
    with pytest.raises(Refused, match=r"it says it is on 0\.05 s after being switched off"):
        switched(Plug([True] * 10), on=False, seconds=0.05)


def test_it_looks_once_even_where_there_is_no_time():
    switched(Plug([True]), on=True, seconds=0)
