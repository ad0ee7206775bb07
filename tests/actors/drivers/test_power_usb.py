"""The power_usb driver with the real uhubctl, and with one that stands in for a smart hub.

No smart hub can be had without hardware: the stand-in prints what uhubctl's README shows.
"""

import json
import sys

import pytest
from pydantic import ValidationError

from actors.drivers.power_usb import PowerUsb, PowerUsbSettings
from actors.errors import Refused, TookTooLong, Unreachable
from tests.actors.drivers.suite import LinkSuite, PowerSuite

STAND_IN = """#!{python}
import json, pathlib, sys, time
hub = pathlib.Path({hub!r})
state = json.loads(hub.read_text())
state["asked"].append(sys.argv[1:])
time.sleep(state["slow"])
if "--action" in sys.argv and not state["stuck"]:
    state["on"] = sys.argv[-1] == "on"
hub.write_text(json.dumps(state))
if state["says"]:
    sys.exit(state["says"])
port = sys.argv[sys.argv.index("--ports") + 1]
for location, extra in (("1-1", "highspeed enable connect"), ("2-1", "5gbps Rx.Detect")):
    print(f"Current status for hub {{location}} [2109:2813 VIA Labs, USB 3.00, 4 ports, ppps]")
    if int(port) <= 4:
        print(f"  Port {{port}}: " + ("0503 power " + extra if state["on"] else "0000 off"))
"""


class Hub:
    """The state of the stand-in's hub, which is a file."""

    def __init__(self, folder):
        self._file = folder / "hub.json"
        self._file.write_text('{"on": true, "stuck": false, "slow": 0, "says": "", "asked": []}')
        program = folder / "uhubctl"
        program.write_text(STAND_IN.format(python=sys.executable, hub=str(self._file)))
        program.chmod(0o755)

    def __getitem__(self, name):
        return json.loads(self._file.read_text())[name]

    def be(self, **changes):
        self._file.write_text(json.dumps({**json.loads(self._file.read_text()), **changes}))


@pytest.fixture
def hub(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return Hub(tmp_path)


@pytest.fixture
def driver(hub):
    driver = PowerUsb(PowerUsbSettings(location="1-1", port=2))
    driver.open()
    return driver


@pytest.fixture
def is_live(hub):
    return lambda: hub["on"]


class TestLink(LinkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state(driver):
    assert driver.probe() == "port 2 is on"


def test_the_hub_and_the_port_are_named_as_arguments(driver, hub):
    driver.switch(False)
    named = ["--location", "1-1", "--ports", "2"]
    assert hub["asked"] == [named, [*named, "--action", "off"], named]


def test_a_port_that_stays_as_it_is_is_refused(hub):
    hub.be(stuck=True)
    driver = PowerUsb(PowerUsbSettings(location="1-1", port=2, timeout=2))
    with pytest.raises(Refused, match=r"it says it is on 2 s after being switched off"):
        driver.switch(False)
    assert sum("--action" in words for words in hub["asked"]) == 1


def test_a_port_that_the_hub_has_not_is_refused(hub):
    with pytest.raises(Refused, match="the hub has no port 9"):
        PowerUsb(PowerUsbSettings(location="1-1", port=9)).open()


def test_a_program_that_hangs_took_too_long(hub):
    hub.be(slow=30)
    with pytest.raises(TookTooLong):
        PowerUsb(PowerUsbSettings(location="1-1", port=2, timeout=0.3)).is_on()


def test_a_hub_that_may_not_be_touched_is_refused_until_it_may(driver, hub):
    hub.be(says="There were permission problems while accessing USB.\nFollow https://…")
    with pytest.raises(Refused, match=r"permission problems while accessing USB\.$"):
        driver.is_on()
    hub.be(says="")
    assert driver.is_on()


def test_the_real_program_finds_no_smart_hub_here():
    with pytest.raises(Unreachable, match="No compatible devices detected at location 99-9"):
        PowerUsb(PowerUsbSettings(location="99-9", port=1)).open()


def test_a_machine_without_the_program_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    driver = PowerUsb(PowerUsbSettings(location="1-1", port=1))
    assert driver.lacks() == ("program uhubctl",)
    with pytest.raises(Unreachable):
        driver.open()


@pytest.mark.parametrize("location", ["usb1", "1-", "1-1; reboot", ""])
def test_a_location_is_numbers(location):
    with pytest.raises(ValidationError, match="location"):
        PowerUsbSettings(location=location, port=1)
