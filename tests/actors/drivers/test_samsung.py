"""The samsung driver against a server that answers as a television, plain and with TLS."""

import pytest

from actors.drivers import samsung
from actors.drivers.samsung import Samsung, SamsungSettings
from actors.errors import NotSupported, Refused, Unreachable
from tests.actors.drivers import suite
from tests.served import wait_until
from tests.tv.certificate import server_tls
from tests.tv.samsung import TOKEN, SamsungTv
from tests.tv.waking import Sleeper

OURS = {"KEY_UP": "UP", "KEY_ENTER": "OK", "KEY_HOME": "HOME"}


@pytest.fixture
def tv():
    tv = SamsungTv()
    yield tv
    tv.end()


def settings(port, **more):
    given = {"host": "127.0.0.1", "port": port, "token": TOKEN, "switching": 5}
    return SamsungSettings(**{**given, **more})


@pytest.fixture
def driver(tv):
    driver = Samsung(settings(tv.port))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at():
    return lambda port: Samsung(settings(port, timeout=0.5))


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    pass


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[key] for done, key in tv.keys if done == "Click"]


class TestKeyboard(suite.KeyboardSuite):
    @pytest.fixture
    def typed(self, tv):
        return lambda: tv.text


class TestApps(suite.AppsSuite):
    @pytest.fixture
    def fronted(self, tv):
        return lambda: tv.app


class TestPower(suite.PowerSuite):
    @pytest.fixture
    def is_live(self, tv):
        return lambda: tv.is_on

    def test_one_that_has_left_the_network_is_off_and_woken_by_its_card(self, tv):
        with Sleeper(tv.start) as sleeper:
            tv.stop()
            driver = Samsung(settings(tv.port, mac=sleeper.mac, broadcast=sleeper.address))
            assert driver.is_on() is False
            driver.switch(True)
            assert driver.is_on() is True
            driver.close()

    def test_one_that_has_left_the_network_and_has_no_such_card_is_unreachable(self, driver, tv):
        tv.stop()
        with pytest.raises(Unreachable):
            driver.switch(True)


@pytest.fixture
def tls_tv(tmp_path, monkeypatch):
    tv = SamsungTv(server_tls(tmp_path))
    # the library and the driver know TLS by its port, which is the same on all televisions
    connection = "samsungtvws.connection.SamsungTVWSBaseConnection._is_ssl_connection"
    monkeypatch.setattr(connection, lambda _: True)
    monkeypatch.setattr(samsung, "TLS", tv.port)
    yield tv
    tv.end()


def test_one_with_tls_is_spoken_to_under_its_token(tls_tv):
    driver = Samsung(settings(tls_tv.port))
    driver.press("OK")
    assert driver.is_on() is True
    wait_until(lambda: tls_tv.keys == [("Click", "KEY_ENTER")])
    driver.close()


def test_a_driver_that_was_never_paired_says_how_to(tls_tv):
    with pytest.raises(Refused, match=r"vpt pair samsung 127\.0\.0\.1"):
        Samsung(settings(tls_tv.port, token="")).open()
    assert tls_tv.requests == []  # it asks nobody for permission


def test_a_token_that_the_television_does_not_know_is_refused(tls_tv):
    tls_tv.agrees = False
    driver = Samsung(settings(tls_tv.port, token="strange"))
    with pytest.raises(Refused, match="does not take the token") as error:
        driver.press("UP")
    assert "strange" not in f"{error.value} {driver.settings!r}"
    assert tls_tv.keys == []


def test_pairing_gives_a_token_that_works(tls_tv):
    given = Samsung(settings(tls_tv.port, token="")).pair(input)
    driver = Samsung(settings(tls_tv.port, **given))
    driver.press("UP")
    wait_until(lambda: tls_tv.keys)
    driver.close()


def test_pairing_that_nobody_allows_is_refused(tls_tv):
    tls_tv.agrees = False
    with pytest.raises(Refused, match="pairing was denied"):
        Samsung(settings(tls_tv.port, token="")).pair(input)


def test_a_key_is_held_by_its_two_ends(driver, tv):
    driver.press("UP", hold=0.05)
    wait_until(lambda: len(tv.keys) == 2)
    assert tv.keys == [("Press", "KEY_UP"), ("Release", "KEY_UP")]


def test_a_key_may_have_another_name_on_a_device(tv):
    driver = Samsung(settings(tv.port, keys={"MENU": "KEY_CONTENTS", "STOP": "PAUSE"}))
    driver.press("MENU")
    driver.press("STOP")
    wait_until(lambda: [key for _, key in tv.keys] == ["KEY_CONTENTS", "KEY_PAUSE"])
    driver.close()


def test_one_connection_serves_all_keys(driver, tv):
    for _ in range(3):
        driver.press("UP")
    assert len([line for line in tv.requests if "channels" in line]) == 1


def test_a_model_that_does_not_list_its_apps_is_told_as_such(tv):
    tv.lists = False
    driver = Samsung(settings(tv.port, timeout=0.5))
    with pytest.raises(Refused, match="does not list its apps"):
        driver.apps()
    driver.close()


def test_an_app_that_is_not_installed_cannot_be_ended(driver):
    driver.stop_app("111299001912")
    with pytest.raises(NotSupported):
        driver.launch("com.none")


def test_a_connection_cut_between_keys_is_made_anew(driver, tv):
    driver.press("UP")
    wait_until(lambda: tv.keys)
    tv.cut()
    driver.press("OK")
    wait_until(lambda: len(tv.keys) == 2)
    assert [key for _, key in tv.keys] == ["KEY_UP", "KEY_ENTER"]


def test_the_driver_works_again_once_the_television_is_back(driver, tv):
    tv.stop()
    with pytest.raises(Unreachable):
        driver.press("UP")
    tv.start()
    driver.press("UP")
    wait_until(lambda: tv.keys == [("Click", "KEY_UP")])
