"""The apple_tv driver against a server that speaks Companion, encrypted."""

import traceback
from threading import Event

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from actors.drivers.apple_tv import AppleTv, AppleTvSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from actors.protocols.codes import APPLE
from tests.actors.drivers import suite
from tests.faulty import never_answers
from tests.served import wait_until
from tests.tv import apple
from tests.tv.apple import CREDENTIALS, DOWN, PIN, UP

OURS = {"Up": "UP", "Select": "OK", "Home": "HOME"}


@pytest.fixture
def tv():
    tv = apple.AppleTv()
    yield tv
    tv.end()


def settings(port, **more):
    given = {"host": "127.0.0.1", "port": port, "credentials": CREDENTIALS, "switching": 5}
    return AppleTvSettings(**{**given, **more})


@pytest.fixture
def driver(tv):
    driver = AppleTv(settings(tv.port))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at():
    return lambda port: AppleTv(settings(port, timeout=0.5))


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    def test_a_connection_that_came_to_nothing_is_not_left_open(self, at, faulty):
        closed = Event()
        host = faulty(lambda client: (never_answers(client), closed.set()))
        assert type(suite.failure(at(host.port))) is TookTooLong
        assert closed.wait(5)


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[key] for done, key in tv.keys if done == UP]


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
        with pytest.raises(NotSupported, match=r"ending the app 'com\.netflix\.Netflix'"):
            driver.stop_app("com.netflix.Netflix")


def test_every_key_of_the_table_is_one_of_the_protocol(driver, tv):
    for number, key in enumerate(APPLE):
        driver.press(key)
        assert len([done for done, _ in tv.keys if done == UP]) == number + 1


def test_a_key_is_held_for_a_second(driver, tv):
    driver.press("OK", hold=1.0)
    assert tv.keys == [(DOWN, "Select"), (UP, "Select")]


@pytest.mark.parametrize(("key", "seconds"), [("OK", 2.0), ("PLAY", 1.0)])
def test_a_key_is_not_held_for_another_time_nor_one_that_cannot_be(driver, tv, key, seconds):
    with pytest.raises(NotSupported, match=f"holding {key} for {seconds:g} s"):
        driver.press(key, hold=seconds)
    assert tv.keys == []


def test_a_key_may_have_another_name_on_a_device(tv):
    driver = AppleTv(settings(tv.port, keys={"INFO": "screensaver"}))
    driver.press("INFO")
    assert tv.keys[-1] == (UP, "Screensaver")
    driver.close()


def test_a_driver_that_was_never_paired_says_how_to(tv):
    with pytest.raises(Refused, match=r"vpt pair apple_tv 127\.0\.0\.1"):
        AppleTv(settings(tv.port, credentials="")).open()
    assert tv.connections == 0


def test_credentials_of_another_device_are_refused(tv):
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    _, *rest = CREDENTIALS.split(":")
    driver = AppleTv(settings(tv.port, credentials=":".join([stranger, *rest])))
    with pytest.raises(Refused, match="does not know the credentials") as error:
        driver.press("UP")
    assert stranger not in f"{error.value} {driver.settings!r}"


def test_pairing_gives_credentials_that_work(tv):
    given = AppleTv(settings(tv.port, credentials="")).pair(lambda _: PIN)
    driver = AppleTv(settings(tv.port, **given))
    driver.press("UP")
    driver.close()
    assert tv.keys == [(DOWN, "Up"), (UP, "Up")]


def test_pairing_with_another_pin_is_refused(tv):
    with pytest.raises(Refused, match="pairing was denied"):
        AppleTv(settings(tv.port, credentials="")).pair(lambda _: "4711")


@pytest.mark.parametrize("odd", ["odd:words", "one", "11:22:33:4"])
def test_credentials_of_another_form_are_refused_and_are_in_no_trace(tv, odd):
    with pytest.raises(Refused, match="does not know the credentials") as error:
        AppleTv(settings(tv.port, credentials=odd)).open()
    assert f"credentials: {odd}" not in "".join(traceback.format_exception(error.value))


def test_text_for_no_field_is_refused(driver, tv):
    tv.focused = False
    with pytest.raises(Refused, match="no text field has the focus"):
        driver.type("news")
    assert tv.text == ""


def test_text_goes_on_where_it_was(driver, tv):
    driver.type("ne")
    driver.type("ws")
    wait_until(lambda: tv.text == "news")


def test_one_connection_serves_all_actions(driver, tv):
    for _ in range(3):
        driver.press("UP")
    assert tv.connections == 1


def test_the_driver_works_again_once_the_device_is_back(driver, tv):
    tv.stop()
    wait_until(lambda: is_gone(driver))
    tv.start()
    driver.press("UP")
    assert (UP, "Up") in tv.keys


def is_gone(driver):
    try:
        driver.apps()
    except Unreachable:
        return True
    return False
