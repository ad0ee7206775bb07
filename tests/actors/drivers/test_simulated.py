"""The simulated driver: a television within the process."""

import pytest
from pydantic import ValidationError

from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import NotSupported, Unreachable


def simulated(**settings):
    return Simulated(SimulatedSettings(**settings))


def test_shows_pictures_of_the_size_asked_for():
    assert simulated(size=(640, 360)).frame().size == (640, 360)


def test_a_key_moves_what_is_seen():
    driver = simulated()
    before = next(one.id for one in driver.elements() if one.focused)
    driver.press("DOWN")
    assert next(one.id for one in driver.elements() if one.focused) != before


def test_an_unknown_key_and_an_unknown_app_are_not_supported():
    driver = simulated(name="tv-1")
    with pytest.raises(NotSupported, match=r"tv-1 .* the key 'EJECT'"):
        driver.press("EJECT")
    with pytest.raises(NotSupported, match=r"the app 'com\.none'"):
        driver.launch("com.none")


def test_a_device_that_is_offline_can_do_nothing_until_it_is_back():
    driver = simulated(faults="offline")
    with pytest.raises(Unreachable, match="offline"):
        driver.open()
    driver.television.faults.set(offline=False)
    driver.open()


def test_a_cable_that_is_out_takes_the_picture_but_no_keys():
    driver = simulated(faults="cable_out")
    driver.press("DOWN")
    with pytest.raises(Unreachable, match="no picture"):
        driver.frame()


def test_closing_loses_nothing_of_the_television():
    driver = simulated()
    driver.launch(driver.apps()[-1])
    shown = driver.television.foreground
    driver.close()
    driver.open()
    assert driver.television.foreground == shown


def test_a_fault_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValidationError, match=r"no fault melt .*freeze"):
        SimulatedSettings(faults="melt")
