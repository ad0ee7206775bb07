"""The webos driver against a server that speaks SSAP, plain and with TLS."""

import pytest
from aiowebostv import webos_client

from actors.drivers.webos import Webos, WebosSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers import suite
from tests.served import free_port, wait_until
from tests.tv.certificate import server_tls
from tests.tv.waking import Sleeper
from tests.tv.webos import KEY, WebosTv

OURS = {"UP": "UP", "ENTER": "OK", "HOME": "HOME"}


@pytest.fixture
def tv(ports):
    tv = WebosTv()
    ports(tv.port)
    yield tv
    tv.end()


@pytest.fixture
def ports(monkeypatch):
    """Have the library look for televisions at ports of the test, not at LG's."""

    def use(plain, tls=None):
        monkeypatch.setattr(webos_client, "WS_PORT", plain)
        monkeypatch.setattr(webos_client, "WSS_PORT", tls or plain)

    return use


def settings(**more):
    return WebosSettings(**{"host": "127.0.0.1", "client_key": KEY, "switching": 5, **more})


@pytest.fixture
def driver(tv):
    driver = Webos(settings())
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at(ports):
    def build(port):
        ports(port)
        return Webos(settings(timeout=0.5))

    return build


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    pass


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[name] for name in tv.buttons]


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
    def driver(self, tv):
        with Sleeper(lambda: setattr(tv, "is_on", True)) as sleeper:
            driver = Webos(settings(mac=sleeper.mac, broadcast=sleeper.address))
            yield driver
            driver.close()

    @pytest.fixture
    def is_live(self, tv):
        return lambda: tv.is_on

    def test_one_that_has_left_the_network_is_off(self, driver, tv):
        tv.stop()
        assert driver.is_on() is False
        tv.start()
        assert driver.is_on() is True


def test_one_connection_serves_all_actions(driver, tv):
    for _ in range(3):
        driver.press("UP")
    driver.apps()
    assert tv.requests.count("GET /") == 1


def test_a_television_that_speaks_tls_only_is_reached_by_it(ports, tmp_path):
    tv = WebosTv(server_tls(tmp_path))
    ports(free_port(), tv.port)
    driver = Webos(settings())
    driver.press("OK")
    wait_until(lambda: tv.buttons == ["ENTER"])
    driver.close()
    tv.end()


def test_a_driver_that_was_never_paired_says_how_to(tv):
    with pytest.raises(Refused, match=r"vpt pair webos 127\.0\.0\.1"):
        Webos(settings(client_key="")).open()
    assert tv.requests == []  # it asks nobody for permission


@pytest.mark.parametrize("agrees", [False, None])
def test_a_client_key_that_the_television_does_not_know_is_refused(tv, agrees):
    tv.agrees = agrees
    driver = Webos(settings(client_key="strange", timeout=0.5))
    with pytest.raises(Refused, match="does not know the client key") as error:
        driver.press("UP")
    assert "strange" not in f"{error.value} {driver.settings!r}"
    assert tv.buttons == []


def test_pairing_gives_a_client_key_that_works(tv):
    given = Webos(settings(client_key="")).pair(input)
    driver = Webos(settings(**given))
    driver.press("UP")
    wait_until(lambda: tv.buttons)
    driver.close()


def test_pairing_that_nobody_allows_is_refused(tv):
    tv.agrees = False
    with pytest.raises(Refused, match="pairing was denied"):
        Webos(settings(client_key="")).pair(input)


def test_a_key_is_not_held(driver, tv):
    with pytest.raises(NotSupported, match="holding a key"):
        driver.press("UP", hold=1.0)
    assert tv.buttons == []


def test_a_key_may_have_another_name_on_a_device(tv):
    driver = Webos(settings(keys={"MENU": "QMENU", "PLAY": "NETFLIX"}))
    driver.press("MENU")
    driver.press("PLAY")
    wait_until(lambda: tv.buttons == ["QMENU", "NETFLIX"])
    driver.close()


def test_text_goes_on_where_it_was(driver, tv):
    driver.type("ne")
    driver.type("ws")
    wait_until(lambda: tv.text == "news")


def test_what_the_television_refuses_is_told_in_its_words_and_the_link_stays(driver, tv):
    tv.focused = False
    with pytest.raises(Refused, match="500 Application error: no input is focused"):
        driver.type("news")
    tv.focused = True
    driver.type("news")
    assert (tv.text, tv.requests.count("GET /")) == ("news", 1)


def test_it_is_not_switched_on_without_the_address_of_its_network_card(driver):
    with pytest.raises(NotSupported, match="give the mac of its network card"):
        driver.switch(True)


def test_a_connection_cut_between_actions_is_made_anew(driver, tv):
    driver.press("UP")
    tv.cut()
    driver.press("OK")
    wait_until(lambda: tv.buttons == ["UP", "ENTER"])


def test_the_driver_works_again_once_the_television_is_back(driver, tv):
    tv.stop()
    with pytest.raises(Unreachable):
        driver.press("UP")
    tv.start()
    driver.press("UP")
    wait_until(lambda: tv.buttons == ["UP"])


def test_an_answer_that_does_not_come_took_too_long_and_leaves_no_trace(tv):
    driver = Webos(settings(timeout=1.0))
    driver.open()
    tv._answer = lambda *_: {"type": "response", "id": -1}
    with pytest.raises(TookTooLong):
        driver.apps()
    del tv._answer
    assert driver.apps() == sorted(tv.installed)
    driver.close()
