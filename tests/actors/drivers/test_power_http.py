"""The power_http driver against the three HTTP interfaces, on the wire, with state behind them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.drivers.power_http import PowerHttp, PowerHttpSettings
from actors.errors import Refused, TookTooLong, Unreachable
from actors.protocols.plugs import answers
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, PowerSuite
from tests.actors.drivers.web_plugs import WebPlug

SECRET = "s3cret &?#"


@pytest.fixture(params=["shelly", "shelly1", "tasmota"])
def plug(request):
    plug = WebPlug(request.param)
    yield plug
    plug.stop()


@pytest.fixture
def shelly():
    plug = WebPlug("shelly")
    yield plug
    plug.stop()


@pytest.fixture
def build():
    """Build drivers that are closed after the test."""
    drivers = []

    def build(port, api="shelly", **settings):
        given = {"host": "127.0.0.1", "port": port, "api": api, "timeout": 5, **settings}
        drivers.append(PowerHttp(PowerHttpSettings(**given)))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def at(build):
    return lambda port: build(port, timeout=0.5)


@pytest.fixture
def driver(build, plug):
    driver = build(plug.port, plug.api)
    driver.open()
    return driver


@pytest.fixture
def is_live(plug):
    return lambda: plug.lit[0]


class TestLink(LinkSuite): ...


class TestNetwork(NetworkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state_and_what_is_drawn(driver, plug):
    first = 1 if plug.api == "tasmota" else 0
    assert driver.probe() == f"outlet {first} is on, 12.3 W"


def test_a_plug_that_answers_and_stays_off_is_refused(build, plug):
    driver = build(plug.port, plug.api, timeout=1)
    plug.lit, plug.stuck = [False], True
    with pytest.raises(Refused, match=r"it says it is off 1 s after being switched on"):
        driver.switch(True)


def test_a_command_is_sent_once_whatever_the_state_says(build, plug):
    driver = build(plug.port, plug.api, timeout=1)
    plug.stuck = True
    with pytest.raises(Refused):
        driver.switch(False)
    commands = [path for path in plug.asked if "turn=" in path or "on=" in path or "Power" in path]
    assert len(commands) == 1


def test_each_outlet_is_switched_alone(build, plug):
    plug.lit = [True, True]
    build(plug.port, plug.api, outlet=2 if plug.api == "tasmota" else 1).switch(False)
    assert plug.lit == [True, False]


@pytest.mark.parametrize("act", [PowerHttp.open, PowerHttp.is_on, lambda one: one.switch(True)])
def test_an_outlet_that_the_plug_has_not_is_refused(build, plug, act):
    with pytest.raises(Refused, match=r"/relay/7: 404|value 7 not found|no relay 7|Enable weblog"):
        act(build(plug.port, plug.api, outlet=7))


def test_tasmota_says_which_relays_it_has(build):
    plug = WebPlug("tasmota", outlets=2)
    with pytest.raises(Refused, match="it has no relay 7, only POWER1, POWER2"):
        build(plug.port, "tasmota", outlet=7).is_on()
    plug.stop()


def test_tasmota_has_no_outlet_of_its_own_that_means_all():
    with pytest.raises(ValidationError, match="tasmota counts from 1"):
        PowerHttpSettings(host="h", api="tasmota", outlet=0)


def test_the_right_password_opens_and_a_wrong_one_is_refused_unsaid(build, plug):
    plug.password = SECRET
    driver = build(plug.port, plug.api, password=SECRET)
    driver.open()
    driver.switch(False)
    assert plug.lit == [False]
    with pytest.raises(Refused, match=r"401 Unauthorized|Need user") as error:
        build(plug.port, plug.api, password="another").open()
    assert "another" not in str(error.value)


def test_a_plug_that_asks_for_a_password_refuses_whoever_has_none(build, plug):
    plug.password = SECRET
    with pytest.raises(Refused):
        build(plug.port, plug.api).switch(False)
    assert plug.lit == [True]


def test_a_digest_is_asked_for_once_and_again_when_it_has_expired(build, shelly):
    shelly.password = SECRET
    driver = build(shelly.port, password=SECRET)
    driver.open()
    driver.is_on()
    assert len(shelly.asked) == 3  # a challenge, its answer, one more request
    shelly.nonce += 1
    assert driver.is_on()


def test_settings_tell_no_password_but_keep_it():
    settings = PowerHttpSettings(host="h", password=SECRET)
    assert SECRET not in repr(settings)
    assert PowerHttpSettings.model_validate(settings.model_dump()["power_http"]) == settings


def test_one_connection_serves_all_commands(driver, plug):
    driver.switch(False)
    driver.switch(True)
    assert plug.connections == 1


def test_a_connection_cut_between_commands_is_made_anew(driver, plug):
    plug.cut()
    driver.switch(False)
    assert plug.lit == [False]


def test_it_works_again_when_the_plug_is_back(driver, plug):
    plug.stop()
    with pytest.raises(Unreachable):
        driver.switch(False)
    plug.start()
    driver.switch(False)
    assert plug.lit == [False]


@pytest.mark.parametrize("body", [b"on", b"[]", b"null", b"{}", b'{"output": "maybe"}', b"\xff"])
def test_an_answer_that_says_nothing_is_refused(build, faulty, body):
    host = faulty(lambda client: _answer(client, body))
    with pytest.raises(Refused, match="answers "):
        build(host.port).is_on()


def _answer(client, body):
    client.recv(4096)
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


def test_half_an_answer_took_too_long_and_one_cut_off_is_told(build, faulty):
    half = b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"output"'
    waits = faulty(lambda client: (client.recv(4096), client.sendall(half), client.recv(4096)))
    with pytest.raises(TookTooLong):
        build(waits.port, timeout=0.5).is_on()
    cut = faulty(lambda client: (client.recv(4096), client.sendall(half), client.close()))
    with pytest.raises((Unreachable, Refused)):
        build(cut.port).is_on()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, st.integers(1, 8))
def test_whatever_tasmota_answers_is_a_state_or_a_sentence(answer, relay):
    for part in (answer, {"StatusSTS": answer}, {"StatusSNS": answer}):
        for read in (answers.tasmota_is_on, answers.tasmota_watts):
            with suppress(ValueError):
                assert type(read(part, relay)) in (bool, float, type(None))
