"""The android_tv_remote driver against a server of its messages over TLS."""

from pathlib import Path

import pytest

from actors.drivers.android_tv_remote import AndroidTvRemote, AndroidTvRemoteSettings
from actors.errors import Refused, Unreachable
from actors.protocols.codes import ANDROID
from tests.actors.drivers import suite
from tests.served import wait_until
from tests.tv.android import AndroidTv
from tests.tv.certificate import write_certificate
from tests.tv.polo import PairingTv

OURS = {"DPAD_UP": "UP", "DPAD_CENTER": "OK", "HOME": "HOME"}
ENDS = {"certificate": "crt", "key": "key"}


@pytest.fixture(scope="module")
def shared_tv(tmp_path_factory):
    tv = AndroidTv(tmp_path_factory.mktemp("tv"))
    yield tv
    tv.end()


@pytest.fixture
def tv(shared_tv):
    shared_tv.keys.clear()
    shared_tv.text, shared_tv.is_on, shared_tv.connections = "", True, 0
    return shared_tv


@pytest.fixture
def settings(tv):
    def build(**more):
        given = {"host": "127.0.0.1", "port": tv.port, "switching": 5}
        files = {"certificate": str(tv.certificate), "key": str(tv.key)}
        return AndroidTvRemoteSettings(**{**given, **files, **more})

    return build


@pytest.fixture
def driver(settings):
    driver = AndroidTvRemote(settings())
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at(settings):
    return lambda port: AndroidTvRemote(settings(port=port, timeout=0.5))


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    pass


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[key] for done, key in tv.keys if done == "SHORT"]


class TestKeyboard(suite.KeyboardSuite):
    @pytest.fixture
    def typed(self, tv):
        return lambda: tv.text


class TestPower(suite.PowerSuite):
    @pytest.fixture
    def is_live(self, tv):
        return lambda: tv.is_on


def test_every_key_of_the_table_is_one_of_the_protocol(driver, tv):
    for key in ANDROID:
        driver.press(key)
    wait_until(lambda: len(tv.keys) == len(ANDROID))
    assert [key for _, key in tv.keys] == list(ANDROID.values())


def test_a_key_is_held_by_its_two_ends(driver, tv):
    driver.press("OK", hold=0.05)
    wait_until(lambda: len(tv.keys) == 2)
    assert tv.keys == [("START_LONG", "DPAD_CENTER"), ("END_LONG", "DPAD_CENTER")]


def test_a_key_may_have_another_name_on_a_device(settings, tv):
    driver = AndroidTvRemote(settings(keys={"MENU": "SETTINGS"}))
    driver.press("MENU")
    wait_until(lambda: tv.keys == [("SHORT", "SETTINGS")])
    driver.close()


def test_text_goes_on_where_it_was(driver, tv):
    driver.type("ne")
    driver.type("ws")
    wait_until(lambda: tv.text == "news")


def test_the_probe_says_the_state_that_a_new_connection_told(driver, tv):
    assert driver.probe() == "SHIELD Android TV is on"
    assert tv.connections == 2


def test_a_certificate_that_was_not_paired_is_refused_with_what_to_do(
    settings, tmp_path, tv, faulty
):
    # with a socket that blocks, as asyncio's server hangs up without the alert that devices send
    alerting = faulty(lambda client: tv.tls.wrap_socket(client, server_side=True).read())
    certificate, key = map(str, write_certificate(tmp_path, "stranger"))
    driver = AndroidTvRemote(settings(port=alerting.port, certificate=certificate, key=key))
    with pytest.raises(Refused, match=r"vpt pair android_tv_remote 127\.0\.0\.1"):
        driver.press("UP")


def test_files_that_are_not_there_are_told_as_unpaired(settings):
    with pytest.raises(Refused, match="does not know the certificate"):
        AndroidTvRemote(settings(certificate="/none")).open()


def test_a_file_that_is_no_certificate_is_refused(settings, tmp_path):
    (tmp_path / "odd.pem").write_text("odd")
    with pytest.raises(Refused, match="TLS"):
        AndroidTvRemote(settings(certificate=str(tmp_path / "odd.pem"))).open()


@pytest.fixture
def pairing(tmp_path, monkeypatch):
    """A device that pairs; the files of the client are made beside its own."""
    (tmp_path / "tv").mkdir()
    monkeypatch.chdir(tmp_path)
    tv = PairingTv(tmp_path / "tv", tmp_path / "127.0.0.1.crt")
    yield tv
    tv.end()


def test_pairing_makes_the_files_of_a_client_that_the_device_knows(pairing, tmp_path):
    settings = AndroidTvRemoteSettings(host="127.0.0.1", pairing_port=pairing.port)
    given = AndroidTvRemote(settings).pair(lambda _: pairing.code())
    files = {name: str(tmp_path / f"127.0.0.1.{end}") for name, end in ENDS.items()}
    assert (pairing.paired, given) == (True, files)
    assert Path(given["key"]).stat().st_mode & 0o077 == 0  # nobody else may read it


def test_pairing_with_another_code_is_refused(pairing):
    settings = AndroidTvRemoteSettings(host="127.0.0.1", pairing_port=pairing.port)
    with pytest.raises(Refused, match="pairing was denied"):
        AndroidTvRemote(settings).pair(lambda _: "000000")
    assert not pairing.paired


def test_a_connection_cut_between_keys_is_made_anew(driver, tv):
    driver.press("UP")
    wait_until(lambda: tv.keys)
    tv.cut()
    wait_until(lambda: tv.connections == 2)  # the library notices, and comes back by itself
    driver.press("OK")
    wait_until(lambda: len(tv.keys) == 2)
    assert [key for _, key in tv.keys] == ["DPAD_UP", "DPAD_CENTER"]


def test_the_driver_works_again_once_the_device_is_back(driver, tv):
    tv.stop()
    wait_until(lambda: is_gone(driver))
    tv.start()
    driver.press("UP")
    wait_until(lambda: ("SHORT", "DPAD_UP") in tv.keys)


def is_gone(driver):
    try:
        driver.is_on()
    except Unreachable:
        return True
    return False
