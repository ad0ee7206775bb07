"""The power_kasa driver, on the wire: a Kasa plug, a Tapo plug, and strips of both."""

import pytest

from actors.drivers.power_kasa import PowerKasa, PowerKasaSettings
from actors.errors import Refused, TookTooLong, Unreachable
from tests.actors.drivers.kasa_plugs import PASSWORD, USER, KasaPlug, TapoPlug
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, PowerSuite

KINDS = {"kasa": KasaPlug, "tapo": TapoPlug}


@pytest.fixture
def plug_of():
    """Build plugs that are there until the test is over."""
    plugs = []

    def build(api, outlets=0):
        plugs.append(KINDS[api](outlets))
        return plugs[-1]

    yield build
    for plug in plugs:
        plug.stop()


@pytest.fixture(params=["kasa", "tapo"])
def api(request):
    return request.param


@pytest.fixture
def plug(api, plug_of):
    return plug_of(api)


@pytest.fixture
def build(api):
    """Build drivers that are closed after the test."""
    drivers = []

    def build(port, **settings):
        known = {"host": "127.0.0.1", "port": port, "api": api, "user": USER, "password": PASSWORD}
        drivers.append(PowerKasa(PowerKasaSettings(**{**known, "timeout": 5, **settings})))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def at(build):
    return lambda port: build(port, timeout=0.5)


@pytest.fixture
def driver(build, plug):
    driver = build(plug.port)
    driver.open()
    return driver


@pytest.fixture
def is_live(plug):
    return lambda: plug.lit[0]


class TestLink(LinkSuite): ...


class TestNetwork(NetworkSuite): ...


class TestPower(PowerSuite): ...


def test_the_probe_tells_the_state_and_what_is_drawn_where_it_is_metered(driver, plug):
    assert driver.probe() == "the plug is on, 12.3 W"
    plug.metered = False
    assert driver.probe() == "the plug is on"


def test_one_outlet_of_a_strip_is_switched_alone(build, plug_of, api):
    strip = plug_of(api, outlets=3)
    driver = build(strip.port, outlet=1)
    driver.switch(False)
    assert strip.lit == [True, False, True]
    assert driver.probe().startswith("outlet 1 is off")


def test_an_outlet_that_a_strip_has_not_is_refused(build, plug_of, api):
    strip = plug_of(api, outlets=2)
    with pytest.raises(Refused, match="it has no outlet 2, only 2 of them"):
        build(strip.port, outlet=2).switch(False)
    assert strip.told == []


def test_a_strip_is_not_switched_as_a_whole_by_chance(plug_of):
    strip = plug_of("kasa", outlets=2)
    settings = PowerKasaSettings(host="127.0.0.1", port=strip.port)
    with pytest.raises(Refused, match="which outlet of 0 to 1 is not said"):
        PowerKasa(settings).switch(False)
    assert strip.told == []


def test_a_plug_that_answers_and_stays_on_is_refused(build, plug):
    plug.stuck = True
    with pytest.raises(Refused, match=r"it says it is on 1 s after being switched off"):
        build(plug.port, timeout=1).switch(False)
    assert len(plug.told) == 1


def test_one_connection_serves_all_commands(driver, plug):
    driver.switch(False)
    driver.switch(True)
    assert plug.connections == 1


def test_a_connection_cut_between_commands_is_made_anew(driver, plug):
    plug.cut()
    driver.switch(False)
    assert (plug.lit, len(plug.told)) == ([False], 1)


def test_it_works_again_when_the_plug_is_back(driver, plug):
    plug.stop()
    with pytest.raises((Unreachable, TookTooLong)):
        driver.switch(False)
    plug.start()
    driver.switch(False)
    assert plug.lit == [False]


@pytest.mark.parametrize("wrong", [{"user": "guest"}, {"password": "another"}])
def test_a_wrong_account_of_a_tapo_is_refused_unsaid(plug_of, wrong):
    known = {"host": "127.0.0.1", "port": plug_of("tapo").port, "api": "tapo", "user": USER}
    settings = PowerKasaSettings(**{**known, "password": PASSWORD, **wrong})
    driver = PowerKasa(settings)
    with pytest.raises(Refused, match="another user, or the password is wrong") as error:
        driver.open()
    driver.close()
    assert "another" not in str(error.value).replace("another user", "")


@pytest.mark.parametrize("said", [{}, {"system": 1}, {"system": {"get_sysinfo": {}}}, [], 5])
def test_an_answer_that_says_nothing_is_refused(plug_of, said):
    plug = plug_of("kasa")
    plug.answer = lambda _: said
    with pytest.raises(Refused):
        PowerKasa(PowerKasaSettings(host="127.0.0.1", port=plug.port)).is_on()


def test_settings_tell_no_password_but_keep_it():
    settings = PowerKasaSettings(host="h", api="tapo", user=USER, password=PASSWORD)
    assert PASSWORD not in repr(settings)
    assert PowerKasaSettings.model_validate(settings.model_dump()["power_kasa"]) == settings
