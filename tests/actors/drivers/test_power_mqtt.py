"""The power_mqtt driver through a real broker, with plugs at it that speak as theirs do."""

import gc
from pathlib import Path

import pytest
from pydantic import ValidationError

from actors.drivers.power_mqtt import PowerMqtt, PowerMqttSettings
from actors.errors import Refused, TookTooLong, Unreachable
from tests.actors.drivers.mqtt_plugs import PASSWORD, PLUGS, USER, Broker, Tasmota
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, PowerSuite
from tests.served import wait_until


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
def plug_of(served):
    """Build plugs that are connected to the broker until the test is over."""
    plugs = []

    def build(api):
        plugs.append(PLUGS[api](served.port))
        return plugs[-1]

    yield build
    for plug in plugs:
        plug.vanish()


@pytest.fixture(params=["tasmota", "shelly1", "shelly"])
def plug(plug_of, request):
    return plug_of(request.param)


@pytest.fixture
def tasmota(plug_of):
    return plug_of("tasmota")


@pytest.fixture
def build(served):
    """Build drivers that are closed after the test."""
    drivers = []

    def build(plug=Tasmota, **settings):
        known = {"user": USER, "password": PASSWORD, "api": plug.api, "topic": plug.name}
        place = {"broker": "127.0.0.1", "port": served.port, "timeout": 5}
        drivers.append(PowerMqtt(PowerMqttSettings(**{**place, **known, **settings})))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def at(build):
    return lambda port: build(port=port, timeout=0.5)


@pytest.fixture
def driver(build, plug):
    driver = build(plug)
    driver.open()
    return driver


@pytest.fixture
def is_live(plug):
    return lambda: plug.lit


class TestLink(LinkSuite): ...


class TestNetwork(NetworkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state_and_what_is_drawn(driver, plug):
    first, watts = (1 if plug.api == "tasmota" else 0), "" if plug.api == "shelly1" else ", 12.3 W"
    assert driver.probe() == f"outlet {first} is on{watts}"


def test_a_plug_that_takes_a_command_and_stays_off_is_refused(build, plug):
    driver = build(plug, timeout=1)
    plug.lit, plug.stuck = False, True
    with pytest.raises(Refused, match=r"it says it is off 1 s after being switched on"):
        driver.switch(True)
    assert plug.commands == ["on"]


def test_an_outlet_that_the_plug_has_not_is_refused(build, plug_of):
    with pytest.raises(Refused, match="it has no relay 3, only POWER"):
        build(plug_of("tasmota"), outlet=3).open()
    with pytest.raises(Refused, match="value 3 not found"):
        build(plug_of("shelly"), outlet=3).open()
    with pytest.raises(TookTooLong):
        build(plug_of("shelly1"), outlet=3, timeout=0.5).open()


@pytest.mark.parametrize("wrong", [{"password": "another"}, {"user": "", "password": ""}])
def test_whom_the_broker_does_not_let_in_is_refused(build, tasmota, wrong):
    with pytest.raises(Refused, match="the broker says: Not authorized") as error:
        build(**wrong).open()
    assert "another" not in str(error.value)


def test_a_try_that_failed_leaves_nothing_open(build, tasmota):
    driver = build(tasmota, password="another")
    gc.disable()
    try:
        left = [_left_open(driver) for _ in range(4)]
    finally:
        gc.enable()
    assert len(set(left)) == 1


def _left_open(driver):
    with pytest.raises(Refused):
        driver.open()
    return len([*Path("/proc/self/fd").iterdir()])


def test_a_plug_of_which_the_broker_has_heard_nothing_is_told_as_such(build):
    with pytest.raises(TookTooLong, match="the broker has heard nothing of it at tele/none/LWT"):
        build(topic="none", timeout=0.5).open()


def test_a_broker_that_lets_it_read_nothing_is_told_as_such(build, faulty):
    with pytest.raises(Refused, match="the broker does not let it read tele/tasmota_1F2A/LWT"):
        build(port=faulty(_refuses_topics).port).open()


def _refuses_topics(client):
    """Say CONNACK, and a SUBACK of two failures, as of MQTT 3.1.1, sections 3.2 and 3.9."""
    client.recv(4096)
    client.sendall(b"\x20\x02\x00\x00")
    client.recv(4096)
    client.sendall(b"\x90\x04\x00\x01\x80\x80")
    client.recv(4096)


def test_a_plug_that_has_lost_its_connection_is_unreachable_at_once(build, tasmota):
    driver = build(timeout=20)
    driver.open()
    tasmota.vanish()
    with pytest.raises(Unreachable, match="the broker says that it is 'Offline'"):
        driver.is_on()
    with pytest.raises(Unreachable):
        driver.switch(False)
    tasmota.join()
    wait_until(lambda: _reached(driver))
    driver.switch(False)
    assert (tasmota.lit, tasmota.commands) == (False, ["off"])


def _reached(driver):
    try:
        return driver.is_on()
    except Unreachable:
        return False


def test_a_broker_that_was_killed_is_unreachable_until_it_is_back(build, served, tasmota):
    driver = build()
    driver.open()
    served.kill()
    with pytest.raises(Unreachable):
        driver.switch(False)
    served.start()
    tasmota.leave()
    tasmota.join()
    assert tasmota.commands == []  # what was asked for meanwhile is not done now
    driver.switch(False)
    assert tasmota.commands == ["off"]


def test_a_broker_that_ends_while_it_is_asked_is_unreachable_until_it_is_back(
    build, served, tasmota
):
    driver, killed = build(timeout=20), []
    tasmota.hear = lambda *_: killed.append(served.kill())
    with pytest.raises(Unreachable, match="the broker ended the connection"):
        driver.open()
    wait_until(lambda: killed)
    served.start()
    tasmota.leave()
    del tasmota.hear
    tasmota.join()
    assert driver.is_on()


def test_a_state_of_before_is_not_taken_for_an_answer(build, tasmota):
    driver = build()
    driver.open()
    tasmota.say("stat/tasmota_1F2A/STATUS11", '{"StatusSTS": {"POWER": "OFF"}}', keep=True)
    tasmota.say("stat/tasmota_1F2A/STATUS11", "", keep=True)
    wait_until(lambda: driver._link._inbox.qsize() >= 2)
    assert driver.is_on()


@pytest.mark.parametrize("said", ["on", "[]", "{}", '{"StatusSTS": {}}', '{"StatusSTS": null}'])
def test_an_answer_that_says_nothing_is_refused(build, tasmota, said):
    tasmota.hear = lambda *_: tasmota.say("stat/tasmota_1F2A/STATUS11", said)
    with pytest.raises(Refused):
        build().is_on()


def test_settings_tell_no_password_and_no_wildcard_is_a_name():
    assert PASSWORD not in repr(PowerMqttSettings(broker="h", topic="t", password=PASSWORD))
    with pytest.raises(ValidationError, match="topic"):
        PowerMqttSettings(broker="h", topic="+")
