"""The roku driver against the public emulated-roku, over real ECP."""

from urllib.parse import unquote

import pytest

from actors.drivers.roku import Roku, RokuSettings
from actors.errors import Refused, TookTooLong, Unreachable
from tests.actors.drivers import suite
from tests.faulty import never_answers
from tests.served import wait_until
from tests.tv.roku import RokuTv

OURS = {"Up": "UP", "Select": "OK", "Home": "HOME"}


@pytest.fixture
def tv():
    tv = RokuTv()
    yield tv
    tv.end()


def settings(port, **more):
    return RokuSettings(**{"host": "127.0.0.1", "port": port, **more})


@pytest.fixture
def driver(tv):
    driver = Roku(settings(tv.port))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def at():
    return lambda port: Roku(settings(port, timeout=0.5))


class TestLink(suite.LinkSuite):
    pass


class TestNetwork(suite.NetworkSuite):
    pass


class TestRemote(suite.RemoteSuite):
    @pytest.fixture
    def arrived(self, tv):
        return lambda: [OURS[key] for done, key in tv.heard if done == "keypress"]


class TestKeyboard(suite.KeyboardSuite):
    @pytest.fixture
    def typed(self, tv):
        return lambda: "".join(key.removeprefix("Lit_") for _, key in tv.heard)

    @pytest.mark.parametrize("text", ["news", "a b  c", 'it\'s "5" %s', "&|<>$;`\\()*?!#~"])
    def test_text_comes_out_as_it_went_in(self, driver, typed, text):
        # emulated-roku takes no braces and no slash; how they are sent is tested below
        super().test_text_comes_out_as_it_went_in(driver, typed, text)


class TestPower(suite.PowerSuite):
    @pytest.fixture
    def is_live(self, tv):
        return lambda: tv.is_on


class TestApps(suite.AppsSuite):
    @pytest.fixture
    def fronted(self, tv):
        return lambda: tv.app

    def test_an_application_that_was_ended_is_not_in_front(self, driver):
        # emulated-roku speaks the protocol of before Roku OS 13, which ends none
        with pytest.raises(Refused, match="/exit-app/7/true: status 404"):
            driver.stop_app("7")


def test_a_key_is_held_by_its_two_ends(driver, tv):
    driver.press("UP", hold=0.05)
    assert tv.heard == [("keydown", "Up"), ("keyup", "Up")]


def test_a_key_may_have_another_name_on_a_device(tv):
    driver = Roku(settings(tv.port, keys={"MENU": "Back", "STOP": "HOME"}))
    driver.press("MENU")
    driver.press("STOP")
    driver.close()
    assert [key for _, key in tv.heard] == ["Back", "Home"]


def test_the_probe_says_what_is_shown(driver):
    assert driver.probe() == "Roku 4 shows Roku"


def serves(answer, seen):
    """Answer each request so, and keep its first line."""

    def serve(client):
        while asked := client.recv(4096):
            seen.append(asked.split(b" HTTP")[0].decode())
            client.sendall(answer)

    return serve


def test_an_application_is_ended_and_not_only_left(at, faulty):
    seen = []
    at(faulty(serves(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", seen)).port).stop_app("12")
    assert seen == ["POST /exit-app/12/true"]


def test_every_sign_is_a_keypress_of_its_own(at, faulty):
    seen = []
    at(faulty(serves(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", seen)).port).type("{/}+%é")
    assert [unquote(line.removeprefix("POST /keypress/Lit_")) for line in seen] == list("{/}+%é")


def test_a_device_that_allows_no_control_says_where_to_allow_it(at, faulty):
    answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(Refused, match="enable 'Control by mobile apps' in its settings"):
        at(faulty(serves(answer, [])).port).press("UP")


@pytest.mark.parametrize("body", [b"<device", b"<other/>"])
def test_an_answer_of_another_form_is_refused(at, faulty, body):
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with pytest.raises(Refused, match="device-info"):
        at(faulty(serves(head + body, [])).port).open()


def test_a_key_that_is_not_answered_is_not_sent_again(at, faulty):
    seen = []

    def serve(client):
        seen.append(client.recv(4096))
        never_answers(client)

    driver = at(faulty(serve).port)
    with pytest.raises(TookTooLong):
        driver.press("UP")
    assert len(seen) == 1


def test_the_driver_works_again_once_the_device_is_back(driver, tv):
    tv.stop()
    with pytest.raises(Unreachable):
        driver.press("UP")
    tv.start()
    driver.press("UP")
    wait_until(lambda: tv.heard)
    assert tv.heard == [("keypress", "Up")]
