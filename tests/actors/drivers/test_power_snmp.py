"""The power_snmp driver against a real SNMP agent that has the outlets of PDUs."""

import pytest
from pydantic import ValidationError

from actors.drivers.power_snmp import PowerSnmp, PowerSnmpSettings
from actors.errors import Refused, TookTooLong, Unreachable
from actors.protocols.plugs.pdus import PDUS, Pdu
from tests.actors.drivers.snmpd import AUTHENTICATION, COMMUNITY, PRIVACY, USER, Agent
from tests.actors.drivers.suite import LinkSuite, PowerSuite

SECURE = {
    "version": 3,
    "user": USER,
    "authentication_password": AUTHENTICATION,
    "privacy_password": PRIVACY,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    agent = Agent(tmp_path_factory.mktemp("snmpd"))
    agent.start()
    yield agent
    agent.kill()


@pytest.fixture
def agent(served):
    """The agent, with every outlet on."""
    for pdu in PDUS.values():
        for outlet in (1, 2):
            served.set(*pdu.told(outlet, True))
            if pdu.state:
                served.set(pdu.read(outlet), pdu.is_on)
    return served


@pytest.fixture
def build(served):
    """Build drivers that are closed after the test."""
    drivers = []

    def build(pdu="apc", **settings):
        place = {"host": "127.0.0.1", "port": served.port, "outlet": 1, "pdu": pdu, "timeout": 5}
        who = {} if "version" in settings else {"community": COMMUNITY}
        drivers.append(PowerSnmp(PowerSnmpSettings(**{**place, **who, **settings})))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture(
    params=[{}, {"pdu": "apc_rack", "version": "1", "community": COMMUNITY}, SECURE],
    ids=["2c", "1", "3"],
)
def driver(request, build, agent):
    driver = build(**request.param)
    driver.open()
    return driver


@pytest.fixture
def is_live(driver, agent):
    return lambda: agent.read(driver.settings.pdu.read(1)) == driver.settings.pdu.on


class TestLink(LinkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state(build, agent):
    assert build().probe() == "outlet 1 is on"


def test_only_the_outlet_that_is_named_is_switched(build, agent):
    build(outlet=2).switch(False)
    assert [agent.read(PDUS["apc"].read(outlet)) for outlet in (1, 2)] == [1, 2]


def test_an_outlet_that_is_told_and_stays_as_it_was_is_refused(build, agent):
    raritan = PDUS["raritan"]
    with pytest.raises(Refused, match=r"it says it is on 2 s after being switched off"):
        build("raritan", timeout=2).switch(False)
    assert agent.read(raritan.told(1, False)[0]) == raritan.off


def test_a_state_of_its_own_says_that_it_is_done(build, agent):
    agent.set(PDUS["raritan"].read(1), 8)
    driver = build("raritan")
    driver.switch(False)
    assert not driver.is_on()


def test_a_state_that_is_neither_is_refused_by_its_number(build, agent):
    agent.set(PDUS["apc"].read(1), 4)
    with pytest.raises(Refused, match=r"its state is 4, neither 1 for on nor 2 for off"):
        build().is_on()


@pytest.mark.parametrize("who", [{}, {"version": 1, "community": COMMUNITY}, SECURE])
def test_an_outlet_that_the_pdu_has_not_is_refused(build, agent, who):
    with pytest.raises(Refused, match=r"No Such|noSuchName"):
        build(outlet=9, **who).is_on()
    with pytest.raises(Refused, match="it says"):
        build(outlet=9, **who).switch(True)


def test_what_is_no_number_is_refused(build, agent):
    odd = Pdu(command="1.3.6.1.4.1.99999.1.{outlet}", on=1, off=2)
    with pytest.raises(Refused, match=r"no number at 1\.3\.6\.1\.4\.1\.99999\.1\.1: on"):
        build(odd).is_on()


def test_a_wrong_community_is_not_answered_and_not_shown(build, agent):
    with pytest.raises(TookTooLong, match=r"no answer within 0\.3 s; or the community") as error:
        build(community="gue55", timeout=0.3).is_on()
    assert "gue55" not in str(error.value)


def test_a_community_that_may_only_read_is_refused_when_it_sets(build, agent):
    driver = build(community="readable")
    assert driver.is_on()
    with pytest.raises(Refused, match=r"noAccess|notWritable|noSuchName"):
        driver.switch(False)


@pytest.mark.parametrize(
    "wrong",
    [{"user": "guest"}, {"authentication_password": "wrong-pass"}, {"authentication": "md5"}],
)
def test_a_wrong_user_or_password_is_refused(build, agent, wrong):
    with pytest.raises(Refused) as error:
        build(**{**SECURE, **wrong}).open()
    assert "wrong-pass" not in str(error.value)


@pytest.mark.parametrize("odd", [{"authentication_password": "sesame"}, {"user": "u" * 40}])
def test_a_login_that_snmp_has_no_way_to_make_is_refused_unsaid(build, odd):
    with pytest.raises(Refused, match="too long, or too short") as error:
        build(**{**SECURE, **odd}).open()
    assert "sesame" not in str(error.value)


def test_an_agent_that_was_killed_takes_too_long_until_it_is_back(build, agent):
    driver = build(timeout=2)
    driver.open()
    agent.kill()
    with pytest.raises(TookTooLong):
        driver.is_on()
    agent.start()
    assert driver.is_on()


def test_a_host_without_an_address_is_unreachable(build):
    with pytest.raises(Unreachable, match=r"none\.invalid"):
        build(host="none.invalid").open()


def test_a_pdu_of_another_make_is_described_in_the_lab_file():
    own = {"command": "1.3.6.1.4.1.9.{outlet}.1", "on": 5, "off": 6}
    settings = PowerSnmpSettings(host="h", outlet=3, pdu=own, version=1)
    assert settings.pdu.told(3, False) == ("1.3.6.1.4.1.9.3.1", 6)
    assert PowerSnmpSettings.model_validate(settings.model_dump()["power_snmp"]) == settings


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"pdu": "acme"}, "no PDU 'acme' .there are apc, apc_rack"),
        ({"pdu": {"command": "1.3.x", "on": 1, "off": 2}}, "command"),
        ({"pdu": {"command": "9.1.3", "on": 1, "off": 2}}, "command"),
        ({"pdu": {"command": "1.3.6", "on": 2**31, "off": 2}}, "less than"),
        ({"version": 3}, "needs a user"),
        ({"user": "lab"}, "needs a user"),
    ],
)
def test_settings_that_make_no_sense_are_told(bad, said):
    with pytest.raises(ValidationError, match=said):
        PowerSnmpSettings(**{"host": "h", "outlet": 1, "pdu": "apc", **bad})


def test_settings_tell_no_password():
    given = {**SECURE, "community": COMMUNITY}
    told = repr(PowerSnmpSettings(host="h", outlet=1, pdu="apc", **given))
    assert not {COMMUNITY, AUTHENTICATION, PRIVACY} & set(told.split("'"))
