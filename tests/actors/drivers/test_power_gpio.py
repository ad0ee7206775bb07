"""The power_gpio driver on gpiozero's own mock pins."""

import pytest
from gpiozero import Device
from gpiozero.pins.mock import MockFactory

from actors.drivers.power_gpio import PowerGpio, PowerGpioSettings
from actors.errors import Refused, Unreachable
from tests.actors.drivers.suite import LinkSuite, PowerSuite


@pytest.fixture
def pins(monkeypatch):
    factory = MockFactory()
    monkeypatch.setattr(Device, "pin_factory", factory)
    yield factory
    factory.reset()


@pytest.fixture(params=[True, False], ids=["active high", "active low"])
def driver(pins, request):
    driver = PowerGpio(PowerGpioSettings(pin=17, active_high=request.param))
    driver.open()
    return driver


@pytest.fixture
def is_live(pins, driver):
    return lambda: bool(pins.pin(17).state) is driver.settings.active_high


class TestLink(LinkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state_and_the_level(driver):
    level = "high" if driver.settings.active_high else "low"
    assert driver.probe() == f"the supply is on, pin 17 is {level}"


@pytest.mark.parametrize(("initially", "on"), [("on", True), ("off", False), (False, False)])
def test_the_supply_is_at_first_as_the_lab_file_says(pins, initially, on):
    assert PowerGpio(PowerGpioSettings(pin=17, initially=initially)).is_on() is on


def test_what_was_switched_off_stays_off_while_the_link_is_closed(driver, is_live):
    driver.switch(False)
    driver.close()
    assert not is_live()
    driver.open()
    assert not driver.is_on()


def test_a_pin_that_is_held_low_from_outside_is_refused(pins):
    driver = PowerGpio(PowerGpioSettings(pin="GPIO17", initially="off"))
    driver.open()
    pins.pin(17)._change_state = lambda _: False
    with pytest.raises(Refused, match="it says it is off 0 s after being switched on"):
        driver.switch(True)


@pytest.mark.parametrize("pin", [999, "GPIO99", "lamp"])
def test_a_pin_that_there_is_not_is_refused(pins, pin):
    with pytest.raises(Refused, match=str(pin)):
        PowerGpio(PowerGpioSettings(pin=pin)).open()


def test_a_pin_that_is_in_use_is_refused(driver):
    with pytest.raises(Refused, match="GPIO17 is already in use"):
        PowerGpio(driver.settings).open()


@pytest.mark.filterwarnings("ignore::gpiozero.PinFactoryFallback")
def test_a_machine_without_pins_is_unreachable(monkeypatch):
    monkeypatch.setattr(Device, "pin_factory", None)
    with pytest.raises(Unreachable, match="this machine has no pins"):
        PowerGpio(PowerGpioSettings(pin=17)).open()
