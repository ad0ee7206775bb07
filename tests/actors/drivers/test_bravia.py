"""The bravia driver against a server that answers as Sony's documents say."""

import pytest
from pydantic import ValidationError

from actors.drivers.bravia import Bravia, BraviaSettings
from actors.errors import NotSupported, Refused, Unreachable
from tests.actors.drivers import suite
from tests.tv.bravia import BraviaTv

OURS = {"Up": "UP", "Confirm": "OK", "Home": "HOME"}


@pytest.fixture
def tv():
    tv = BraviaTv()
    yield tv
    tv.end()


def settings(port, **more):
    return BraviaSettings(**{"host": "127.0.0.1", "port": port, "psk": "0000", **more})


@pytest.fixture
def driver(tv):
    driver = Bravia(settings(tv.port, switching=0.4))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at():
    return lambda port: Bravia(settings(port, timeout=0.5))


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    pass


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[name] for name in tv.keys]


class TestKeyboard(suite.KeyboardSuite):
    @pytest.fixture
    def typed(self, tv):
        return lambda: tv.text


class TestPower(suite.PowerSuite):
    @pytest.fixture
    def is_live(self, tv):
        return lambda: tv.is_on


class TestApps(suite.AppsSuite):
    @pytest.fixture
    def fronted(self, tv):
        return lambda: tv.app

    def test_an_application_that_was_ended_is_not_in_front(self, driver):
        with pytest.raises(NotSupported, match=r"ending the app 'com\.sony\.dtv\.browser' alone"):
            driver.stop_app("com.sony.dtv.browser")


def test_a_key_of_the_television_that_has_no_name_of_ours_is_pressed_by_its_own(driver, tv):
    driver.press("Netflix")
    assert tv.keys == ["Netflix"]


def test_the_lab_file_may_put_another_key_in_the_place_of_one(tv):
    driver = Bravia(settings(tv.port, keys={"MENU": "Home", "BACK": "UP"}))
    driver.press("MENU")
    driver.press("BACK")
    driver.close()
    assert tv.keys == ["Home", "Up"]


def test_a_key_is_not_held(driver, tv):
    with pytest.raises(NotSupported, match="holding a key"):
        driver.press("UP", hold=1.0)
    assert tv.keys == []


@pytest.mark.parametrize("act", [lambda d: d.open(), lambda d: d.press("UP")])
def test_a_wrong_key_is_refused_with_what_to_do_and_is_in_no_error(tv, act):
    driver = Bravia(settings(tv.port, psk="sécret"))  # of signs that a header does not have
    with pytest.raises(Refused, match="set psk as its menu has it") as error:
        act(driver)
    driver.close()
    assert "sécret" not in f"{error.value} {driver.settings!r}"


def test_a_key_that_is_no_longer_right_is_refused_by_the_remote_too(driver, tv):
    tv.psk = "changed"
    with pytest.raises(Refused, match="psk"):
        driver.press("UP")


def test_text_for_no_field_is_refused(driver, tv):
    tv.focused = False
    with pytest.raises(Refused, match="no text field has the focus"):
        driver.type("news")


def test_what_the_television_does_not_know_is_refused_in_its_words(driver, tv):
    tv._getApplicationList = lambda: {"error": [41400, "Illegal app"]}
    with pytest.raises(Refused, match="getApplicationList: error 41400 Illegal app"):
        driver.apps()


@pytest.mark.parametrize("answer", [{"result": [[{}]]}, {"result": [7]}, {"nothing": 1}])
def test_an_answer_of_another_form_is_refused(driver, tv, answer):
    tv._getApplicationList = lambda: answer
    with pytest.raises(Refused, match="answers"):
        driver.apps()


def test_power_that_stays_as_it_is_is_told(driver, tv):
    tv.stuck = True
    with pytest.raises(Refused, match=r"it says it is on 0\.4 s after being switched off"):
        driver.switch(False)


def test_the_driver_works_again_once_the_television_is_back(driver, tv):
    tv.stop()
    with pytest.raises(Unreachable):
        driver.press("UP")
    tv.start()
    driver.press("UP")
    assert tv.keys == ["Up"]


def test_the_pre_shared_key_is_needed():
    with pytest.raises(ValidationError, match="psk"):
        BraviaSettings(host="tv")
