"""The simulated driver: a television within the process."""

import ast
import time

import pytest
from pydantic import ValidationError

from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import NotSupported, Unreachable
from tests.actors.drivers.suite import (
    AppsSuite,
    ElementsSuite,
    KeyboardSuite,
    LinkSuite,
    PictureSuite,
    RemoteSuite,
    SoundSuite,
    TouchSuite,
)


def simulated(**settings):
    return Simulated(SimulatedSettings(**settings))


@pytest.fixture
def driver():
    driver = simulated()
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def television(driver):
    return driver.television


class TestLink(LinkSuite):
    pass


class TestRemote(RemoteSuite):
    @pytest.fixture
    def arrived(self, noted):
        return lambda: noted("key")


class TestTouch(TouchSuite):
    @pytest.fixture
    def touched(self, noted):
        return lambda: [tuple(map(int, place.split())) for place in noted("tap")]


class TestKeyboard(KeyboardSuite):
    @pytest.fixture
    def typed(self, noted):
        return lambda: "".join(map(ast.literal_eval, noted("text")))


class TestPicture(PictureSuite):
    pass


class TestSound(SoundSuite):
    pass


class TestApps(AppsSuite):
    @pytest.fixture
    def fronted(self, television):
        return lambda: television.foreground


class TestElements(ElementsSuite):
    pass


def focus(driver):
    return next(one.id for one in driver.elements() if one.focused)


def test_shows_pictures_of_the_size_asked_for():
    assert simulated(size=(640, 360)).frame().size == (640, 360)


def test_a_key_moves_what_is_seen(driver):
    before = focus(driver)
    driver.press("DOWN")
    assert focus(driver) != before


def test_a_key_is_held_as_long_as_was_asked_for(driver, noted):
    began = time.monotonic()
    driver.press("MUTE", hold=0.1)
    assert time.monotonic() - began >= 0.1
    assert noted("key") == ["MUTE held for 0.1 s"]


def test_a_finger_moves_the_focus(driver):
    before = focus(driver)
    driver.swipe((640, 600), (640, 100), 0.1)
    assert focus(driver) != before


def test_a_tap_on_what_is_clickable_opens_it(driver):
    elements = driver.elements()
    [(left, top, width, height)] = [one.bounds for one in elements if one.text == "Settings"]
    driver.tap(left + width // 2, top + height // 2)
    assert driver.television.foreground == "tv.simulated.settings"


def test_what_is_typed_is_seen_in_the_field(driver):
    driver.launch("tv.simulated.search")
    driver.type("ab 'c' 5%s")
    assert any("ab 'c' 5%s" in one.text.lower() for one in driver.elements())


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


def test_what_is_missing_is_told_with_the_name_of_the_device():
    with pytest.raises(NotSupported, match=r"tv-1 .* the key 'EJECT'"):
        simulated(name="tv-1").press("EJECT")


def test_closing_loses_nothing_of_the_television(driver):
    driver.launch(driver.apps()[-1])
    shown = driver.television.foreground
    driver.close()
    driver.open()
    assert driver.television.foreground == shown


def test_a_fault_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValidationError, match=r"no fault melt .*freeze"):
        SimulatedSettings(faults="melt")


def test_it_has_the_interface_that_is_asked_for():
    once, again, other = (simulated(screens=30, design=design) for design in (1, 1, 2))
    assert once.apps() == again.apps() != other.apps()
    assert len(once.television.interface.pages) == 30


def test_an_impossible_number_of_screens_is_refused():
    with pytest.raises(ValidationError, match="20 to 1000 screens, or 0"):
        SimulatedSettings(screens=3)
