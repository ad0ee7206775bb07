"""The step power, with a supply of mock pins beside a simulated television."""

import pytest
from gpiozero import Device as GpioDevice
from gpiozero.pins.mock import MockFactory
from pydantic import ValidationError

from actors import notation
from actors.device import Device
from actors.errors import Refused, Stopped
from actors.interface import Power as PowerFace
from actors.steps.power import Power
from tests.actors.devices import case, spec, television


@pytest.fixture
def pin(monkeypatch):
    factory = MockFactory()
    monkeypatch.setattr(GpioDevice, "pin_factory", factory)
    yield factory.pin(17)
    factory.reset()


@pytest.fixture
def device(pin):
    device = Device(spec({"simulated": {"size": (320, 180)}}, {"power_gpio": 17}))
    device.probe()
    return device


@pytest.fixture
def be(device):
    """Let the television be offline, or not."""
    faults = television(device).faults
    return lambda off: faults.use(faults.settings.model_copy(update={"offline": off}))


@pytest.mark.parametrize(("to", "level"), [("off", 0), ("on", 1)])
def test_the_supply_is_as_the_step_says(device, pin, to, level):
    verdict = Power(to=to).run(device)
    assert (verdict.holds, verdict.reason, pin.state) == (True, f"switched {to}", level)


def test_a_cycle_is_off_for_as_long_as_it_is_told(device, pin, monkeypatch):
    seen = []
    monkeypatch.setattr(device, "wait", lambda seconds: seen.append((seconds, pin.state)))
    verdict = Power(to="cycle", off_for=7).run(device)
    assert (seen, pin.state) == ([(7, 0)], 1)
    assert verdict.reason == "off for 0.0 s, then on"


def test_a_stop_ends_a_cycle_at_once_and_leaves_the_supply_on(device, pin, monkeypatch):
    def stopped(_):
        device.stopping.set()
        raise Stopped("the test was told to stop")

    monkeypatch.setattr(device, "wait", stopped)
    with pytest.raises(Stopped):
        Power(to="cycle", off_for=3600).run(device)
    assert pin.state == 1


def test_without_a_lease_nothing_is_switched_on_again(device, pin, monkeypatch):
    monkeypatch.setattr(device, "wait", lambda _: setattr(device, "allowed", lambda: False))
    Power(to="cycle").run(device)
    assert pin.state == 0


def test_a_device_without_power_loses_its_links_but_that_of_the_supply(device, monkeypatch):
    closed = []
    for link in device._links:
        monkeypatch.setattr(link, "close", lambda kind=link.kind: closed.append(kind))
    Power(to="on").run(device)
    assert closed == []
    Power(to="off").run(device)
    assert closed == ["simulated"]


def test_a_device_that_starts_in_time_is_measured(device, be, monkeypatch):
    offline = iter([True, True, False])
    monkeypatch.setattr(device, "wait", lambda _: be(next(offline)))
    verdict = Power(to="cycle", off_for=1, within=60).run(device)
    assert verdict.holds
    assert verdict.reason.startswith("off for 0.0 s, then on; every link answers ")
    assert [measure.name for measure in verdict.measures] == ["boot"]


def test_a_device_that_does_not_come_back_fails_with_the_link_that_is_missing(device, be):
    be(True)
    verdict = Power(to="on", within=0.05).run(device)
    assert not verdict.holds
    assert "simulated does not answer within 0.05 s: offline" in verdict.reason


def test_a_supply_that_stays_as_it_was_is_no_failure_of_the_device(device, pin):
    pin._change_state = lambda _: False
    with pytest.raises(Refused, match="it says it is on"):
        Power(to="off").run(device)


def test_to_switch_is_an_action_and_to_ask_is_none(device):
    before = device.acted
    device.need(PowerFace).is_on()
    assert device.acted == before
    Power(to="on").run(device)
    assert device.acted > before


@pytest.mark.parametrize("text", ["power: on", "power: {to: on}", "{power: true}"])
def test_on_is_a_word_in_yaml_and_may_be_a_boolean(text):
    [step] = case(notation.load(text)).steps
    assert step == Power(to="on")


@pytest.mark.parametrize("bad", [{"to": "up"}, {"to": 1}, {"to": "off", "within": 5}, {}])
def test_what_makes_no_sense_is_refused(bad):
    with pytest.raises(ValidationError):
        Power(**bad)


def test_it_says_what_it_does_and_needs():
    assert str(Power(to="on", within=60)) == "power on, back within 60 s"
    assert str(Power(to="cycle", off_for=3)) == "power cycle, 3 s off"
    assert Power(to="off").needs() == {"power"}


def test_the_supply_is_the_first_driver_that_gives_it(device):
    assert device.need(PowerFace).settings.pin == 17
